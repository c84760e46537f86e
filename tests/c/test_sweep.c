/* Sweeps of batches: planted call costs come back, with the batch that pays. */
#include <sys/stat.h>

#include "simulated.h"

enum { BATCHES = 8, MOST = 60 };

static struct simulated_cell cells[MOST];
static char names[MOST][120];
static size_t cell_count;
static const char *experiment;

/* Adds `batches` cells of n = 4096: batch 4096, 1024 ... (a quarter each), the last of 8 being 2. */
static void plant(const char *engine, const char *variant, const char *transfer, double call_ns, double element_ns,
                  size_t batches)
{
    static const int sizes[BATCHES] = {4096, 1024, 256, 64, 16, 4, 2, 1};

    for (size_t i = 0; i < batches; i++) {
        snprintf(names[cell_count], sizeof names[0], "%s,%s,dot,%s,4096,%d,%s", engine, experiment, variant, sizes[i],
                 transfer);
        cells[cell_count] =
            (struct simulated_cell){names[cell_count], call_ns * (4096.0 / sizes[i]) + element_ns * 4096};
        cell_count++;
    }
}

static int start(void **state)
{
    cell_count = 0;
    experiment = "crossings";
    return make_folder(state);
}

/* Sums up what was planted. */
static void run_on_planted(size_t processes)
{
    write_simulated(cells, cell_count, processes, 20);
    summarize_well();
}

/* Returns crossings.csv, which the caller frees. */
static char *crossings_of_planted(size_t processes)
{
    run_on_planted(processes);
    return read_text("crossings.csv");
}

static bool is_there(const char *name)
{
    FILE *const stream = fopen(in_folder(name), "r");

    if (stream)
        fclose(stream);
    return stream != NULL;
}

static void planted_costs_and_break_even_come_back(void **state)
{
    (void)state;
    plant("node", "js", "resident", 1, 1, BATCHES);
    plant("node", "js-tuned", "resident", 1, 0.8, BATCHES);
    plant("node", "wasm", "resident", 8, 0.3, BATCHES);
    char *const csv = crossings_of_planted(5);
    const char row[] = "node,dot,wasm,resident,";

    /* 8 / (0.8 - 0.3 + 1 / 4096) = 15.99, and 1 % of noise. */
    assert_near(csv_value(csv, row, "call_ns"), 8, 0.3);
    assert_true(csv_value(csv, row, "call_ns_low") < csv_value(csv, row, "call_ns"));
    assert_true(csv_value(csv, row, "call_ns_high") > csv_value(csv, row, "call_ns"));
    assert_near(csv_value(csv, row, "element_ns"), 0.3, 0.012);
    assert_near(csv_value(csv, row, "break_even_batch"), 16, 1);
    assert_true(csv_value(csv, row, "break_even_low") >= 14 && csv_value(csv, row, "break_even_high") <= 18);
    assert_string_equal(csv_field(csv, row, "baseline"), "js-tuned");
    free(csv);
}

/* Up to 64 elements a chunk each element costs 1 ns more, as where copying changes its way. */
static void break_even_is_where_the_measured_curve_meets_javascript(void **state)
{
    (void)state;
    plant("node", "js", "resident", 1, 0.8, BATCHES);
    plant("node", "wasm", "copy", 8, 0.3, BATCHES);
    for (size_t i = BATCHES; i < cell_count; i++)
        if (i - BATCHES >= 3)
            cells[i].time_ns += 4096;
    char *const csv = crossings_of_planted(5);

    /* Through (64, 1.425) and (256, 0.331): 93.35 / b - 0.0336 = 0.8002 at b = 112. */
    assert_near(csv_value(csv, "node,dot,wasm,copy,", "break_even_batch"), 112, 3);
    free(csv);
}

static void javascript_and_native_code_have_costs_but_no_break_even(void **state)
{
    (void)state;
    plant("node", "js", "resident", 2, 1, BATCHES);
    plant("native", "native", "resident", 1, 0.3, BATCHES);
    char *const csv = crossings_of_planted(5);

    assert_near(csv_value(csv, "node,dot,js,", "call_ns"), 2, 0.1);
    assert_string_equal(csv_field(csv, "node,dot,js,", "break_even_batch"), "");
    assert_string_equal(csv_field(csv, "node,dot,js,", "baseline"), "");
    assert_near(csv_value(csv, "native,dot,native,", "call_ns"), 1, 0.05);
    assert_string_equal(csv_field(csv, "native,dot,native,", "baseline"), "");
    free(csv);
}

