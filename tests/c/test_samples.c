/* Reading samples.csv: what a good file becomes, and what is said of each bad one. */
#include <sys/stat.h>

#include "temporary.h"
#include "tollgate/run/samples.h"
#include "tollgate/text/csv_reader.h"

#define HEADER SAMPLES_HEADER
#define ROW "r,1,node,throughput,dot,js,64,64,resident,1,10,1000,00c0ffee\n"

static bool read_it(struct samples *samples, struct problem *problem)
{
    return samples_read(in_folder("samples.csv"), false, samples, problem);
}

/* Reads `text` as samples.csv, which must fail, with `expected` in the message behind the file's name. */
static void assert_refused(const char *text, const char *expected)
{
    struct samples samples;
    struct problem problem;

    write_text("samples.csv", text);
    assert_false(read_it(&samples, &problem));
    const char *const after_folder = strstr(problem.text, "samples.csv");
    assert_non_null(after_folder);
    if (strcmp(after_folder, expected) != 0)
        fail_msg("expected: %s\n   found: %s", expected, after_folder);
}

static void a_row_becomes_a_sample_of_its_cell(void **state)
{
    struct samples samples;
    struct problem problem;

    (void)state;
    write_text("samples.csv", HEADER ROW "r,2,node,throughput,dot,js,64,64,resident,1,4,1000.5,00c0ffee\n"
                                         "r,1,node,throughput,dot,js,64,64,resident,2,10,900,00C0FFEE\n");
    assert_true(read_it(&samples, &problem));
    assert_int_equal(samples.cell_count, 1);
    assert_int_equal(samples.cells[0].process_count, 2);
    assert_int_equal(samples.cells[0].sample_count, 3);
    assert_near(samples.cells[0].processes[0].sorted[0], 90, 0);
    assert_near(samples.cells[0].processes[0].sorted[1], 100, 0);
    assert_near(samples.cells[0].processes[1].sorted[0], 250.125, 0);
    assert_false(samples.cells[0].checks_differ);
    assert_ptr_equal(samples_find(&samples, &samples.cells[0].key), &samples.cells[0]);
    samples_free(&samples);
}

static void a_stream_is_read_like_a_file(void **state)
{
    char text[] = HEADER ROW;
    FILE *const stream = fmemopen(text, sizeof text - 1, "r");
    struct samples samples;
    struct problem problem;

    (void)state;
    assert_non_null(stream);
    assert_true(samples_read_stream(stream, "-", false, &samples, &problem));
    assert_int_equal(samples.cell_count, 1);
    samples_free(&samples);
    assert_false(samples_read_stream(stream, "-", false, &samples, &problem));
    assert_string_equal(problem.text, "-:1: the file is empty");
    fclose(stream);
}

static void quotes_crlf_a_byte_order_mark_and_more_columns_are_fine(void **state)
{
    struct samples samples;
    struct problem problem;

    (void)state;
    write_text("samples.csv", "\xef\xbb\xbf"
                              "run,process,engine,experiment,kernel,variant,n,batch,transfer,round,iterations,"
                              "elapsed_ns,check,note\r\n"
                              "\"r,1\",1,\"no\"\"de\",throughput,dot,js,64,64,resident,1,10,1000,,\"two\nlines\"\r\n"
                              "\r\n"
                              "\"r,1\",1,\"no\"\"de\",throughput,dot,js,064,64,resident,1,10,1e3,,\r\n");
    assert_true(read_it(&samples, &problem));
    assert_int_equal(samples.cell_count, 1);
    assert_string_equal(samples.cells[0].key.engine, "no\"de");
    assert_string_equal(samples.cells[0].processes[0].run, "r,1");
    assert_int_equal(samples.cells[0].processes[0].count, 2);
    samples_free(&samples);
}

static void names_with_spaces_do_not_run_into_each_other(void **state)
{
    struct samples samples;
    struct problem problem;

    (void)state;
    write_text("samples.csv", HEADER "r,1,node,a b,c,js,64,64,resident,1,10,1000,\n"
                                     "r,1,node,a,b c,js,64,64,resident,1,10,1000,\n");
    assert_true(read_it(&samples, &problem));
    assert_int_equal(samples.cell_count, 2);
    samples_free(&samples);
}

