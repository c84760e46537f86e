/* tollgate compare, from two runs to compare.csv, reports and an exit code. */
#include <sys/stat.h>

#include "simulated.h"
#include "tollgate/compare/compare.h"
#include "tollgate/text/exit_code.h"

static const struct simulated_cell usual[] = {
    {"node,throughput,dot,js,64,64,resident", 1000},
    {"node,throughput,dot,wasm,64,64,resident", 500},
    {"node,throughput,dot,wasm,64,64,copy", 800},
    {"node,throughput,sieve-segmented,wasm-simd,10000000,10000000,copy", 900},
    {"node,crossings,dot,wasm,64,1,resident", 3000},
    {"native,throughput,dot,native,64,64,resident", 250},
};
enum { USUAL = sizeof usual / sizeof usual[0], JS = 0, WASM = 1, COPY = 2, LONG = 3, CROSSING = 4 };

#define KERNELS "kernel,n,label,title,element,bytes_per_element,operations_per_element\n"
#define FLOORS "host,engine,kernel,variant,pairs,floor,rerun_floor,date_utc\n"

/* ---- two folders, and what was made of them -------------------------------------- */

static struct compare_options options;
static int exit_code;
static struct problem problem;
static size_t wrong_results;

static int make_runs(void **state)
{
    char path[256];

    options = (struct compare_options){.threshold = 0.05};
    exit_code = -1;
    problem = (struct problem){""};
    wrong_results = 0;
    if (make_folder(state) != 0)
        return -1;
    snprintf(path, sizeof path, "%s/base", folder);
    if (mkdir(path, 0700) != 0)
        return -1;
    snprintf(path, sizeof path, "%s/new", folder);
    return mkdir(path, 0700);
}

static int remove_runs(void **state)
{
    static const char *const runs[] = {"base", "new"};
    static const char *const files[] = {"samples.csv", "environment.csv", "kernels.csv", "floor.csv", "compare.csv"};
    char path[256];

    for (size_t i = 0; i < 2; i++) {
        for (size_t j = 0; j < sizeof files / sizeof files[0]; j++) {
            snprintf(path, sizeof path, "%s/%s/%s", folder, runs[i], files[j]);
            (void)remove(path);
        }
        snprintf(path, sizeof path, "%s/%s", folder, runs[i]);
        if (rmdir(path) != 0)
            return -1;
    }
    return remove_folder(state);
}

static void write_cells(const char *name, const struct simulated_cell *cells, size_t count, size_t processes,
                        uint64_t seed)
{
    struct simulated_run run;

    simulate_seeded(&run, cells, count, processes, 20, seed);
    write_run_as(name, &run);
    free(run.rows);
}

/* BASE as it is, NEW with one cell's time multiplied. */
static void write_runs(size_t changed, double factor)
{
    struct simulated_cell cells[USUAL];

    memcpy(cells, usual, sizeof cells);
    cells[changed].time_ns *= factor;
    write_cells("base/samples.csv", usual, USUAL, 10, 1);
    write_cells("new/samples.csv", cells, USUAL, 10, 2);
}

/* Compares base and new; what is printed goes to the file `printed`. */
static bool compare_them(void)
{
    struct run runs[2];
    char directories[2][256];
    FILE *const out = fopen(in_folder("printed"), "w");

    assert_non_null(out);
    for (size_t i = 0; i < 2; i++) {
        snprintf(directories[i], sizeof directories[i], "%s/%s", folder, i == 0 ? "base" : "new");
        assert_true(run_read(directories[i], false, &runs[i], &problem));
        wrong_results += run_warn(&runs[i]);
    }
    const bool good = compare(&runs[0], &runs[1], &options, wrong_results, out, &exit_code, &problem);
    run_free(&runs[0]);
    run_free(&runs[1]);
    fclose(out);
    return good;
}

static char *printed_as(enum compare_format format)
{
    options.format = format;
    if (!compare_them())
        fail_msg("%s", problem.text);
    return read_text("printed");
}

static void expect_printed(const char *words)
{
    char *const printed = read_text("printed");

    if (!strstr(printed, words))
        fail_msg("\"%s\" is not in:\n%s", words, printed);
    free(printed);
}

static bool there(const char *name)
{
    return access(in_folder(name), F_OK) == 0;
}

/* ---- verdicts ------------------------------------------------------------------- */

