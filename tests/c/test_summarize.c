/* tollgate summarize, from samples.csv to files and tables. */
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "simulated.h"

static const struct simulated_cell usual[] = {
    {"node,throughput,dot,js,64,64,resident", 1000},           {"node,throughput,dot,js-tuned,64,64,resident", 1000},
    {"node,throughput,dot,wasm,64,64,resident", 500},          {"node,throughput,dot,wasm,64,64,copy", 800},
    {"node,throughput,dot,wasm,64,1,resident", 3000},          {"native,throughput,dot,native,64,64,resident", 250},
    {"native,throughput,dot,native-simd,64,64,resident", 125},
};
enum { USUAL = sizeof usual / sizeof usual[0] };

static char *summary_of_usual(void)
{
    struct problem problem;

    write_simulated(usual, USUAL, 5, 20);
    assert_true(summarize_folder(&problem));
    return read_text("summary.csv");
}

static void times_and_speedups_are_the_planted_ones(void **state)
{
    static const char row[] = "node,throughput,dot,wasm,64,64,resident,";
    char *const summary = summary_of_usual();

    (void)state;
    assert_near(csv_value(summary, row, "time_ns"), 500, 15);
    assert_near(csv_value(summary, row, "ns_per_element"), csv_value(summary, row, "time_ns") / 64, 1e-5);
    assert_near(csv_value(summary, row, "speedup"), 2, 0.01);
    assert_true(csv_value(summary, row, "low_ns") < csv_value(summary, row, "time_ns"));
    assert_true(csv_value(summary, row, "high_ns") > csv_value(summary, row, "time_ns"));
    assert_true(csv_value(summary, row, "speedup_low") < 2 && csv_value(summary, row, "speedup_high") > 2);
    assert_true(csv_value(summary, row, "median_ns") > csv_value(summary, row, "time_ns"));
    assert_int_equal(csv_value(summary, row, "processes"), 5);
    assert_int_equal(csv_value(summary, row, "samples"), 100);
    assert_string_equal(csv_field(summary, row, "verdict"), "faster");
    free(summary);
}

static void the_baseline_is_js_of_the_same_engine_or_its_batched_cell(void **state)
{
    char *const summary = summary_of_usual();

    (void)state;
    assert_string_equal(csv_field(summary, "node,throughput,dot,js,", "verdict"), "baseline");
    assert_string_equal(csv_field(summary, "node,throughput,dot,js,", "speedup"), "1");
    assert_string_equal(csv_field(summary, "node,throughput,dot,js-tuned,", "verdict"), "no difference proven");
    assert_string_equal(csv_field(summary, "node,throughput,dot,wasm,64,1,", "baseline"), "js");
    assert_string_equal(csv_field(summary, "node,throughput,dot,wasm,64,1,", "verdict"), "slower");
    assert_string_equal(csv_field(summary, "native,throughput,dot,native,", "baseline"), "");
    assert_string_equal(csv_field(summary, "native,throughput,dot,native,", "verdict"), "");
    free(summary);
}

static void ratios_hold_every_cell_against_every_base_but_itself(void **state)
{
    free(summary_of_usual());
    char *const ratios = read_text("ratios.csv");
    size_t rows = 0;

    (void)state;
    for (const char *at = ratios; (at = strchr(at, '\n')); at++)
        rows++;
    /* Header; 4 fully batched node cells against js, wasm and 2 natives but themselves: 14; 2 natives: 3 each. */
    assert_int_equal(rows, 1 + 14 + 6);
    assert_near(csv_value(ratios, "native,throughput,dot,native,64,64,resident,node,js,", "ratio"), 4, 0.03);
    assert_near(csv_value(ratios, "native,throughput,dot,native-simd,64,64,resident,node,wasm,", "ratio"), 4, 0.03);
    assert_near(csv_value(ratios, "node,throughput,dot,wasm,64,64,resident,native,native-simd,", "ratio"), 0.25, 0.002);
    free(ratios);
}

static void the_table_fits_80_columns_and_says_what_matters(void **state)
{
    free(summary_of_usual());
    char *const printed = read_text("printed");

    (void)state;
    assert_int_equal(strncmp(printed, "dot, n = 64\n", 12), 0);
    assert_non_null(strstr(printed, "wasm +copy"));
    assert_non_null(strstr(printed, "wasm, batch 1"));
    assert_non_null(strstr(printed, "not proven"));
    assert_non_null(strstr(printed, " ns  +-"));
    for (const char *at = printed; *at; at += strcspn(at, "\n") + 1)
        assert_true(strcspn(at, "\n") <= 80);
    free(printed);
}