static void processes_of_two_runs_are_told_apart(void **state)
{
    struct samples samples;
    struct problem problem;

    (void)state;
    write_text("samples.csv", HEADER "b,1,node,t,dot,js,64,64,resident,1,1,3,\n"
                                     "a,2,node,t,dot,js,64,64,resident,1,1,2,\n"
                                     "a,1,node,t,dot,js,64,64,resident,1,1,1,\n");
    assert_true(read_it(&samples, &problem));
    assert_int_equal(samples.cells[0].process_count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_near(samples.cells[0].processes[i].sorted[0], (double)(i + 1), 0);
    samples_free(&samples);
}

#define ON(process, check, machine)                                                                                    \
    "r," #process ",node,throughput,dot,js,64,64,resident,1,10,1000," check ",turbofan/turbofan," machine "\n"

static void cells_of_different_machines_are_different_cells(void **state)
{
    struct samples samples;
    struct problem problem;

    (void)state;
    write_text("samples.csv", "run,process,engine,experiment,kernel,variant,n,batch,transfer,round,iterations,elapsed_"
                              "ns,check,tier,machine\n" ON(1, "00c0ffee", "vm") ON(1, "00c0ffef", "pi")
                                  ON(2, "00c0ffee", "vm") ON(1, "00c0ffee", "vm") ON(1, "00c0fff0", ""));
    assert_true(read_it(&samples, &problem));
    assert_int_equal(samples.cell_count, 3);
    assert_int_equal(samples.machine_count, 3);
    assert_string_equal(samples.machines[0], "vm");
    for (size_t i = 0; i < 3; i++)
        assert_false(samples.cells[i].checks_differ);
    assert_string_equal(samples.cells[0].key.machine, "");
    assert_string_equal(samples.cells[1].key.machine, "pi");
    assert_int_equal(samples.cells[2].process_count, 2);
    assert_int_equal(samples.cells[2].sample_count, 3);

    struct cell_key key = samples.cells[2].key;
    assert_ptr_equal(samples_find(&samples, &key), &samples.cells[2]);
    assert_string_equal(cell_name(&key, ' ').text, "node throughput dot js n=64 batch=64 resident on vm");
    key.machine = "elsewhere";
    assert_null(samples_find(&samples, &key));
    samples_free(&samples);
}

#define SET(process, check, machine, setting)                                                                          \
    "r," #process ",node,throughput,dot,js,64,64,resident,1,10,1000," check "," machine "," setting "\n"

static void cells_of_different_settings_are_different_cells(void **state)
{
    struct samples samples;
    struct problem problem;

    (void)state;
    /* Checks may differ between settings, as between any two cells. */
    write_text("samples.csv", SETTINGS_HEADER SET(1, "00c0ffee", "vm", "threads=16") SET(1, "00c0ffef", "vm", "")
                                  SET(1, "00c0ffed", "vm", "threads=4") SET(2, "00c0ffee", "vm", "threads=16"));
    assert_true(read_it(&samples, &problem));
    assert_int_equal(samples.cell_count, 3);
    assert_int_equal(samples.machine_count, 1);
    assert_string_equal(samples.cells[0].key.setting, "");
    assert_string_equal(samples.cells[1].key.setting, "threads=4");
    assert_string_equal(samples.cells[2].key.setting, "threads=16");
    assert_int_equal(samples.cells[2].process_count, 2);
    for (size_t i = 0; i < 3; i++) {
        assert_false(samples.cells[i].checks_differ);
        assert_ptr_equal(samples_find(&samples, &samples.cells[i].key), &samples.cells[i]);
    }
    samples_free(&samples);
}

static void machine_and_setting_do_not_run_into_each_other(void **state)
{
    struct samples samples;
    struct problem problem;

    (void)state;
    write_text("samples.csv", SETTINGS_HEADER SET(1, "", "ab", "") SET(1, "", "a", "b") SET(1, "", "", "ab")
                                  SET(1, "", "on", "x") SET(1, "", "x", "on"));
    assert_true(read_it(&samples, &problem));
    assert_int_equal(samples.cell_count, 5);
    samples_free(&samples);
}

static void a_setting_is_found_before_the_machine_too(void **state)
{
    struct samples samples;
    struct problem problem;

    (void)state;
    write_text("samples.csv", "run,process,engine,experiment,kernel,variant,n,batch,transfer,round,iterations,elapsed_"
                              "ns,check,setting,tier,machine\n"
                              "r,1,node,throughput,dot,js,64,64,resident,1,10,1000,,phase=compile,x,vm\n"
                              "r,1,node,throughput,dot,js,64,64,resident,1,10,1000,,phase=compile,y,vm\n");
    assert_true(read_it(&samples, &problem));
    assert_int_equal(samples.cell_count, 1);
    assert_int_equal(samples.cells[0].sample_count, 2);
    assert_string_equal(samples.cells[0].key.machine, "vm");
    assert_string_equal(samples.cells[0].key.setting, "phase=compile");
    samples_free(&samples);
}

static void a_bad_setting_is_named(void **state)
{
    (void)state;
    assert_refused(SETTINGS_HEADER SET(1, "", "vm", "a\tb"),
                   "samples.csv:2: column setting: \"a?b\" is not a name (allowed: text without control characters)");
}

static void samples_without_a_machine_can_be_given_one(void **state)
{
    struct samples samples;
    struct problem problem;

    (void)state;
    write_text("samples.csv", HEADER ROW);
    assert_true(read_it(&samples, &problem));
    struct cell_key key = samples.cells[0].key;
    samples_name_machine(&samples, "vm");
    key.machine = "";
    assert_null(samples_find(&samples, &key));
    key.machine = "vm";
    assert_non_null(samples_find(&samples, &key));
    assert_string_equal(samples.machines[0], "vm");
    samples_free(&samples);
}

/* Four runs of one machine are resampled whole; one of another machine, or of another kernel, by its processes. */
static void units_are_those_of_the_machine_and_kernel(void **state)
{
    struct samples samples;
    struct problem problem;

    (void)state;
    write_text("samples.csv", MACHINES_HEADER "a,1,node,throughput,dot,js,64,64,resident,1,10,1000,,vm\nb,1,node,"
                                              "throughput,dot,js,64,64,resident,1,10,1000,,vm\n"
                                              "c,1,node,throughput,dot,js,64,64,resident,1,10,1000,,vm\nd,1,node,"
                                              "throughput,dot,js,64,64,resident,1,10,1000,,vm\n"
                                              "d,2,node,throughput,dot,js,64,64,resident,1,10,1000,,vm\n"
                                              "e,1,node,throughput,dot,js,64,64,resident,1,10,1000,,pi\ne,2,node,"
                                              "throughput,dot,js,64,64,resident,1,10,1000,,pi\n"
                                              "a,1,node,throughput,sieve,js,64,64,resident,1,10,1000,,vm\na,2,node,"
                                              "throughput,sieve,js,64,64,resident,1,10,1000,,vm\n");
    assert_true(read_it(&samples, &problem));
    assert_int_equal(samples.cell_count, 3);
    assert_string_equal(samples.cells[0].key.machine, "pi");
    assert_int_equal(samples.cells[0].unit_count, 2);
    assert_int_equal(samples.cells[1].process_count, 5);
    assert_int_equal(samples.cells[1].unit_count, 4);
    assert_string_equal(samples.cells[2].key.kernel, "sieve");
    assert_int_equal(samples.cells[2].unit_count, 2);
    samples_free(&samples);
}

static void many_samples_of_many_cells_all_arrive(void **state)
{
    enum { CELLS = 300, ROUNDS = 40 };
    FILE *const stream = fopen(in_folder("samples.csv"), "w");
    struct samples samples;
    struct problem problem;

    (void)state;
    assert_non_null(stream);
    fputs(HEADER, stream);
    for (int round = 1; round <= ROUNDS; round++)
        for (int cell = 0; cell < CELLS; cell++)
            fprintf(stream, "r,1,node,throughput,k%d,js,64,64,resident,%d,1,%d,\n", cell, round, cell * 100 + round);
    fclose(stream);
    assert_true(read_it(&samples, &problem));
    assert_int_equal(samples.cell_count, CELLS);
    for (size_t i = 0; i < CELLS; i++) {
        const double first = 100 * strtod(samples.cells[i].key.kernel + 1, NULL) + 1;
        assert_int_equal(samples.cells[i].sample_count, ROUNDS);
        assert_near(samples.cells[i].processes[0].sorted[0], first, 0);
        assert_near(samples.cells[i].processes[0].sorted[ROUNDS - 1], first + (double)ROUNDS - 1, 0);
    }
    samples_free(&samples);
}

static void a_file_without_rows_is_refused(void **state)
{
    (void)state;
    assert_refused("", "samples.csv:1: the file is empty");
    assert_refused(HEADER, "samples.csv:2: no rows below the header");
    assert_refused("\n \n", "samples.csv:1: column run: missing: there is no header");
}

static void a_wrong_header_is_named(void **state)
{
    (void)state;
    assert_refused("run,proces,engine\n", "samples.csv:1: column process: expected here (column 2), but the header "
                                          "has \"proces\"");
    assert_refused("run,process\n", "samples.csv:1: column engine: missing from the header, which has 2 columns");
}

static void a_row_cut_off_is_named_by_its_line(void **state)
{
    (void)state;
    assert_refused(HEADER ROW "r,1,node,through",
                   "samples.csv:3: column experiment: the last row is cut off: no line end (--allow-truncated leaves "
                   "the row out)");
    assert_refused(
        HEADER ROW "r,1,node,throughput,dot,js,64,64,resident,1,10,1000,00c0ffee",
        "samples.csv:3: column check: the last row is cut off: no line end (--allow-truncated leaves the row out)");
    assert_refused(HEADER ROW "r,1,node\n" ROW,
                   "samples.csv:3: column experiment: the row has 3 fields, the header 13");
    assert_refused("run,process", "samples.csv:1: column process: the last row is cut off: no line end");
}

static void a_cut_off_last_row_can_be_left_out(void **state)
{
    static const char *const texts[] = {HEADER ROW ROW "r,1,node,through", HEADER ROW ROW "r,1,node\n",
                                        HEADER ROW ROW "r,1,\"node"};
    struct samples samples;
    struct problem problem;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        write_text("samples.csv", texts[i]);
        assert_true(samples_read(in_folder("samples.csv"), true, &samples, &problem));
        assert_int_equal(samples.dropped_line, 4);
        assert_int_equal(samples.cells[0].sample_count, 2);
        samples_free(&samples);
    }
}