/* The best JavaScript of another machine, or engine, is no base. */
static void each_machine_and_each_engine_has_its_table_and_its_base(void **state)
{
    (void)state;
    plant("node", "js", "resident@vm", 1, 1, BATCHES);
    plant("node", "wasm", "resident@vm", 8, 0.5, BATCHES);
    plant("node", "js", "resident@pi", 1, 0.1, BATCHES);
    plant("node", "wasm", "resident@pi", 8, 0.5, BATCHES);
    char *const csv = crossings_of_planted(5);
    char *printed = read_text("printed");

    assert_string_equal(csv_field(csv, "node,dot,wasm,resident,", "machine"), "pi");
    assert_string_equal(csv_field(csv, "node,dot,wasm,resident,", "break_even_batch"), "");
    const char *const other = strstr(csv, ",js,pi,\nnode,dot,js,");
    assert_non_null(other);
    assert_non_null(strstr(other, ",js,vm,\n"));
    assert_non_null(strstr(printed, "dot on pi, the price of a call: time = per call x calls + per element x n\n"));
    assert_non_null(strstr(printed, "dot on vm, the price of a call: time"));
    free(csv);
    free(printed);

    cell_count = 0;
    plant("node", "js", "resident", 1, 1, BATCHES);
    plant("bun", "wasm", "resident", 8, 0.5, BATCHES);
    plant("chromium-with-a-long-name", "wasm", "resident", 8, 0.5, BATCHES);
    plant("native", "native", "resident", 8, 0.5, BATCHES);
    free(crossings_of_planted(5));
    printed = read_text("printed");
    assert_non_null(strstr(printed, "dot in bun, the price of a call: time = per call"));
    assert_non_null(strstr(printed, "dot in chromium-with-a-long-name, the price of a call:\n  time = per call"));
    assert_non_null(strstr(printed, "dot in native, the price"));
    assert_null(strstr(printed, "bun wasm"));
    free(printed);
}

static void winning_at_once_is_1_and_never_is_empty(void **state)
{
    (void)state;
    plant("node", "js", "resident", 2, 1, BATCHES);
    plant("node", "wasm", "resident", 0.1, 0.3, BATCHES);
    plant("node", "wasm", "copy", 9, 1.5, BATCHES);
    char *const csv = crossings_of_planted(5);
    char *const printed = read_text("printed");

    assert_string_equal(csv_field(csv, "node,dot,wasm,resident,", "break_even_batch"), "1");
    assert_string_equal(csv_field(csv, "node,dot,wasm,resident,", "break_even_high"), "1");
    assert_string_equal(csv_field(csv, "node,dot,wasm,copy,", "break_even_batch"), "");
    assert_string_equal(csv_field(csv, "node,dot,wasm,copy,", "break_even_low"), "");
    assert_string_equal(csv_field(csv, "node,dot,wasm,copy,", "baseline"), "js");
    assert_non_null(strstr(printed, "never\n"));
    assert_non_null(strstr(printed, "1 (always)\n"));
    assert_non_null(strstr(printed, "break-even: against js, "));
    for (const char *at = printed; *at; at += strcspn(at, "\n") + 1)
        assert_true(strcspn(at, "\n") <= 80);
    free(csv);
    free(printed);
}

/* 0.015 % slower at the end, which noise hides: it may pay from some batch on. */
static void never_that_is_not_proven_says_from_where_it_may_pay(void **state)
{
    (void)state;
    plant("node", "js", "resident", 1, 1, BATCHES);
    plant("node", "wasm", "resident", 100, 0.975976, BATCHES);
    char *const csv = crossings_of_planted(5);
    char *const printed = read_text("printed");
    const double low = csv_value(csv, "node,dot,wasm,", "break_even_low");

    assert_string_equal(csv_field(csv, "node,dot,wasm,", "break_even_batch"), "");
    assert_true(low > 1024 && low <= 4096);
    assert_string_equal(csv_field(csv, "node,dot,wasm,", "break_even_high"), "");
    assert_non_null(strstr(printed, "not proven ("));
    free(csv);
    free(printed);
}

