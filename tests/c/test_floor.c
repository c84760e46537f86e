/* tollgate floor: identical code, measured twice, and what it differs by. */
#include "simulated.h"
#include "tollgate/summarize/summarize.h"

static const char JS[] = "node,aa,dot,js,64,64,resident";
static const char JS_AGAIN[] = "node,aa,dot,js-again,64,64,resident";

static bool floor_of_samples(struct problem *problem)
{
    return run_on_folder(noise_floor, problem);
}

/* 1 % of noise between processes, shared by the twins; 0.5 % within. */
static void the_floor_is_a_little_above_the_noise(void **state)
{
    const struct simulated_cell twins[] = {{JS, 1000}, {JS_AGAIN, 1000}};
    struct problem problem;

    (void)state;
    write_simulated(twins, 2, 40, 30);
    assert_true(floor_of_samples(&problem));
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
    struct problem problem;

    (void)state;
    write_simulated(twins, 3, 20, 30);
    assert_true(floor_of_samples(&problem));
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
    struct problem problem;
    FILE *const environment = fopen(in_folder("environment.csv"), "w");

    (void)state;
    assert_non_null(environment);
    fputs("name,value\ndate_utc,2026-01-02T03:04:05Z\nhost,bench\ncpu_model,any\n", environment);
    fclose(environment);
    write_simulated(twins, 4, 10, 30);
    assert_true(floor_of_samples(&problem));
    char *const csv = read_text("floor.csv");
    assert_true(csv_value(csv, "bench,node,dot,js,4,", "floor") > 0.4);
    assert_string_equal(csv_field(csv, "bench,", "date_utc"), "2026-01-02T03:04:05Z");
    free(csv);
}

static void a_single_block_has_no_floor_from_run_to_run(void **state)
{
    const struct simulated_cell twins[] = {{JS, 1000}, {JS_AGAIN, 1000}};
    struct problem problem;

    (void)state;
    write_simulated(twins, 2, 9, 30);
    assert_true(floor_of_samples(&problem));
    char *const csv = read_text("floor.csv");
    assert_string_equal(csv_field(csv, ",node,dot,js,1,", "rerun_floor"), "");
    free(csv);
}

static void slow_medians_are_noted(void **state)
{
    struct problem problem;
    FILE *const stream = fopen(in_folder("samples.csv"), "w");

    (void)state;
    fputs(SAMPLES_HEADER, stream);
    for (int p = 1; p <= 5; p++)
        for (int i = 0; i < 11; i++)
            fprintf(stream, "r,%d,%s,%d,1,%d,\nr,%d,%s,%d,1,%d,\n", p, JS, i + 1, i < 3 ? 100 : 150, p, JS_AGAIN, i + 1,
                    i < 3 ? 100 : 150);
    fclose(stream);
    assert_true(floor_of_samples(&problem));
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
    struct problem problem;

    (void)state;
    write_text("environment.csv", "name,value,machine\nhost,vm,\ndate_utc,today,\ndate_utc,yesterday,pi\n");
    write_simulated(twins, 4, 10, 20);
    assert_true(run_on_folder(noise_floor, &problem));
    char *const csv = read_text("floor.csv");
    char *const printed = read_text("printed");
    assert_true(csv_value(csv, "pi,node,dot,js,", "floor") > 0.15);
    assert_true(csv_value(csv, "vm,node,dot,js,", "floor") < 0.02);
    assert_string_equal(csv_field(csv, "pi,node,dot,js,", "date_utc"), "yesterday");
    assert_non_null(strstr(printed, "dot, n = 64 on pi, the noise floor: 95 % of"));
    free(csv);
    free(printed);
}

static void without_twins_there_is_no_floor(void **state)
{
    const struct simulated_cell cells[] = {
        {JS, 1000}, {"node,aa,dot,again,64,64,resident", 1000}, {"node,throughput,dot,js,64,64,resident", 1000}};
    const struct simulated_cell few[] = {{JS, 1000}, {JS_AGAIN, 1000}};
    struct problem problem;

    (void)state;
    write_simulated(cells, 3, 5, 10);
    assert_false(floor_of_samples(&problem));
    assert_non_null(strstr(problem.text, "no twins of the experiment \"aa\" with 5 processes or more"));
    write_simulated(few, 2, 4, 10);
    assert_false(floor_of_samples(&problem));
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
        IN_FOLDER(without_twins_there_is_no_floor),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