static void only_one_row_is_left_out(void **state)
{
    static const char *const texts[] = {HEADER ROW "r,1,node\n" ROW, HEADER ROW "r,1,node\n" ROW "r,1",
                                        HEADER ROW "r,1,node\nr,1"};
    struct samples samples;
    struct problem problem;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        write_text("samples.csv", texts[i]);
        assert_false(samples_read(in_folder("samples.csv"), true, &samples, &problem));
        assert_non_null(strstr(problem.text, "samples.csv:3: column experiment: the row has 3 fields, the header 13, "
                                             "and it is not the last"));
    }
}

static void too_many_fields_are_refused(void **state)
{
    (void)state;
    assert_refused(HEADER "r,1,node,throughput,dot,js,64,64,resident,1,10,1000,00c0ffee,more\n",
                   "samples.csv:2: column check: the row has 14 fields, the header 13");
}

static void times_that_cannot_be_are_refused(void **state)
{
    static const char *const bad[] = {"nan", "inf", "-5", "0", "1e16", "", "12 ns", "0x10"};

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char text[512], expected[256];
        snprintf(text, sizeof text, HEADER ROW "r,1,node,throughput,dot,js,64,64,resident,1,10,%s,00c0ffee\n", bad[i]);
        snprintf(expected, sizeof expected,
                 "samples.csv:3: column elapsed_ns: \"%s\" is not a positive number "
                 "(allowed: above 0, up to 1e15 ns)",
                 bad[i]);
        assert_refused(text, expected);
    }
}