static void a_planted_slowdown_of_10_percent_is_found(void **state)
{
    static const char row[] = "node,throughput,dot,wasm,64,64,resident,";

    (void)state;
    write_runs(WASM, 1.10);
    assert_true(compare_them());
    assert_int_equal(exit_code, REGRESSION);
    expect_printed("regression: 1 of 6 cells is proven slower by more than 5 %: dot wasm, n = 64 (+1");
    expect_printed("  5 cells: no difference proven (--all lists them)\n");

    char *const csv = read_text("new/compare.csv");
    assert_string_equal(csv_field(csv, row, "verdict"), "slower");
    assert_near(csv_value(csv, row, "change"), 0.10, 0.03);
    assert_near(csv_value(csv, row, "change"), csv_value(csv, row, "new_ns") / csv_value(csv, row, "base_ns") - 1,
                1e-5);
    assert_true(csv_value(csv, row, "change_low") > 0.05 && csv_value(csv, row, "change_high") < 0.15);
    assert_true(csv_value(csv, row, "p_adjusted") >= csv_value(csv, row, "p"));
    assert_true(csv_value(csv, row, "p_threshold") < 0.05);
    assert_near(csv_value(csv, row, "threshold"), 0.05, 0);
    assert_string_equal(csv_field(csv, row, "floor"), "");
    assert_int_equal(csv_value(csv, row, "base_processes"), 10);
    assert_int_equal(csv_value(csv, row, "new_processes"), 10);
    /* Worst first. */
    assert_int_equal(strncmp(strchr(csv, '\n') + 1, row, strlen(row)), 0);
    assert_string_equal(csv_field(csv, "node,throughput,dot,js,", "verdict"), "no difference proven");
    free(csv);
}

static void the_same_code_twice_is_no_regression(void **state)
{
    (void)state;
    write_runs(JS, 1);
    assert_true(compare_them());
    assert_int_equal(exit_code, DONE);
    expect_printed(
        "no regression proven: none beyond 5 % in 6 cells: 0 slower, 0 faster, 6 without a proven difference\n");
    /* A table of no rows is no table. */
    char *const printed = read_text("printed");
    assert_null(strstr(printed, "verdict"));
    free(printed);
}

static void a_proven_gain_is_no_regression(void **state)
{
    (void)state;
    write_runs(COPY, 0.8);
    assert_true(compare_them());
    assert_int_equal(exit_code, DONE);
    char *const csv = read_text("new/compare.csv");
    assert_string_equal(csv_field(csv, "node,throughput,dot,wasm,64,64,copy,", "verdict"), "faster");
    free(csv);
    expect_printed("1 faster");
}

static void slower_within_the_threshold_is_said_and_passes(void **state)
{
    (void)state;
    write_runs(WASM, 1.10);
    options.threshold = 0.2;
    assert_true(compare_them());
    assert_int_equal(exit_code, DONE);
    expect_printed("no regression proven: none beyond 20 % in 6 cells: 1 slower");
}

static void with_a_threshold_of_0_any_proven_slowdown_is_one(void **state)
{
    (void)state;
    write_runs(WASM, 1.06);
    options.threshold = 0;
    assert_true(compare_them());
    assert_int_equal(exit_code, REGRESSION);
    expect_printed("slower by more than 0 %");
}

static void worst_first_then_gains_then_the_rest(void **state)
{
    struct simulated_cell cells[USUAL];
    static const char *const expected[] = {"node,throughput,dot,wasm,64,64,copy", "node,throughput,dot,js",
                                           "native,throughput,dot,native", "node,throughput,dot,wasm,64,64,resident"};

    (void)state;
    memcpy(cells, usual, sizeof cells);
    cells[JS].time_ns *= 1.2;
    cells[COPY].time_ns *= 1.4;
    cells[WASM].time_ns *= 0.8;
    cells[5].time_ns *= 0.6;
    write_cells("base/samples.csv", usual, USUAL, 10, 1);
    write_cells("new/samples.csv", cells, USUAL, 10, 2);
    assert_true(compare_them());
    expect_printed("2 of 6 cells are proven slower");
    char *const csv = read_text("new/compare.csv");
    const char *at = csv;
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        at = strchr(at, '\n') + 1;
        assert_int_equal(strncmp(at, expected[i], strlen(expected[i])), 0);
    }
    free(csv);
}

/* ---- the noise floor ------------------------------------------------------------- */

static void a_change_below_the_noise_floor_is_not_proven(void **state)
{
    (void)state;
    write_runs(WASM, 1.10);
    write_text("base/floor.csv", FLOORS "vm,node,dot,wasm,10,0.01,0.05,\n");
    write_text("new/floor.csv", FLOORS "vm,node,dot,wasm,10,0.01,0.3,\n");
    options.list_all = true;
    assert_true(compare_them());
    assert_int_equal(exit_code, DONE);
    expect_printed("below the noise floor of 30.0 %");
    char *const csv = read_text("new/compare.csv");
    assert_string_equal(csv_field(csv, "node,throughput,dot,wasm,64,64,resident,", "verdict"), "no difference proven");
    assert_near(csv_value(csv, "node,throughput,dot,wasm,64,64,resident,", "floor"), 0.3, 0);
    free(csv);

    options.list_all = false;
    assert_true(compare_them());
    expect_printed("6 cells: no difference proven, 1 of them below the noise floor (--all lists them)");
}