static void the_order_of_rows_changes_nothing(void **state)
{
    struct simulated_run run;
    struct problem problem;

    (void)state;
    simulate(&run, usual, USUAL, 5, 20);
    write_run(&run);
    assert_true(summarize_folder(&problem));
    char *const summary = read_text("summary.csv");
    char *const ratios = read_text("ratios.csv");
    char *const printed = read_text("printed");

    shuffle(&run);
    write_run(&run);
    assert_true(summarize_folder(&problem));
    char *const summary_again = read_text("summary.csv");
    char *const ratios_again = read_text("ratios.csv");
    char *const printed_again = read_text("printed");
    assert_string_equal(summary, summary_again);
    assert_string_equal(ratios, ratios_again);
    assert_string_equal(printed, printed_again);
    char *const all[] = {summary, ratios, printed, summary_again, ratios_again, printed_again};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        free(all[i]);
    free(run.rows);
}

static void other_cells_change_nothing(void **state)
{
    static const char row[] = "node,throughput,dot,js-tuned,";
    struct simulated_run run;
    struct problem problem;
    char *const summary = summary_of_usual();
    const double high = csv_value(summary, row, "speedup_high");

    (void)state;
    simulate(&run, usual, USUAL, 5, 20);
    size_t kept = 0;
    for (size_t i = 0; i < run.count; i++)
        if (!strstr(run.rows[i].text, "native"))
            run.rows[kept++] = run.rows[i];
    run.count = kept;
    write_run(&run);
    free(run.rows);
    assert_true(summarize_folder(&problem));
    char *const fewer = read_text("summary.csv");
    assert_near(csv_value(fewer, row, "speedup_high"), high, 0);
    free(summary);
    free(fewer);
}

static void one_process_gives_a_time_without_an_interval(void **state)
{
    static const char row[] = "node,throughput,dot,wasm,64,64,resident,";
    struct problem problem;

    (void)state;
    write_simulated(usual, USUAL, 1, 20);
    assert_true(summarize_folder(&problem));
    char *const summary = read_text("summary.csv");
    char *const printed = read_text("printed");
    assert_true(csv_value(summary, row, "time_ns") > 0);
    assert_string_equal(csv_field(summary, row, "low_ns"), "");
    assert_string_equal(csv_field(summary, row, "speedup_high"), "");
    assert_string_equal(csv_field(summary, row, "verdict"), "no difference proven");
    assert_non_null(strstr(printed, "one process: no interval"));
    free(summary);
    free(printed);
}

static void slow_medians_and_slow_processes_are_noted(void **state)
{
    struct problem problem;
    FILE *const stream = fopen(in_folder("samples.csv"), "w");

    (void)state;
    fputs(SAMPLES_HEADER, stream);
    for (int p = 1; p <= 3; p++)
        for (int i = 0; i < 11; i++) /* the 10 % quantile is the second of 11 */
            fprintf(stream, "r,%d,node,throughput,dot,js,0,0,resident,%d,1,%d,\n", p, i + 1,
                    (i < 3 ? 100 : 130) * (p == 3 ? 2 : 1));
    fclose(stream);
    assert_true(summarize_folder(&problem));
    char *const printed = read_text("printed");
    assert_non_null(strstr(printed, "median +30 %; processes differ by 100 %"));
    free(printed);
}

/* Processes up to 40 % slower, but both cells alike: the time is unsure, the speedup is not, but for
 * the clock's step of 1e-4. */
static void machine_states_cancel_in_a_speedup(void **state)
{
    static const char row[] = "node,throughput,dot,wasm,";
    struct problem problem;
    FILE *const stream = fopen(in_folder("samples.csv"), "w");

    (void)state;
    fputs(SAMPLES_HEADER, stream);
    for (int p = 0; p < 5; p++)
        for (int i = 0; i < 10; i++)
            fprintf(stream,
                    "r,%d,node,throughput,dot,js,64,64,resident,%d,1,%d,\n"
                    "r,%d,node,throughput,dot,wasm,64,64,resident,%d,1,%d,\n",
                    p + 1, i + 1, 2 * (10000 + 1000 * p + i), p + 1, i + 1, 10000 + 1000 * p + i);
    fclose(stream);
    assert_true(summarize_folder(&problem));
    char *const summary = read_text("summary.csv");
    assert_true(csv_value(summary, row, "high_ns") > 1.2 * csv_value(summary, row, "time_ns"));
    assert_near(csv_value(summary, row, "speedup_low"), 2, 5e-3);
    assert_near(csv_value(summary, row, "speedup_high"), 2, 5e-3);
    free(summary);
}