static void every_other_bad_field_is_named_with_what_is_allowed(void **state)
{
    (void)state;
    assert_refused(HEADER "r,0,node,t,dot,js,64,64,resident,1,10,1000,\n",
                   "samples.csv:2: column process: \"0\" is not a positive whole number (allowed: 1 to "
                   "9007199254740992)");
    assert_refused(HEADER "r,1,node,t,dot,js,9007199254740993,64,resident,1,10,1000,\n",
                   "samples.csv:2: column n: \"9007199254740993\" is not a whole number (allowed: 0 to "
                   "9007199254740992)");
    assert_refused(HEADER "r,1,node,t,dot,js,64,0,resident,1,10,1000,\n",
                   "samples.csv:2: column batch: \"0\" is not a positive whole number (allowed: 1 to "
                   "9007199254740992)");
    assert_refused(HEADER "r,1,node,t,dot,js,64,64,moved,1,10,1000,\n",
                   "samples.csv:2: column transfer: \"moved\" is not a transfer (allowed: resident, copy)");
    assert_refused(HEADER "r,1,node,t,dot,js,64,64,resident,one,10,1000,\n",
                   "samples.csv:2: column round: \"one\" is not a positive whole number (allowed: 1 to "
                   "9007199254740992)");
    assert_refused(HEADER "r,1,node,t,dot,js,64,64,resident,1,0,1000,\n",
                   "samples.csv:2: column iterations: \"0\" is not a positive whole number (allowed: 1 to "
                   "9007199254740992)");
    assert_refused(HEADER "r,1,node,t,dot,js,64,64,resident,1,10,1000,xyz\n",
                   "samples.csv:2: column check: \"xyz\" is not a checksum (allowed: 8 hexadecimal digits, or empty)");
    assert_refused(HEADER "r,1,,t,dot,js,64,64,resident,1,10,1000,\n",
                   "samples.csv:2: column engine: \"\" is not a name (allowed: text that is not empty)");
    assert_refused(HEADER "r,1,node,t,dot,\"j\ns\",64,64,resident,1,10,1000,\n",
                   "samples.csv:2: column variant: \"j?s\" is not a name (allowed: text without control characters)");
}

