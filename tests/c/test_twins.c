/* Twins: identical code, measured twice, and what it differs by. */
#include "simulated.h"

static const char JS[] = "node,aa,dot,js,64,64,resident";
static const char JS_AGAIN[] = "node,aa,dot,js-again,64,64,resident";

/* 1 % of noise between processes, shared by the twins; 0.5 % within. */
static void the_floor_is_a_little_above_the_noise(void **state)
{
    const struct simulated_cell twins[] = {{JS, 1000}, {JS_AGAIN, 1000}};

    (void)state;
    write_simulated(twins, 2, 40, 30);
    summarize_well();
    char *const csv = read_text("floor.csv");
    char *const printed = read_text("printed");
    const double within = csv_value(csv, ",node,dot,js,8,", "floor");
    const double rerun = csv_value(csv, ",node,dot,js,8,", "rerun_floor");
    assert_true(within > 0.0001 && within < 0.01);
    assert_true(rerun > within && rerun < 0.05);
    assert_non_null(strstr(printed, "8 comparisons of identical code: "));
    assert_non_null(strstr(printed, "0 after correction for their number (Holm)"));
    free(csv);
    free(printed);
}

/* Twins that do differ, by 10 %, stand for a machine that cannot be trusted. */
static void twins_that_differ_raise_the_floor(void **state)
{
    const struct simulated_cell twins[] = {{JS, 1000}, {JS_AGAIN, 1100}, {"node,aa,dot,lonely,64,64,resident", 1}};

    (void)state;
    write_simulated(twins, 3, 20, 30);
    summarize_well();
    char *const csv = read_text("floor.csv");
    char *const printed = read_text("printed");
    assert_true(csv_value(csv, ",node,dot,js,4,", "floor") > 0.2);
    assert_null(strstr(csv, "lonely"));
    assert_non_null(strstr(printed, "4 comparisons of identical code: 4 called different (100.0 %; 5 % are expected)"));
    free(csv);
    free(printed);
}

static void a_floor_is_the_largest_over_sizes_and_says_whose_it_is(void **state)
{
    const struct simulated_cell twins[] = {
        {"node,aa,dot,js,64,64,resident", 1000},
        {"node,aa,dot,js-again,64,64,resident", 1000},
        {"node,aa,dot,js,128,128,resident", 1000},
        {"node,aa,dot,js-again,128,128,resident", 1200},
    };
    FILE *const environment = fopen(in_folder("environment.csv"), "w");

    (void)state;
    assert_non_null(environment);
    fputs("name,value\ndate_utc,2026-01-02T03:04:05Z\nhost,bench\ncpu_model,any\n", environment);
    fclose(environment);
    write_simulated(twins, 4, 10, 30);
    summarize_well();
    char *const csv = read_text("floor.csv");
    assert_true(csv_value(csv, "bench,node,dot,js,4,", "floor") > 0.4);
    assert_string_equal(csv_field(csv, "bench,", "date_utc"), "2026-01-02T03:04:05Z");
    free(csv);
}

static void a_single_block_has_no_floor_from_run_to_run(void **state)
{
    const struct simulated_cell twins[] = {{JS, 1000}, {JS_AGAIN, 1000}};

    (void)state;
    write_simulated(twins, 2, 9, 30);
    summarize_well();
    char *const csv = read_text("floor.csv");
    assert_string_equal(csv_field(csv, ",node,dot,js,1,", "rerun_floor"), "");
    free(csv);
}

static void slow_medians_are_noted(void **state)
{
    FILE *const stream = fopen(in_folder("samples.csv"), "w");

    (void)state;
    fputs(SAMPLES_HEADER, stream);
    for (int p = 1; p <= 5; p++)
        for (int i = 0; i < 11; i++)
            fprintf(stream, "r,%d,%s,%d,1,%d,\nr,%d,%s,%d,1,%d,\n", p, JS, i + 1, i < 3 ? 100 : 150, p, JS_AGAIN, i + 1,
                    i < 3 ? 100 : 150);
    fclose(stream);
    summarize_well();
    char *const printed = read_text("printed");
    assert_non_null(strstr(printed, "quiet time and median tell different stories: median +50 %"));
    free(printed);
}