static void a_change_above_the_noise_floor_stays_proven(void **state)
{
    (void)state;
    write_runs(WASM, 1.10);
    write_text("base/floor.csv", FLOORS "vm,node,dot,wasm,10,0.01,0.012,\n");
    assert_true(compare_them());
    assert_int_equal(exit_code, REGRESSION);
}

/* ---- refusals -------------------------------------------------------------------- */

static void expect_refusal(const char *words)
{
    write_text("new/compare.csv", "of an earlier comparison\n");
    assert_true(compare_them());
    assert_int_equal(exit_code, NOT_COMPARABLE);
    expect_printed("not comparable: ");
    expect_printed(words);
    assert_false(there("new/compare.csv"));
}

static void runs_without_a_common_cell_are_refused(void **state)
{
    (void)state;
    write_cells("base/samples.csv", usual, 1, 5, 1);
    write_cells("new/samples.csv", usual + 1, 5, 5, 2);
    expect_refusal("no cell is in both runs (BASE has 1 cells, NEW 5)");
    expect_printed("cells only in NEW: 5 (");
    expect_printed(", ...)");
    /* Nor with nothing to remove. */
    assert_true(compare_them());
    assert_int_equal(exit_code, NOT_COMPARABLE);
}

static void another_check_is_refused(void **state)
{
    struct simulated_run run;

    (void)state;
    write_cells("base/samples.csv", usual, USUAL, 5, 1);
    simulate_seeded(&run, usual, USUAL, 5, 20, 2);
    for (size_t i = 0; i < run.count; i++)
        if (strstr(run.rows[i].text, ",js,"))
            memcpy(strstr(run.rows[i].text, "00c0ffee"), "00c0fffe", 8);
    write_run_as("new/samples.csv", &run);
    free(run.rows);
    expect_refusal("other inputs or another result in 1 of 6 cells: "
                   "node throughput dot js n=64 batch=64 resident: check 00c0ffee in BASE, 00c0fffe in NEW");
}

static void a_check_in_one_run_alone_is_no_difference(void **state)
{
    struct simulated_run run;

    (void)state;
    write_cells("base/samples.csv", usual, USUAL, 10, 1);
    simulate_seeded(&run, usual, USUAL, 10, 20, 2);
    for (size_t i = 0; i < run.count; i++)
        snprintf(strstr(run.rows[i].text, "00c0ffee"), 2, "\n");
    write_run_as("new/samples.csv", &run);
    free(run.rows);
    assert_true(compare_them());
    assert_int_equal(exit_code, DONE);
}

static void other_work_for_the_same_kernel_is_refused(void **state)
{
    (void)state;
    write_runs(JS, 1);
    write_text("base/kernels.csv", KERNELS "dot,64,64,dot,pair,8,2\nold,1,1,t,e,1,1\n");
    write_text("new/kernels.csv", KERNELS "dot,65,65,dot,pair,9,9\ndot,64,64,dot,pair,16,3\n");
    expect_refusal("kernels.csv: not the same work: dot n=64: bytes_per_element 8 in BASE, 16 in NEW; "
                   "dot n=64: operations_per_element 2 in BASE, 3 in NEW");
    write_text("new/kernels.csv", KERNELS "dot,64,64,dot,pair,4,1\n");
    expect_refusal("bytes_per_element 8 in BASE, 4 in NEW");
}

static void unreadable_files_beside_the_samples_are_problems(void **state)
{
    static const struct {
        const char *file;
        const char *text;
        const char *says;
    } cases[] = {
        {"new/kernels.csv", KERNELS "dot,x,64,dot,pair,8,2\n", "column n: \"x\" is not a whole number"},
        {"new/kernels.csv", KERNELS "dot,64,64,dot,pair,,2\n", "column bytes_per_element: \"\" is not a number"},
        {"new/kernels.csv", KERNELS "dot,64,64,dot,pair,8,?\n", "column operations_per_element: \"?\" is not a number"},
        {"base/kernels.csv", "kernel\n", "base/kernels.csv:1: column n: missing"},
        {"new/environment.csv", "name,value\n,1\n", "new/environment.csv:2: column name: \"\" is not a name"},
        {"base/environment.csv", "name\n", "base/environment.csv:1: column value: missing"},
        {"base/floor.csv", "host\n", "base/floor.csv:1: column engine: missing"},
        {"new/floor.csv", "host\n", "new/floor.csv:1: column engine: missing"},
    };

    (void)state;
    write_runs(JS, 1);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        write_text(cases[i].file, cases[i].text);
        assert_false(compare_them());
        if (!strstr(problem.text, cases[i].says))
            fail_msg("%s", problem.text);
        (void)remove(in_folder(cases[i].file));
        assert_false(there("new/compare.csv"));
    }
}