/* From 64 on, 64 to 4096 elements a call are as fast as JavaScript, but for what noise hides. */
static void an_interval_reaches_over_all_batches_that_cannot_be_told_from_javascript(void **state)
{
    (void)state;
    plant("node", "js", "resident", 0, 1, BATCHES);
    plant("node", "wasm", "resident", 8, 1, BATCHES);
    for (size_t i = BATCHES; i < cell_count - 4; i++)
        cells[i].time_ns = 4096 * (i % 2 ? 1.0001 : 0.9999);
    char *const csv = crossings_of_planted(5);
    const double low = csv_value(csv, "node,dot,wasm,", "break_even_low");

    assert_true(low > 16 && low <= 64);
    assert_string_equal(csv_field(csv, "node,dot,wasm,", "break_even_high"), "");
    free(csv);
}

static void batching_has_a_file_of_its_own_and_javascript_that_is_not_swept(void **state)
{
    (void)state;
    experiment = "batching";
    plant("node", "js", "resident", 1, 1, 1);
    plant("node", "wasm", "resident", 8, 0.3, BATCHES);
    plant("node", "wasm-inside", "resident", 8, 0.2, 1);
    cells[cell_count] = (struct simulated_cell){"node,batching,dot,wasm-arguments,4096,1,resident", 4096 * 7.0};
    cell_count++;
    run_on_planted(5);
    char *const csv = read_text("batching.csv");
    char *const printed = read_text("printed");

    assert_false(is_there("crossings.csv"));
    /* 8 / (1 - 0.3) = 11.4 */
    assert_near(csv_value(csv, "node,dot,wasm,", "break_even_batch"), 12, 1);
    assert_string_equal(csv_field(csv, "node,dot,wasm,", "baseline"), "js");
    assert_null(strstr(csv, "wasm-inside"));
    assert_null(strstr(csv, ",js,resident"));
    assert_non_null(strstr(printed, "dot, batching: time = per call x calls + per element x n\n"));
    assert_non_null(strstr(printed, "ns  all at once\n"));
    assert_non_null(strstr(printed, "ns  1 at a time\n"));
    /* 8 / (7 - 0.3) = 1.2 */
    assert_non_null(strstr(printed, "  wasm against wasm-arguments: 2 (2-2)\n"));
    assert_null(strstr(printed, "against wasm-inside"));
    free(csv);
    free(printed);
}

static void each_experiment_is_held_against_its_own_javascript(void **state)
{
    (void)state;
    plant("node", "js", "resident", 0, 1, BATCHES);
    plant("node", "wasm", "resident", 8, 0.5, BATCHES);
    experiment = "batching";
    plant("node", "js", "resident", 0, 2, 1);
    plant("node", "wasm", "resident", 8, 0.5, BATCHES);
    run_on_planted(5);
    char *const crossings_csv = read_text("crossings.csv");
    char *const batching_csv = read_text("batching.csv");

    /* 8 / (1 - 0.5) and 8 / (2 - 0.5). */
    assert_near(csv_value(crossings_csv, "node,dot,wasm,", "break_even_batch"), 16, 1);
    assert_near(csv_value(batching_csv, "node,dot,wasm,", "break_even_batch"), 6, 0);
    assert_non_null(strstr(crossings_csv, "\nnode,dot,js,"));
    assert_null(strstr(batching_csv, "\nnode,dot,js,"));
    free(crossings_csv);
    free(batching_csv);
}

static void fewer_than_8_batch_sizes_are_left_out_and_the_others_go_on(void **state)
{
    (void)state;
    plant("node", "js", "resident", 2, 1, BATCHES);
    plant("node", "wasm", "resident", 8, 0.3, BATCHES - 1);
    char *const csv = crossings_of_planted(3);

    assert_non_null(strstr(csv, "\nnode,dot,js,"));
    assert_null(strstr(csv, "wasm"));
    free(csv);
}

static void each_engine_is_measured_against_its_own_javascript(void **state)
{
    (void)state;
    plant("node", "js", "resident", 1, 1, BATCHES);
    plant("bun", "js", "resident", 1, 2, BATCHES);
    plant("bun", "wasm", "resident", 8, 0.5, BATCHES);
    char *const csv = crossings_of_planted(3);
    char *const printed = read_text("printed");

    /* 8 / (2 - 0.5) = 5.3 against Bun's; 16 against Node's. */
    assert_near(csv_value(csv, "bun,dot,wasm,", "break_even_batch"), 6, 0);
    assert_non_null(strstr(printed, "break-even in bun: against js"));
    free(csv);
    free(printed);
}

