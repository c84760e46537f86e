/* Exit codes of the command: 0 done, 1 wrong results, 2 usage or unreadable input, 3 not comparable. */
#include <sys/stat.h>

#include "simulated.h"
#include "tollgate/text/exit_code.h"
#include "words.h"

#define ROW "r,1,node,throughput,dot,js,64,64,resident,1,10,1000,"

static int tollgate(const char *first, const char *second, const char *third)
{
    return WORDS(first, second, third);
}

static void write_rows(const char *rows)
{
    char text[1000];

    snprintf(text, sizeof text, SAMPLES_HEADER "%s", rows);
    write_text("samples.csv", text);
}

static void help_and_version_are_fine(void **state)
{
    (void)state;
    assert_int_equal(tollgate("help", NULL, NULL), DONE);
    assert_int_equal(tollgate("--help", NULL, NULL), DONE);
    assert_int_equal(tollgate("-h", NULL, NULL), DONE);
    assert_int_equal(tollgate("version", NULL, NULL), DONE);
}

static void usage_errors_are_2(void **state)
{
    (void)state;
    assert_int_equal(tollgate(NULL, NULL, NULL), UNUSABLE);
    assert_int_equal(tollgate("summarise", folder, NULL), UNUSABLE);
    assert_int_equal(tollgate("summarize", NULL, NULL), UNUSABLE);
    assert_int_equal(tollgate("summarize", folder, folder), UNUSABLE);
    assert_int_equal(tollgate("summarize", "--fast", folder), UNUSABLE);
    assert_int_equal(WORDS("summarize", folder, folder, folder), UNUSABLE);
}

static void usage_errors_of_compare_are_2(void **state)
{
    (void)state;
    write_rows(ROW "00c0ffee\n");
    assert_int_equal(WORDS("compare"), UNUSABLE);
    assert_int_equal(WORDS("compare", folder), UNUSABLE);
    assert_int_equal(WORDS("compare", folder, folder, folder), UNUSABLE);
    assert_int_equal(WORDS("compare", folder, "/nowhere"), UNUSABLE);
    assert_int_equal(WORDS("compare", "/nowhere", folder), UNUSABLE);
    assert_int_equal(WORDS("compare", folder, folder, "--threshold"), UNUSABLE);
    assert_int_equal(WORDS("compare", folder, folder, "--threshold", "5%"), UNUSABLE);
    assert_int_equal(WORDS("compare", folder, folder, "--threshold", "-1"), UNUSABLE);
    assert_int_equal(WORDS("compare", folder, folder, "--format", "xml"), UNUSABLE);
    assert_int_equal(WORDS("summarize", "--all", folder), UNUSABLE);
    assert_int_equal(access(in_folder("compare.csv"), F_OK), -1);
}

static void compare_takes_its_options_anywhere(void **state)
{
    (void)state;
    write_rows(ROW "00c0ffee\n");
    /* One process: too noisy to judge. */
    assert_int_equal(WORDS("--format", "json", "compare", folder, "--threshold", "2.5", folder), NOT_COMPARABLE);
    assert_int_equal(WORDS("compare", "--all", folder, folder, "--format", "markdown"), NOT_COMPARABLE);
    assert_int_equal(WORDS("compare", folder, folder, "--format", "text", "--allow-truncated"), NOT_COMPARABLE);
    char *const csv = read_text("compare.csv");
    assert_string_equal(csv_field(csv, "node,throughput,dot,js", "verdict"), "no difference proven");
    free(csv);
}

static void a_good_file_is_0(void **state)
{
    (void)state;
    write_rows(ROW "00c0ffee\n");
    assert_int_equal(tollgate("summarize", folder, NULL), DONE);
}

static void commands_of_older_versions_are_2(void **state)
{
    (void)state;
    write_rows(ROW "00c0ffee\n");
    assert_int_equal(tollgate("crossings", folder, NULL), UNUSABLE);
    assert_int_equal(tollgate("boundary", folder, NULL), UNUSABLE);
    assert_int_equal(tollgate("floor", folder, NULL), UNUSABLE);
}

static void claims_takes_one_folder_or_none(void **state)
{
    (void)state;
    assert_int_equal(tollgate("claims", folder, NULL), DONE);
    assert_int_equal(tollgate("claims", "/nowhere", NULL), UNUSABLE);
    assert_int_equal(tollgate("claims", folder, folder), UNUSABLE);
    assert_int_equal(tollgate("claims", "--csv", folder), UNUSABLE);
    assert_int_equal(tollgate("claims", "--allow-truncated", folder), UNUSABLE);
}

static void what_cannot_be_written_is_2(void **state)
{
    (void)state;
    write_rows(ROW "00c0ffee\n");
    assert_int_equal(mkdir(in_folder("summary.csv"), 0700), 0);
    assert_int_equal(tollgate("summarize", folder, NULL), UNUSABLE);
}

static void differing_checksums_are_1_and_the_other_cells_go_on(void **state)
{
    (void)state;
    write_rows(ROW "00c0ffee\n" ROW "00c0ffef\n"
                   "r,1,node,throughput,dot,wasm,64,64,resident,1,10,1000,00c0ffee\n");
    assert_int_equal(tollgate("summarize", folder, NULL), WRONG_RESULT);
    char *const summary = read_text("summary.csv");
    assert_null(strstr(summary, "dot,js"));
    assert_string_equal(csv_field(summary, "node,throughput,dot,wasm", "baseline"), "");
    free(summary);
}

static void unreadable_input_is_2_and_writes_nothing(void **state)
{
    (void)state;
    assert_int_equal(tollgate("summarize", folder, NULL), UNUSABLE);
    write_rows(ROW "00c0ffee");
    assert_int_equal(tollgate("summarize", folder, NULL), UNUSABLE);
    assert_int_not_equal(access(in_folder("summary.csv"), F_OK), 0);
}

static void a_cut_off_row_is_left_out_when_allowed(void **state)
{
    (void)state;
    write_rows(ROW "00c0ffee\n" ROW);
    assert_int_equal(tollgate("summarize", "--allow-truncated", folder), DONE);
    char *const summary = read_text("summary.csv");
    assert_string_equal(csv_field(summary, "node,throughput,dot,js", "samples"), "1");
    free(summary);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(help_and_version_are_fine),
        IN_FOLDER(usage_errors_are_2),
        IN_FOLDER(usage_errors_of_compare_are_2),
        IN_FOLDER(compare_takes_its_options_anywhere),
        IN_FOLDER(a_good_file_is_0),
        IN_FOLDER(commands_of_older_versions_are_2),
        IN_FOLDER(claims_takes_one_folder_or_none),
        IN_FOLDER(what_cannot_be_written_is_2),
        IN_FOLDER(differing_checksums_are_1_and_the_other_cells_go_on),
        IN_FOLDER(unreadable_input_is_2_and_writes_nothing),
        IN_FOLDER(a_cut_off_row_is_left_out_when_allowed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