static void a_folder_that_cannot_be_written_is_a_problem(void **state)
{
    (void)state;
    write_runs(JS, 1);
    char *const name = strdup(in_folder("new/compare.csv"));
    assert_int_equal(mkdir(name, 0700), 0);
    assert_false(compare_them());
    assert_non_null(strstr(problem.text, "compare.csv: cannot write: "));

    /* Nor can it be removed while it is a folder with something in it. */
    write_text("new/compare.csv/file", "x");
    write_cells("new/samples.csv", (const struct simulated_cell[]){{"bun,a,b,c,1,1,copy", 9}}, 1, 5, 2);
    assert_false(compare_them());
    assert_non_null(strstr(problem.text, "compare.csv: cannot remove: "));
    (void)remove(in_folder("new/compare.csv/file"));
    assert_int_equal(rmdir(name), 0);
    free(name);
}

/* ---- noise and wrong results ------------------------------------------------------ */

static void single_processes_are_too_few_to_judge(void **state)
{
    (void)state;
    write_cells("base/samples.csv", usual, USUAL, 1, 1);
    write_cells("new/samples.csv", usual, USUAL, 1, 2);
    options.list_all = true;
    char *const printed = printed_as(COMPARE_TEXT);
    assert_int_equal(exit_code, NOT_COMPARABLE);
    assert_non_null(strstr(printed, "too noisy: in 6 of 6 cells the interval of the change is unknown or wider than "
                                    "+-5 %: "));
    assert_non_null(strstr(printed, "(+- ?)"));
    assert_non_null(strstr(printed, "PROCESSES="));
    free(printed);
    char *const csv = read_text("new/compare.csv");
    assert_string_equal(csv_field(csv, "node,throughput,dot,js,", "change_low"), "");
    assert_string_equal(csv_field(csv, "node,throughput,dot,js,", "p"), "1");
    assert_string_equal(csv_field(csv, "node,throughput,dot,js,", "p_threshold"), "1");
    free(csv);
    free(printed_as(COMPARE_MARKDOWN));
    expect_printed("| unknown | no difference proven |");
    free(printed_as(COMPARE_JSON));
    expect_printed("\"change_low\":null,");
}

static void intervals_wider_than_the_threshold_are_too_noisy(void **state)
{
    (void)state;
    write_runs(JS, 1);
    options.threshold = 0.0001;
    assert_true(compare_them());
    assert_int_equal(exit_code, NOT_COMPARABLE);
    expect_printed("wider than +-0.01 %");
    /* Without a threshold 5 % count. */
    options.threshold = 0;
    assert_true(compare_them());
    assert_int_equal(exit_code, DONE);
}

static void a_wrong_result_is_left_out_and_exits_1(void **state)
{
    struct simulated_run run;

    (void)state;
    write_cells("base/samples.csv", usual, USUAL, 10, 1);
    simulate_seeded(&run, usual, USUAL, 10, 20, 2);
    memcpy(strstr(run.rows[0].text, "00c0ffee"), "00c0fffe", 8);
    write_run_as("new/samples.csv", &run);
    assert_true(compare_them());
    assert_int_equal(exit_code, WRONG_RESULT);
    expect_printed("wrong result: checksums differ between samples in 1 cell\n");
    expect_printed("warning: cells of NEW left out because their checksums differ between samples: 1");
    char *const printed = read_text("printed");
    assert_null(strstr(printed, "cells only in"));
    free(printed);

    /* Nor is it compared where it is wrong in the base. */
    write_run_as("base/samples.csv", &run);
    free(run.rows);
    write_cells("new/samples.csv", usual, USUAL, 10, 3);
    wrong_results = 0;
    assert_true(compare_them());
    assert_int_equal(exit_code, WRONG_RESULT);
    char *const csv = read_text("new/compare.csv");
    assert_null(strstr(csv, "node,throughput,dot,js,"));
    free(csv);
}

/* ---- what else differs ------------------------------------------------------------ */