/* The same for another kernel, or another n. */
static void plant_as(const char *format, double call_ns, double element_ns)
{
    for (int batch = 1; batch <= 128; batch *= 2) {
        snprintf(names[cell_count], sizeof names[0], format, batch);
        cells[cell_count] = (struct simulated_cell){names[cell_count], call_ns * 256 / batch + element_ns * 256};
        cell_count++;
    }
}

static void each_kernel_has_its_table_and_the_floor_below_it(void **state)
{
    (void)state;
    plant_as("node,crossings,noop,js,256,%d,resident", 1, 0.001);
    plant_as("node,crossings,noop,wasm,256,%d,resident", 3, 0.001);
    plant_as("node,crossings,dot,wasm,256,%d,resident", 5, 1);
    char *const csv = crossings_of_planted(3);
    char *const printed = read_text("printed");
    const char *const dot = strstr(printed, "dot, the price of a call");
    const char *const noop = strstr(printed, "noop, the price of a call");

    assert_true(dot && noop && dot < noop);
    const char *const floor = strstr(dot, "  floor: noop, node wasm: ");
    assert_true(floor && floor < noop);
    assert_null(strstr(noop, "floor:"));
    assert_string_equal(csv_field(csv, "node,dot,wasm,", "baseline"), "");
    free(csv);
    free(printed);
}

static void batches_that_all_hold_the_whole_work_tell_nothing(void **state)
{
    (void)state;
    for (int batch = 256; batch < 256 + BATCHES; batch++) {
        snprintf(names[cell_count], sizeof names[0], "node,crossings,dot,wasm,256,%d,resident", batch);
        cells[cell_count] = (struct simulated_cell){names[cell_count], 1000};
        cell_count++;
    }
    char *const csv = crossings_of_planted(3);

    assert_null(strstr(csv, "wasm"));
    free(csv);
}

static void too_few_samples_give_costs_without_intervals(void **state)
{
    (void)state;
    plant("node", "js", "resident", 1, 1, BATCHES);
    plant("node", "wasm", "resident", 8, 0.3, BATCHES);
    for (size_t i = 0; i < cell_count; i++)
        cells[i].time_ns = round(cells[i].time_ns * 1e6) / 1e6;

    write_simulated(cells, cell_count, 1, 2);
    summarize_well();
    char *const csv = read_text("crossings.csv");
    assert_near(csv_value(csv, "node,dot,wasm,", "call_ns"), 8, 0.5);
    assert_string_equal(csv_field(csv, "node,dot,wasm,", "call_ns_low"), "");
    assert_string_equal(csv_field(csv, "node,dot,wasm,", "break_even_low"), "");
    free(csv);
}

/* Sorted by n first, so the smallest batch is not the first cell of the sweep. */
static void a_sweep_may_hold_two_problem_sizes(void **state)
{
    (void)state;
    plant("node", "js", "resident", 1, 1, BATCHES);
    for (int batch = 128; batch <= 256; batch *= 2) {
        snprintf(names[cell_count], sizeof names[0], "node,crossings,dot,wasm,256,%d,resident", batch);
        cells[cell_count] = (struct simulated_cell){names[cell_count], 0.1 * 256 / batch + 0.3 * 256};
        cell_count++;
    }
    plant("node", "wasm", "resident", 0.1, 0.3, BATCHES);
    char *const csv = crossings_of_planted(3);

    assert_near(csv_value(csv, "node,dot,wasm,", "call_ns"), 0.1, 0.02);
    assert_string_equal(csv_field(csv, "node,dot,wasm,", "break_even_batch"), "1");
    free(csv);
}

static void a_file_that_cannot_be_written_is_a_problem(void **state)
{
    struct problem problem;

    (void)state;
    plant("node", "js", "resident", 1, 1, BATCHES);
    write_simulated(cells, cell_count, 3, 5);
    assert_int_equal(mkdir(in_folder("crossings.csv"), 0700), 0);
    assert_false(summarize_folder(&problem));
    assert_non_null(strstr(problem.text, "crossings.csv: cannot write: Is a directory"));
}