static void no_verdict_is_given_below_the_noise_floor(void **state)
{
    const struct simulated_cell close[] = {
        {"node,throughput,dot,js,64,64,resident", 1000},
        {"node,throughput,dot,wasm,64,64,resident", 900},
        {"node,throughput,dot,wasm-simd,64,64,resident", 700},
    };
    struct problem problem;
    FILE *const floor = fopen(in_folder("floor.csv"), "w");

    (void)state;
    assert_non_null(floor);
    fputs("host,engine,kernel,variant,pairs,floor,rerun_floor,date_utc\nbench,node,dot,js,4,0.2,0.2,\n"
          "bench,node,dot,wasm,4,0.01,0.2,\n",
          floor);
    fclose(floor);
    write_simulated(close, 3, 5, 20);
    assert_true(summarize_folder(&problem));
    char *const summary = read_text("summary.csv");
    char *const ratios = read_text("ratios.csv");
    char *const printed = read_text("printed");
    assert_string_equal(csv_field(summary, "node,throughput,dot,wasm,", "verdict"), "no difference proven");
    assert_string_equal(csv_field(summary, "node,throughput,dot,wasm-simd,", "verdict"), "faster");
    assert_string_equal(csv_field(ratios, "node,throughput,dot,wasm,64,64,resident,node,js", "verdict"),
                        "no difference proven");
    assert_non_null(strstr(printed, "below the noise floor of 20.0 %"));
    free(summary);
    free(ratios);
    free(printed);
}

static void a_floor_that_cannot_be_read_is_a_problem(void **state)
{
    struct problem problem;
    FILE *const floor = fopen(in_folder("floor.csv"), "w");

    (void)state;
    assert_non_null(floor);
    fputs("host,engine\nbench,node\n", floor);
    fclose(floor);
    write_simulated(usual, USUAL, 5, 20);
    assert_false(summarize_folder(&problem));
    assert_non_null(strstr(problem.text, "floor.csv:1: column kernel"));
}

/* A file-size limit is a disk that is full, without filling one. */
static void a_full_disk_leaves_the_old_files_alone(void **state)
{
    const struct rlimit small = {100, RLIM_INFINITY};
    const struct rlimit none = {RLIM_INFINITY, RLIM_INFINITY};
    struct samples samples;
    struct problem problem;

    (void)state;
    write_simulated(usual, USUAL, 3, 5);
    write_text("summary.csv", "old\n");
    assert_true(samples_read(in_folder("samples.csv"), false, &samples, &problem));
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    const bool good = summarize(&samples, folder, stdout, &problem);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
    samples_free(&samples);

    assert_false(good);
    assert_non_null(strstr(problem.text, "summary.csv: cannot write: File too large"));
    char *const old = read_text("summary.csv");
    assert_string_equal(old, "old\n");
    free(old);
    /* remove_folder() fails if a temporary file is left. */
}

static void a_folder_that_cannot_be_written_is_a_problem(void **state)
{
    struct samples samples;
    struct problem problem;

    (void)state;
    write_simulated(usual, USUAL, 3, 5);
    assert_true(samples_read(in_folder("samples.csv"), false, &samples, &problem));
    assert_false(summarize(&samples, in_folder("samples.csv"), stdout, &problem));
    assert_non_null(strstr(problem.text, "experiments.csv: cannot open: Not a directory"));
    samples_free(&samples);
}

/* Both files or none: the second cannot be begun, or the first cannot take its name. */
static void neither_file_changes_where_one_cannot_be_written(void **state)
{
    struct problem problem;
    char begun[64];

    (void)state;
    write_simulated(usual, USUAL, 3, 5);
    snprintf(begun, sizeof begun, "ratios.csv.%ld.tmp", (long)getpid());
    assert_int_equal(mkdir(in_folder(begun), 0700), 0);
    assert_false(summarize_folder(&problem));
    assert_non_null(strstr(problem.text, "ratios.csv: cannot write: Is a directory"));
    assert_int_not_equal(access(in_folder("summary.csv"), F_OK), 0);
    assert_int_equal(rmdir(in_folder(begun)), 0);

    assert_int_equal(mkdir(in_folder("summary.csv"), 0700), 0);
    assert_false(summarize_folder(&problem));
    assert_non_null(strstr(problem.text, "summary.csv: cannot write: Is a directory"));
    assert_int_not_equal(access(in_folder("ratios.csv"), F_OK), 0);
}