static void other_machines_and_compilers_are_said(void **state)
{
    (void)state;
    write_runs(JS, 1);
    write_text("base/environment.csv",
               "name,value\ncpu_model,A\ndate_utc,1\nemcc_version,3\nnative_flags,-O2\nmodule_dot_sha256,1\n"
               "module_blur_simd_sha256,2\nmodule_dot_bytes,3\ngovernor,\nmodule_same_sha256,3\nx,1\nmodule_x,4\n");
    write_text("new/environment.csv",
               "name,value\ncpu_model,B\ndate_utc,2\nemcc_version,3\nnative_flags,-O3\nmodule_dot_sha256,4\n"
               "module_blur_simd_sha256,5\nmodule_dot_bytes,6\ngovernor,\nmodule_same_sha256,3\nhypervisor,1\n");
    char *const printed = printed_as(COMPARE_TEXT);
    assert_int_equal(exit_code, DONE);
    assert_non_null(strstr(printed, "warning: cpu_model differs: \"A\" in BASE, \"B\" in NEW\n"
                                    "warning: native_flags differs: \"-O2\" in BASE, \"-O3\" in NEW\n"
                                    "warning: hypervisor differs: not there in BASE, \"1\" in NEW\n"
                                    "modules that differ: dot, blur_simd\n"));
    assert_null(strstr(printed, "date_utc"));
    free(printed);
    free(printed_as(COMPARE_MARKDOWN));
    expect_printed("<details><summary>How the runs differ (3 warnings)</summary>\n\n- cpu\\_model differs");

    write_text("new/environment.csv", "name,value\ncpu_model,A\nemcc_version,3\n");
    free(printed_as(COMPARE_TEXT));
    expect_printed("warning: native_flags differs: \"-O2\" in BASE, not there in NEW\n");
}

/* ---- machines ----------------------------------------------------------------------- */

static const struct simulated_cell on_two[] = {
    {"node,throughput,dot,js,64,64,resident@vm", 1000},
    {"node,throughput,dot,js,64,64,resident@pi", 3000},
};

static void each_machine_is_compared_with_itself(void **state)
{
    struct simulated_cell slower_on_pi[2];

    (void)state;
    memcpy(slower_on_pi, on_two, sizeof on_two);
    slower_on_pi[1].time_ns = 4000;
    write_cells("base/samples.csv", on_two, 2, 10, 1);
    write_cells("new/samples.csv", slower_on_pi, 2, 10, 2);
    write_text("base/environment.csv",
               "name,value,machine\ncpu_model,A,vm\ncpu_model,B,pi\ngovernor,on,\nnode_version,20,pi\n"
               "module_dot_sha256,1,\nnode_version,21,pi\n");
    write_text("new/environment.csv", "name,value,machine\ncpu_model,A,vm\ncpu_model,C,pi\ngovernor,on,pi\n"
                                      "node_version,22,vm\nmodule_dot_sha256,2,vm\nmodule_dot_sha256,1,pi\n");
    assert_true(compare_them());
    assert_int_equal(exit_code, REGRESSION);
    expect_printed("\n  dot js, n = 64 on pi  ");
    expect_printed("warning: on pi: cpu_model differs: \"B\" in BASE, \"C\" in NEW\n");
    expect_printed("warning: on vm: governor differs: \"on\" in BASE, not there in NEW\n");
    expect_printed("warning: on pi: node_version differs: \"20\" in BASE, not there in NEW\n");
    expect_printed("warning: on vm: node_version differs: not there in BASE, \"22\" in NEW\n");
    expect_printed("\non vm: modules that differ: dot\n");
    char *const csv = read_text("new/compare.csv");
    assert_string_equal(csv_field(csv, "node,throughput,dot,js,", "machine"), "pi");
    free(csv);
    options.format = COMPARE_JSON;
    assert_true(compare_them());
    expect_printed("\"machine\":\"pi\"");
}

static void a_machine_in_one_run_alone_is_said(void **state)
{
    (void)state;
    write_cells("base/samples.csv", on_two, 2, 10, 1);
    write_cells("new/samples.csv", on_two, 1, 10, 2);
    assert_true(compare_them());
    assert_int_equal(exit_code, DONE);
    expect_printed("cells only in BASE: 1 (node throughput dot js n=64 batch=64 resident on pi)\n");
}