/* As `batching`, but for its name: what a run says of an experiment is all that is known of it. */
static void a_sweep_of_any_name_is_summed_up_as_the_run_says(void **state)
{
    (void)state;
    write_text("experiments.csv", "experiment,method,form,heading,lone_cells,question\n"
                                  "shapes,rounds,sweep,the shapes of batches,1,when?\n");
    experiment = "shapes";
    plant("node", "js", "resident", 1, 1, 1);
    plant("node", "wasm", "resident", 8, 0.3, BATCHES);
    run_on_planted(5);
    char *const csv = read_text("shapes.csv");
    char *const printed = read_text("printed");

    assert_near(csv_value(csv, "node,dot,wasm,", "break_even_batch"), 12, 1);
    assert_null(strstr(csv, ",js,resident"));
    assert_non_null(strstr(printed, "dot, the shapes of batches: time = per call"));
    assert_non_null(strstr(printed, "ns  all at once\n"));
    free(csv);
    free(printed);
}

static void without_lone_cells_a_single_batch_is_too_few(void **state)
{
    (void)state;
    write_text("experiments.csv", "experiment,method,form,heading,lone_cells,question\nshapes,rounds,sweep,,0,\n");
    experiment = "shapes";
    plant("node", "js", "resident", 1, 1, 1);
    plant("node", "wasm", "resident", 8, 0.3, BATCHES);
    run_on_planted(5);
    char *const printed = read_text("printed");

    assert_non_null(strstr(printed, "dot: time = per call"));
    assert_null(strstr(printed, "all at once"));
    /* JavaScript at its largest batch is the base all the same. */
    assert_non_null(strstr(printed, "break-even: against js, "));
    free(printed);
}

/* Each setting is a sweep of its own, against the JavaScript of its setting, or else that of none. */
static void settings_are_swept_apart(void **state)
{
    (void)state;
    plant("node", "js", "resident@vm,", 0, 1, BATCHES);
    plant("node", "js", "resident@vm,threads=4", 0, 2, BATCHES);
    plant("node", "wasm", "resident@vm,threads=4", 8, 0.5, BATCHES);
    plant("node", "wasm", "resident@vm,threads=8", 8, 0.5, BATCHES);
    char *const csv = crossings_of_planted(5);
    char *const printed = read_text("printed");
    const char *const four = strstr(csv, "\nnode,dot,wasm,resident,");

    /* 8 / (2 - 0.5) and 8 / (1 - 0.5). */
    assert_near(csv_value(csv, "node,dot,wasm,resident,", "break_even_batch"), 6, 0);
    assert_string_equal(csv_field(csv, "node,dot,wasm,resident,", "setting"), "threads=4");
    assert_non_null(four);
    assert_non_null(strstr(four + 1, "\nnode,dot,wasm,resident,"));
    assert_non_null(strstr(printed, "  wasm threads=4  "));
    const char *const eight = strstr(printed, "  wasm threads=8  ");
    assert_non_null(eight);
    assert_true(strstr(eight, "  16 (1") || strstr(eight, "  17 (1"));
    free(csv);
    free(printed);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, start, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(planted_costs_and_break_even_come_back),
        IN_FOLDER(break_even_is_where_the_measured_curve_meets_javascript),
        IN_FOLDER(javascript_and_native_code_have_costs_but_no_break_even),
        IN_FOLDER(each_machine_and_each_engine_has_its_table_and_its_base),
        IN_FOLDER(winning_at_once_is_1_and_never_is_empty),
        IN_FOLDER(never_that_is_not_proven_says_from_where_it_may_pay),
        IN_FOLDER(an_interval_reaches_over_all_batches_that_cannot_be_told_from_javascript),
        IN_FOLDER(batching_has_a_file_of_its_own_and_javascript_that_is_not_swept),
        IN_FOLDER(each_experiment_is_held_against_its_own_javascript),
        IN_FOLDER(fewer_than_8_batch_sizes_are_left_out_and_the_others_go_on),
        IN_FOLDER(each_engine_is_measured_against_its_own_javascript),
        IN_FOLDER(each_kernel_has_its_table_and_the_floor_below_it),
        IN_FOLDER(batches_that_all_hold_the_whole_work_tell_nothing),
        IN_FOLDER(too_few_samples_give_costs_without_intervals),
        IN_FOLDER(a_sweep_may_hold_two_problem_sizes),
        IN_FOLDER(a_file_that_cannot_be_written_is_a_problem),
        IN_FOLDER(a_sweep_of_any_name_is_summed_up_as_the_run_says),
        IN_FOLDER(without_lone_cells_a_single_batch_is_too_few),
        IN_FOLDER(settings_are_swept_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