/* Only the kernel differs, then only n, then only the experiment. */
static void each_experiment_kernel_and_size_has_its_table(void **state)
{
    static const struct simulated_cell several[] = {
        {"native,throughput,dot,native,64,64,resident", 1000}, {"native,throughput,dot,native,65,65,resident", 1000},
        {"native,throughput,sum,native,64,64,resident", 1000}, {"native,other,sum,native,64,64,resident", 1000},
        {"native,crossings,sum,native,64,64,resident", 1000},
    };
    struct problem problem;

    (void)state;
    write_simulated(several, sizeof several / sizeof several[0], 3, 5);
    assert_true(summarize_folder(&problem));
    char *const text = read_text("printed");
    assert_non_null(strstr(text, "dot, n = 64\n"));
    assert_non_null(strstr(text, "dot, n = 65\n"));
    assert_non_null(strstr(text, "sum, n = 64\n"));
    assert_non_null(strstr(text, "sum, n = 64, other\n"));
    assert_null(strstr(text, "crossings"));
    assert_null(strstr(text, "baseline")); /* no engine has JavaScript */
    free(text);
}

static void each_machine_is_held_against_itself(void **state)
{
    static const struct simulated_cell cells[] = {
        {"node,throughput,dot,js,64,64,resident@vm", 1000},
        {"node,throughput,dot,wasm,64,64,resident@vm", 500},
        {"native,throughput,dot,native,64,64,resident@vm", 250},
        {"node,throughput,dot,js,64,64,resident@pi", 4000},
        {"node,throughput,dot,wasm,64,64,resident@pi", 1000},
        {"native,throughput,dot,native,64,64,resident@pi", 400},
    };
    struct problem problem;

    (void)state;
    write_simulated(cells, 6, 5, 20);
    assert_true(summarize_folder(&problem));
    char *const summary = read_text("summary.csv");
    char *const ratios = read_text("ratios.csv");
    char *const printed = read_text("printed");
    /* In the order of cells: pi comes first. */
    assert_near(csv_value(summary, "node,throughput,dot,wasm,", "speedup"), 4, 0.1);
    assert_string_equal(csv_field(summary, "node,throughput,dot,wasm,", "machine"), "pi");
    const char *const second = strstr(summary, ",pi,\nnode,throughput,dot,js,64,64,resident,5,100,1");
    assert_non_null(second);
    assert_non_null(strstr(second, ",vm,\n"));
    assert_near(csv_value(ratios, "native,throughput,dot,native,64,64,resident,node,js,", "ratio"), 10, 0.2);
    assert_string_equal(csv_field(ratios, "native,throughput,dot,native,64,64,resident,node,js,", "machine"), "pi");
    assert_int_equal(strncmp(printed, "dot, n = 64 on pi\n", 18), 0);
    assert_non_null(strstr(printed, "\ndot, n = 64 on vm\n"));
    assert_printed_fits();
    free(summary);
    free(ratios);
    free(printed);
}

/* Nine engines at 1000 ns, ways of 1/2 of that; two are as fast as js, and one cell is not there. */
static void many_engines_are_columns(void **state)
{
    static const char *const engines[] = {"node", "node-20",  "node-22", "node-24", "bun",
                                          "deno", "chromium", "firefox", "webkit"};
    static const char *const ways[] = {"js,64,64,resident", "wasm,64,64,resident", "wasm-relaxed,64,64,copy",
                                       "wasm-simd,64,64,resident", "wasm,64,1,resident"};
    static char names[9 * 5 + 2][80];
    struct simulated_cell cells[9 * 5 + 2];
    size_t count = 0;
    struct problem problem;

    (void)state;
    for (size_t e = 0; e < 9; e++)
        for (size_t w = 0; w < 5; w++) {
            if (e == 8 && w == 2)
                continue;
            snprintf(names[count], sizeof names[0], "%s,throughput,dot,%s", engines[e], ways[w]);
            cells[count] = (struct simulated_cell){names[count], w == 0 || (e == 0 && w == 3) ? 1000 : 500};
            count++;
        }
    cells[count++] = (struct simulated_cell){"native,throughput,dot,native,64,64,resident", 250};
    cells[count++] = (struct simulated_cell){"node,throughput,free,wasm,64,64,resident", 250};
    write_simulated(cells, count, 5, 20);
    assert_true(summarize_folder(&problem));
    char *const printed = read_text("printed");
    assert_printed_fits();
    assert_int_equal(strncmp(printed, "dot, n = 64: speedup over the js of each engine\n", 48), 0);
    assert_non_null(strstr(printed, "\n  variant                  bun  chromium      deno   firefox      node\n"));
    assert_non_null(strstr(printed, "\n  variant              node-20   node-22   node-24    webkit\n"));
    assert_non_null(strstr(printed, "\n  wasm, batch 1 "));
    assert_non_null(strstr(printed, "\n  wasm-relaxed +copy "));
    assert_non_null(strstr(printed, " ~"));           /* node's wasm-simd */
    assert_non_null(strstr(printed, "         -\n")); /* webkit's wasm-relaxed */
    assert_non_null(strstr(printed, "\n  native "));
    assert_non_null(strstr(printed, "Intervals: summary.csv\n"));
    free(printed);
}