/* Its name is new in every container. */
static void runs_of_one_machine_each_are_compared_whatever_its_name(void **state)
{
    (void)state;
    write_cells("base/samples.csv", &on_two[0], 1, 10, 1);
    write_cells("new/samples.csv", &(struct simulated_cell){"node,throughput,dot,js,64,64,resident@other", 1000}, 1, 10,
                2);
    write_text("base/environment.csv", "name,value,machine\nhost,vm,vm\n");
    write_text("new/environment.csv", "name,value\nhost,other\n");
    assert_true(compare_them());
    assert_int_equal(exit_code, DONE);
    expect_printed("warning: host differs: \"vm\" in BASE, \"other\" in NEW\n");
    char *const csv = read_text("new/compare.csv");
    assert_string_equal(csv_field(csv, "node,throughput,dot,js,", "machine"), "other");
    free(csv);
    write_cells("new/samples.csv", usual, 1, 10, 2);
    assert_true(compare_them());
    assert_int_equal(exit_code, DONE);
}

static void a_missing_environment_is_said(void **state)
{
    (void)state;
    write_runs(JS, 1);
    assert_true(compare_them());
    expect_printed("warning: environment.csv is missing in both runs");
    write_text("new/environment.csv", "name,value\nhost,a\n");
    assert_true(compare_them());
    expect_printed("warning: environment.csv is missing in BASE");
    (void)remove(in_folder("new/environment.csv"));
    write_text("base/environment.csv", "name,value\nhost,a\n");
    free(printed_as(COMPARE_MARKDOWN));
    expect_printed("(1 warning)</summary>\n\n- environment.csv is missing in NEW");
}

/* ---- reports ----------------------------------------------------------------------- */

static void the_table_fits_80_columns_and_names_every_cell(void **state)
{
    (void)state;
    write_runs(WASM, 1.10);
    options.list_all = true;
    char *const printed = printed_as(COMPARE_TEXT);
    assert_non_null(strstr(printed, "  cell "));
    assert_non_null(strstr(printed, "  dot wasm +copy, n = 64 "));
    assert_non_null(strstr(printed, "\n  sieve-segmented wasm-simd +~ "));
    assert_non_null(strstr(printed, "\n      sieve-segmented wasm-simd +copy, n = 10000000\n"));
    assert_non_null(strstr(printed, "\n      n = 64, batch 1, crossings\n"));
    assert_null(strstr(printed, "--all"));
    for (const char *at = strchr(printed, '\n') + 1; strncmp(at, "warning", 7) != 0; at += strcspn(at, "\n") + 1)
        assert_true(strcspn(at, "\n") <= 80);
    free(printed);
}

static void a_long_name_and_a_floor_share_the_line_below(void **state)
{
    (void)state;
    write_runs(CROSSING, 1.10);
    write_text("new/floor.csv", FLOORS "vm,node,dot,wasm,10,0.01,0.3,\n");
    options.list_all = true;
    assert_true(compare_them());
    expect_printed("\n      n = 64, batch 1, crossings; below the noise floor of 30.0 %\n");
}

static void markdown_says_the_verdict_first_and_folds_the_rest(void **state)
{
    (void)state;
    write_runs(WASM, 1.10);
    char *const printed = printed_as(COMPARE_MARKDOWN);
    assert_int_equal(strncmp(printed, "**Tollgate: regression.** 1 of 6 cells is proven slower", 55), 0);
    assert_non_null(strstr(printed, "| dot wasm, n = 64 | "));
    assert_non_null(strstr(printed, " | **slower** |\n"));
    assert_true(strstr(printed, "<details><summary>5 cells: no difference proven") > strstr(printed, "**slower**"));
    free(printed);
}

static void markdown_without_anything_proven_has_one_table(void **state)
{
    (void)state;
    write_cells("base/samples.csv", usual, 1, 10, 1);
    write_cells("new/samples.csv", usual, 1, 10, 2);
    write_text("base/environment.csv", "name,value\nhost,a\n");
    write_text("new/environment.csv", "name,value\nhost,a\n");
    char *const printed = printed_as(COMPARE_MARKDOWN);
    assert_int_equal(strncmp(printed, "**Tollgate: no regression proven.** ", 36), 0);
    assert_non_null(strstr(printed, "<summary>1 cell: no difference proven"));
    assert_null(strstr(printed, "How the runs differ"));
    const char *const first = strstr(printed, "| cell |");
    assert_null(strstr(first + 1, "| cell |"));
    free(printed);
    free(printed_as(COMPARE_TEXT));
    expect_printed("  1 cell: no difference proven (--all lists them)\n");
}

static void where_all_is_proven_there_is_no_rest(void **state)
{
    const struct simulated_cell slow = {usual[JS].cell, 1.5 * usual[JS].time_ns};

    (void)state;
    write_cells("base/samples.csv", usual, 1, 10, 1);
    write_cells("new/samples.csv", &slow, 1, 10, 2);
    char *printed = printed_as(COMPARE_TEXT);
    assert_null(strstr(printed, "no difference proven"));
    free(printed);
    printed = printed_as(COMPARE_MARKDOWN);
    assert_null(strstr(printed, "no difference proven"));
    free(printed);
}