static void a_bad_machine_is_named(void **state)
{
    (void)state;
    assert_refused(MACHINES_HEADER "r,1,node,throughput,dot,js,64,64,resident,1,10,1000,,v\tm\n",
                   "samples.csv:2: column machine: \"v?m\" is not a name (allowed: text without control characters)");
    assert_refused(MACHINES_HEADER "r,1,node,throughput,dot,js,64,64,resident,1,10,1000,,\"vm\nr,2\n",
                   "samples.csv:2: column machine: a quoted field has no end");
}

static void broken_quotes_are_named_by_their_line(void **state)
{
    (void)state;
    assert_refused(HEADER ROW "r,1,no\"de,t,dot,js,64,64,resident,1,10,1000,\n",
                   "samples.csv:3: column engine: a quote where none may stand (RFC 4180)");
    assert_refused(HEADER ROW "\"r,1,node,t,dot,js,64,64,resident,1,10,1000,\n",
                   "samples.csv:3: column run: a quoted field has no end");
}

static void rows_that_a_missing_quote_took_in_are_no_cut_off_row(void **state)
{
    struct samples samples;
    struct problem problem;

    (void)state;
    write_text("samples.csv", HEADER ROW "r,1,\"node,throughput\n" ROW ROW "r,1");
    assert_false(samples_read(in_folder("samples.csv"), true, &samples, &problem));
    assert_non_null(strstr(problem.text, "samples.csv:3: column engine: a quoted field has no end"));
}

static void lines_are_counted_whatever_ends_them(void **state)
{
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    static const char header[] = "run,process,engine,experiment,kernel,variant,n,batch,transfer,round,iterations,"
                                 "elapsed_ns,check";
    static const char row[] = "r,1,node,throughput,dot,js,64,64,resident,1,10,1000,00c0ffee";

    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        char text[512];
        const char *const end = ends[i];
        snprintf(text, sizeof text, "%s%s%s%s%s%sr,1%s", header, end, row, end, end, end, end);
        assert_refused(text, "samples.csv:5: column engine: the row has 2 fields, the header 13");
    }
}

static void a_field_beyond_the_names_goes_by_its_number(void **state)
{
    (void)state;
    assert_refused("run,process,engine,experiment,kernel,variant,n,batch,transfer,round,iterations,elapsed_ns,check,"
                   "note,more\nr,1,node,throughput,dot,js,64,64,resident,1,10,1000,,fine,no\"quote\n",
                   "samples.csv:2: field 15: a quote where none may stand (RFC 4180)");
}