static void in_a_matrix_too_what_is_unsteady_has_a_sign(void **state)
{
    static const char *const engines[] = {"bun", "deno",
                                          "node-with-a-name-that-is-longer-than-any-table-can-show-in-a-line"};
    char text[4000] = SAMPLES_HEADER;
    struct problem problem;

    (void)state;
    for (size_t e = 0; e < 3; e++)
        for (int process = 1; process <= 2; process++)
            for (int round = 1; round <= 3; round++) {
                const size_t used = strlen(text);
                snprintf(text + used, sizeof text - used, "r,%d,%s,throughput,dot,wasm,64,64,resident,%d,1,%d,\n",
                         process, engines[e], round, round == 1 ? 1000 : 1500);
            }
    write_text("samples.csv", text);
    assert_true(summarize_folder(&problem));
    char *const printed = read_text("printed");
    assert_non_null(strstr(printed, " us*"));
    free(printed);
}

static void a_table_of_nothing_but_wrong_results_is_left_out(void **state)
{
    struct problem problem;

    (void)state;
    write_text("samples.csv", SAMPLES_HEADER "r,1,node,throughput,dot,js,64,64,resident,1,1,100,00000001\n"
                                             "r,1,node,throughput,dot,js,64,64,resident,2,1,100,00000002\n"
                                             "r,1,node,throughput,sum,js,64,64,resident,1,1,100,00000001\n");
    assert_true(summarize_folder(&problem));
    char *const text = read_text("printed");
    assert_null(strstr(text, "dot"));
    assert_non_null(strstr(text, "sum, n = 64\n"));
    free(text);
}

static void names_that_begin_or_end_with_a_space_keep_it(void **state)
{
    struct problem problem;

    (void)state;
    write_text("samples.csv", SAMPLES_HEADER "r,1,node,throughput,\" dot\",\"js \",64,64,resident,1,1,100,\n");
    assert_true(summarize_folder(&problem));
    char *const summary = read_text("summary.csv");
    assert_non_null(strstr(summary, "\nnode,throughput,\" dot\",\"js \",64,64,resident,1,1,100,"));
    free(summary);
}

static void names_that_need_quotes_come_back_as_they_were(void **state)
{
    struct problem problem;

    (void)state;
    write_text("samples.csv", SAMPLES_HEADER "r,1,node,throughput,\"dot, \"\"f32\"\"\",js,64,64,resident,1,1,100,\n");
    assert_true(summarize_folder(&problem));
    char *const summary = read_text("summary.csv");
    assert_non_null(strstr(summary, "\nnode,throughput,\"dot, \"\"f32\"\"\",js,64,64,resident,1,1,100,"));
    free(summary);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(times_and_speedups_are_the_planted_ones),
        IN_FOLDER(the_baseline_is_js_of_the_same_engine_or_its_batched_cell),
        IN_FOLDER(ratios_hold_every_cell_against_every_base_but_itself),
        IN_FOLDER(the_table_fits_80_columns_and_says_what_matters),
        IN_FOLDER(the_order_of_rows_changes_nothing),
        IN_FOLDER(other_cells_change_nothing),
        IN_FOLDER(no_verdict_is_given_below_the_noise_floor),
        IN_FOLDER(a_floor_that_cannot_be_read_is_a_problem),
        IN_FOLDER(one_process_gives_a_time_without_an_interval),
        IN_FOLDER(slow_medians_and_slow_processes_are_noted),
        IN_FOLDER(machine_states_cancel_in_a_speedup),
        IN_FOLDER(a_full_disk_leaves_the_old_files_alone),
        IN_FOLDER(a_folder_that_cannot_be_written_is_a_problem),
        IN_FOLDER(neither_file_changes_where_one_cannot_be_written),
        IN_FOLDER(each_experiment_kernel_and_size_has_its_table),
        IN_FOLDER(each_machine_is_held_against_itself),
        IN_FOLDER(many_engines_are_columns),
        IN_FOLDER(in_a_matrix_too_what_is_unsteady_has_a_sign),
        IN_FOLDER(a_table_of_nothing_but_wrong_results_is_left_out),
        IN_FOLDER(names_that_begin_or_end_with_a_space_keep_it),
        IN_FOLDER(names_that_need_quotes_come_back_as_they_were),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