static void more_than_twice_the_time_is_a_percentage_without_decimals(void **state)
{
    (void)state;
    write_runs(WASM, 3);
    assert_true(compare_them());
    expect_printed("dot wasm, n = 64 (+2");
    char *const printed = read_text("printed");
    assert_null(strchr(strstr(printed, "dot wasm, n = 64 (+"), '.'));
    free(printed);
}

/* Markup in a name stays text, in either language. */
static void names_cannot_break_a_report(void **state)
{
    static const struct simulated_cell odd = {"\"n\\1\",throughput,\"<b>|`&\"\"\",js,64,64,resident", 1000};

    (void)state;
    write_cells("base/samples.csv", &odd, 1, 10, 1);
    write_cells("new/samples.csv", &odd, 1, 10, 2);
    write_text("base/environment.csv", "name,value\nhost,\"a\nb\tc\"\n");
    write_text("new/environment.csv", "name,value\nhost,\"a\rb\"\n");
    free(printed_as(COMPARE_MARKDOWN));
    expect_printed("| &lt;b>\\|\\`&amp;\" js, n = 64 |");
    expect_printed("- host differs: \"a b\tc\" in BASE, \"a b\" in NEW");
    free(printed_as(COMPARE_JSON));
    expect_printed("\"engine\":\"n\\\\1\",");
    expect_printed("\"kernel\":\"<b>|`&\\\"\",");
    expect_printed("host differs: \\\"a\\u000ab\\u0009c\\\" in BASE, \\\"a\\u000db\\\" in NEW");
}

static void json_holds_verdict_exit_code_threshold_and_cells(void **state)
{
    (void)state;
    write_runs(WASM, 1.10);
    char *const printed = printed_as(COMPARE_JSON);
    assert_int_equal(strncmp(printed, "{\"verdict\":\"regression\",\"exit_code\":1,\"threshold\":0.05000000,", 61), 0);
    assert_non_null(strstr(printed, "\"verdict\":\"slower\",\"p_threshold\":"));
    assert_non_null(strstr(printed, "\"regression\":true,\"note\":\"\"}"));
    assert_non_null(strstr(printed, "\"regression\":false"));
    free(printed);
}

static const struct simulated_cell of_settings[] = {
    {"node,throughput,dot,js,64,64,resident@vm,", 1000},
    {"node,throughput,dot,js,64,64,resident@vm,threads=4", 400},
    {"node,throughput,dot,js,64,64,resident@vm,threads=16", 200},
};

static void each_setting_is_compared_with_itself(void **state)
{
    struct simulated_cell cells[3];

    (void)state;
    memcpy(cells, of_settings, sizeof cells);
    cells[1].time_ns *= 1.2;
    write_cells("base/samples.csv", of_settings, 3, 10, 1);
    write_cells("new/samples.csv", cells, 3, 10, 2);
    assert_true(compare_them());
    assert_int_equal(exit_code, REGRESSION);
    expect_printed("1 of 3 cells is proven slower by more than 5 %: dot js threads=4, n = 64 (+");
    char *const csv = read_text("new/compare.csv");
    assert_int_equal(strncmp(strchr(csv, '\n') - 16, ",machine,setting\n", 17), 0);
    assert_string_equal(csv_field(csv, "node,throughput,dot,js,", "verdict"), "slower");
    assert_string_equal(csv_field(csv, "node,throughput,dot,js,", "machine"), "vm");
    assert_string_equal(csv_field(csv, "node,throughput,dot,js,", "setting"), "threads=4");
    free(csv);
    free(printed_as(COMPARE_MARKDOWN));
    expect_printed("| dot js threads=4, n = 64 |");
    expect_printed("| dot js threads=16, n = 64 |");
    expect_printed("| dot js, n = 64 |");
    free(printed_as(COMPARE_JSON));
    expect_printed("\"machine\":\"vm\",\"setting\":\"threads=4\",\"regression\":true");
    expect_printed("\"machine\":\"vm\",\"setting\":\"\",\"regression\":false");
}

static void a_setting_in_one_run_alone_is_said(void **state)
{
    (void)state;
    write_cells("base/samples.csv", of_settings, 2, 10, 1);
    write_cells("new/samples.csv", of_settings, 3, 10, 2);
    assert_true(compare_them());
    assert_int_equal(exit_code, DONE);
    expect_printed("cells only in NEW: 1 (node throughput dot js n=64 batch=64 resident threads=16 on vm)");
}