static void each_machine_has_its_own_rows(void **state)
{
    static const struct simulated_cell twins[] = {
        {"node,aa,dot,js,64,64,resident@vm", 1000},
        {"node,aa,dot,js-again,64,64,resident@vm", 1000},
        {"node,aa,dot,js,64,64,resident@pi", 1000},
        {"node,aa,dot,js-again,64,64,resident@pi", 1200},
    };

    (void)state;
    write_text("environment.csv", "name,value,machine\nhost,vm,\ndate_utc,today,\ndate_utc,yesterday,pi\n");
    write_simulated(twins, 4, 10, 20);
    summarize_well();
    char *const csv = read_text("floor.csv");
    char *const printed = read_text("printed");
    assert_true(csv_value(csv, "pi,node,dot,js,", "floor") > 0.15);
    assert_true(csv_value(csv, "vm,node,dot,js,", "floor") < 0.02);
    assert_string_equal(csv_field(csv, "pi,node,dot,js,", "date_utc"), "yesterday");
    assert_non_null(strstr(printed, "dot, n = 64 on pi, the noise floor: 95 % of"));
    free(csv);
    free(printed);
}

/* A line on stderr, and nothing that fails: the run has other cells. */
static void without_twins_an_old_floor_stays(void **state)
{
    const struct simulated_cell cells[] = {
        {JS, 1000}, {"node,aa,dot,again,64,64,resident", 1000}, {"node,throughput,dot,js,64,64,resident", 1000}};
    const struct simulated_cell few[] = {{JS, 1000}, {JS_AGAIN, 1000}};
    static const char old[] =
        "host,engine,kernel,variant,pairs,floor,rerun_floor,date_utc\nvm,node,dot,js,9,0.5,0.5,\n";

    (void)state;
    write_simulated(cells, 3, 5, 10);
    summarize_well();
    assert_int_not_equal(access(in_folder("floor.csv"), F_OK), 0);
    char *const printed = read_text("printed");
    assert_non_null(strstr(printed, "dot, n = 64\n"));
    assert_null(strstr(printed, "identical code"));
    free(printed);

    write_simulated(few, 2, 4, 10);
    write_text("floor.csv", old);
    summarize_well();
    char *const floor = read_text("floor.csv");
    assert_string_equal(floor, old);
    free(floor);
}

/* So that the second summary says what the first one said. */
static void verdicts_of_a_run_are_judged_by_the_floor_that_it_measures(void **state)
{
    const struct simulated_cell cells[] = {
        {JS, 1000},
        {JS_AGAIN, 1300},
        {"node,throughput,dot,js,64,64,resident", 1000},
        {"node,throughput,dot,js-tuned,64,64,resident", 800},
    };

    (void)state;
    write_simulated(cells, 4, 10, 20);
    summarize_well();
    char *const first = read_text("summary.csv");
    summarize_well();
    char *const second = read_text("summary.csv");
    assert_string_equal(csv_field(first, "node,throughput,dot,js-tuned,", "verdict"), "no difference proven");
    assert_string_equal(first, second);
    free(first);
    free(second);
}

/* Whatever its name: the form says so. */
static void twins_of_any_experiment_make_the_floor(void **state)
{
    const struct simulated_cell twins[] = {{"node,mirror,dot,js,64,64,resident", 1000},
                                           {"node,mirror,dot,js-again,64,64,resident", 1000}};

    (void)state;
    write_text("experiments.csv",
               "experiment,method,form,heading,lone_cells,question\nmirror,rounds,twins,mirror,0,\n");
    write_simulated(twins, 2, 10, 20);
    summarize_well();
    char *const csv = read_text("floor.csv");
    assert_true(csv_value(csv, ",node,dot,js,2,", "floor") < 0.02);
    free(csv);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(the_floor_is_a_little_above_the_noise),
        IN_FOLDER(twins_that_differ_raise_the_floor),
        IN_FOLDER(a_floor_is_the_largest_over_sizes_and_says_whose_it_is),
        IN_FOLDER(a_single_block_has_no_floor_from_run_to_run),
        IN_FOLDER(slow_medians_are_noted),
        IN_FOLDER(each_machine_has_its_own_rows),
        IN_FOLDER(without_twins_an_old_floor_stays),
        IN_FOLDER(verdicts_of_a_run_are_judged_by_the_floor_that_it_measures),
        IN_FOLDER(twins_of_any_experiment_make_the_floor),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