static void a_field_of_more_than_a_thousand_bytes_is_refused(void **state)
{
    static char text[4096];
    char long_name[CSV_LONGEST_FIELD + 2];

    (void)state;
    memset(long_name, 'k', sizeof long_name);
    long_name[CSV_LONGEST_FIELD + 1] = '\0';
    snprintf(text, sizeof text, HEADER "r,1,node,t,%s,js,64,64,resident,1,10,1000,\n", long_name);
    assert_refused(text, "samples.csv:2: column kernel: the field has 1001 bytes (allowed: up to 1000)");
}

static void a_binary_file_is_refused(void **state)
{
    static const char text[] = HEADER ROW "r,1,\0node\n";
    struct samples samples;
    struct problem problem;

    (void)state;
    write_bytes("samples.csv", text, sizeof text - 1);
    assert_false(read_it(&samples, &problem));
    assert_non_null(strstr(problem.text, "samples.csv:3: column engine: a NUL byte: this is not a text file"));
}

static void what_cannot_be_opened_or_read_is_refused(void **state)
{
    struct samples samples;
    struct problem problem;

    (void)state;
    assert_false(read_it(&samples, &problem));
    assert_non_null(strstr(problem.text, "samples.csv: cannot open: No such file or directory"));
    assert_int_equal(mkdir(in_folder("samples.csv"), 0700), 0);
    assert_false(read_it(&samples, &problem));
    assert_non_null(strstr(problem.text, "samples.csv: cannot read: Is a directory"));
}

static void a_cell_whose_checks_differ_is_not_found(void **state)
{
    struct samples samples;
    struct problem problem;

    (void)state;
    write_text("samples.csv", HEADER ROW "r,1,node,throughput,dot,js,64,64,resident,1,10,1000,\n"
                                         "r,1,node,throughput,dot,js,64,64,resident,1,10,1000,00c0ffef\n" ROW);
    assert_true(read_it(&samples, &problem));
    assert_true(samples.cells[0].checks_differ);
    assert_null(samples_find(&samples, &samples.cells[0].key));
    assert_int_equal(samples_warn_of_wrong_results(&samples), 1);
    samples_free(&samples);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_row_becomes_a_sample_of_its_cell),
        IN_FOLDER(a_stream_is_read_like_a_file),
        IN_FOLDER(quotes_crlf_a_byte_order_mark_and_more_columns_are_fine),
        IN_FOLDER(names_with_spaces_do_not_run_into_each_other),
        IN_FOLDER(processes_of_two_runs_are_told_apart),
        IN_FOLDER(cells_of_different_machines_are_different_cells),
        IN_FOLDER(cells_of_different_settings_are_different_cells),
        IN_FOLDER(machine_and_setting_do_not_run_into_each_other),
        IN_FOLDER(a_setting_is_found_before_the_machine_too),
        IN_FOLDER(a_bad_setting_is_named),
        IN_FOLDER(samples_without_a_machine_can_be_given_one),
        IN_FOLDER(units_are_those_of_the_machine_and_kernel),
        IN_FOLDER(many_samples_of_many_cells_all_arrive),
        IN_FOLDER(a_file_without_rows_is_refused),
        IN_FOLDER(a_wrong_header_is_named),
        IN_FOLDER(a_row_cut_off_is_named_by_its_line),
        IN_FOLDER(a_cut_off_last_row_can_be_left_out),
        IN_FOLDER(only_one_row_is_left_out),
        IN_FOLDER(rows_that_a_missing_quote_took_in_are_no_cut_off_row),
        IN_FOLDER(lines_are_counted_whatever_ends_them),
        IN_FOLDER(a_field_beyond_the_names_goes_by_its_number),
        IN_FOLDER(too_many_fields_are_refused),
        IN_FOLDER(times_that_cannot_be_are_refused),
        IN_FOLDER(every_other_bad_field_is_named_with_what_is_allowed),
        IN_FOLDER(a_bad_machine_is_named),
        IN_FOLDER(broken_quotes_are_named_by_their_line),
        IN_FOLDER(a_field_of_more_than_a_thousand_bytes_is_refused),
        IN_FOLDER(a_binary_file_is_refused),
        IN_FOLDER(what_cannot_be_opened_or_read_is_refused),
        IN_FOLDER(a_cell_whose_checks_differ_is_not_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