static void whole_processes_of_an_old_run_are_compared_with_those_of_a_new_one(void **state)
{
    FILE *const stream = fopen(in_folder("base/startup.csv"), "w");

    (void)state;
    assert_non_null(stream);
    fputs("run,engine,kernel,variant,n,round,elapsed_ns\n", stream);
    for (int i = 1; i <= 9; i++)
        fprintf(stream, "r,node,dot,js,64,%d,%d\n", i, 1000000 + 1000 * i);
    fclose(stream);
    write_cells("base/samples.csv", usual, USUAL, 10, 1);
    char rows[2000] = SAMPLES_HEADER;
    for (int i = 1; i <= 9; i++)
        snprintf(rows + strlen(rows), sizeof rows - strlen(rows),
                 "s,%d,node,processes,dot,js,64,64,resident,1,1,%d,00c0ffee\n", i, 1000000 + 900 * i);
    write_text("new/samples.csv", rows);
    assert_true(compare_them());
    char *const csv = read_text("new/compare.csv");
    assert_int_equal(csv_value(csv, "node,processes,dot,js,64,64,resident,", "base_processes"), 9);
    assert_int_equal(csv_value(csv, "node,processes,dot,js,64,64,resident,", "new_processes"), 9);
    free(csv);
    assert_int_equal(remove(in_folder("base/startup.csv")), 0);
}

static void a_refusal_has_every_form(void **state)
{
    (void)state;
    write_cells("base/samples.csv", usual, 1, 5, 1);
    write_cells("new/samples.csv", usual + 1, 1, 5, 2);
    free(printed_as(COMPARE_JSON));
    expect_printed("{\"verdict\":\"not comparable\",\"exit_code\":3,");
    expect_printed("\"cells\":[],");
    free(printed_as(COMPARE_MARKDOWN));
    expect_printed("**Tollgate: not comparable.** no cell is in both runs");
}

#define WITH_RUNS(test) cmocka_unit_test_setup_teardown(test, make_runs, remove_runs)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_RUNS(a_planted_slowdown_of_10_percent_is_found),
        WITH_RUNS(the_same_code_twice_is_no_regression),
        WITH_RUNS(a_proven_gain_is_no_regression),
        WITH_RUNS(slower_within_the_threshold_is_said_and_passes),
        WITH_RUNS(with_a_threshold_of_0_any_proven_slowdown_is_one),
        WITH_RUNS(worst_first_then_gains_then_the_rest),
        WITH_RUNS(a_change_below_the_noise_floor_is_not_proven),
        WITH_RUNS(a_change_above_the_noise_floor_stays_proven),
        WITH_RUNS(runs_without_a_common_cell_are_refused),
        WITH_RUNS(another_check_is_refused),
        WITH_RUNS(a_check_in_one_run_alone_is_no_difference),
        WITH_RUNS(other_work_for_the_same_kernel_is_refused),
        WITH_RUNS(unreadable_files_beside_the_samples_are_problems),
        WITH_RUNS(a_folder_that_cannot_be_written_is_a_problem),
        WITH_RUNS(single_processes_are_too_few_to_judge),
        WITH_RUNS(intervals_wider_than_the_threshold_are_too_noisy),
        WITH_RUNS(a_wrong_result_is_left_out_and_exits_1),
        WITH_RUNS(other_machines_and_compilers_are_said),
        WITH_RUNS(each_machine_is_compared_with_itself),
        WITH_RUNS(a_machine_in_one_run_alone_is_said),
        WITH_RUNS(runs_of_one_machine_each_are_compared_whatever_its_name),
        WITH_RUNS(a_missing_environment_is_said),
        WITH_RUNS(the_table_fits_80_columns_and_names_every_cell),
        WITH_RUNS(a_long_name_and_a_floor_share_the_line_below),
        WITH_RUNS(markdown_says_the_verdict_first_and_folds_the_rest),
        WITH_RUNS(markdown_without_anything_proven_has_one_table),
        WITH_RUNS(where_all_is_proven_there_is_no_rest),
        WITH_RUNS(more_than_twice_the_time_is_a_percentage_without_decimals),
        WITH_RUNS(names_cannot_break_a_report),
        WITH_RUNS(json_holds_verdict_exit_code_threshold_and_cells),
        WITH_RUNS(each_setting_is_compared_with_itself),
        WITH_RUNS(a_setting_in_one_run_alone_is_said),
        WITH_RUNS(whole_processes_of_an_old_run_are_compared_with_those_of_a_new_one),
        WITH_RUNS(a_refusal_has_every_form),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
