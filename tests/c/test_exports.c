/* What JavaScript gets of the statistics core, called from C: numbers that can be checked by hand. */
#include <math.h>
#include <stdint.h>

#include "cmocka_all.h"

/* harness/stats/exports.c has no header: its callers are in JavaScript. */
double *stats_values(uint32_t count);
double stats_quiet_of_process(double *values, uint32_t count);
double stats_resolution(const double *sorted, uint32_t count);
double stats_quiet_time(const double *quiet, uint32_t processes);
void stats_ratio_interval(const double *quiet, uint32_t processes, double base_resolution, double cell_resolution,
                          double *found);
void stats_difference_interval(const double *quiet, uint32_t processes, double control_resolution,
                               double cell_resolution, double *found);
uint32_t stats_stop_after(uint32_t processes, uint32_t narrow, uint32_t earlier);
uint32_t stats_step(const double *values, uint32_t count, double least_size, double alpha);

enum { PROCESSES = 6 };

/* Bases of 100 to 105 ns, and cells that are `times` that and `more` ns; returns room for what is found behind them. */
static double *plant(double *quiet, double times, double more)
{
    for (size_t i = 0; i < PROCESSES; i++) {
        quiet[i] = 100 + (double)i;
        quiet[PROCESSES + i] = times * quiet[i] + more;
    }
    return quiet + 2 * PROCESSES;
}

static void a_cell_that_is_half_of_its_base_in_each_process_is_certainly_twice_as_fast(void **state)
{
    double quiet[2 * PROCESSES + 3];
    double *const found = plant(quiet, 0.5, 0);

    (void)state;
    stats_ratio_interval(quiet, PROCESSES, 0, 0, found);
    for (size_t i = 0; i < 3; i++)
        assert_near(found[i], 2, 1e-9);
}

/* About: quiet time weighs processes by their ratios, which adding 5 ns changes a little. */
static void a_cell_that_is_5_ns_above_its_control_in_each_process_costs_5_ns(void **state)
{
    double quiet[2 * PROCESSES + 3];
    double *const found = plant(quiet, 1, 5);

    (void)state;
    stats_difference_interval(quiet, PROCESSES, 0, 0, found);
    assert_near(found[0], 5, 0.05);
    assert_true(found[1] < found[0] && found[0] < found[2]);
    assert_near(found[2] - found[1], 0, 0.2);
}

/* A clock's step of 2 ns of 100 is more than the processes show; one that is not known is taken for a coarse one. */
static void a_coarse_clock_makes_both_less_sure(void **state)
{
    double quiet[2 * PROCESSES + 3];
    double *found = plant(quiet, 0.5, 0);

    (void)state;
    stats_ratio_interval(quiet, PROCESSES, 2, 1, found);
    assert_true(found[1] < 1.99 && found[2] > 2.01);
    stats_ratio_interval(quiet, PROCESSES, NAN, NAN, found);
    assert_true(found[1] < 2 && found[2] > 2);
    found = plant(quiet, 1, 5);
    stats_difference_interval(quiet, PROCESSES, 2, 2, found);
    assert_true(found[1] < 4.5 && found[2] > 5.5);
}

static void one_process_has_a_value_and_no_interval(void **state)
{
    double quiet[5] = {100, 50};

    (void)state;
    stats_ratio_interval(quiet, 1, NAN, NAN, quiet + 2);
    assert_near(quiet[2], 2, 1e-12);
    assert_true(isnan(quiet[3]) && isnan(quiet[4]));
    stats_difference_interval(quiet, 1, NAN, NAN, quiet + 2);
    assert_near(quiet[2], -50, 1e-12);
    assert_true(isnan(quiet[3]) && isnan(quiet[4]));
}

static void the_buffer_takes_a_process_and_gives_its_quiet_time(void **state)
{
    (void)state;
    for (uint32_t count = 11; count <= 1100; count *= 10) {
        double *const values = stats_values(count);
        assert_non_null(values);
        for (uint32_t i = 0; i < count; i++)
            values[i] = count - i;
        /* Of 1 .. n the 10 % quantile; they are sorted now, a step of 1 apart. */
        assert_near(stats_quiet_of_process(values, count), 1 + 0.1 * (count - 1), 1e-9);
        assert_near(stats_resolution(values, count), 1, 1e-12);
        assert_near(values[0], 1, 1e-12);
    }
    assert_near(stats_quiet_time((const double[]){7}, 1), 7, 1e-12);
}

static void stopping_and_steps_are_passed_on(void **state)
{
    double values[40];

    (void)state;
    assert_int_equal(stats_stop_after(1, 0, 0), 0);
    for (size_t i = 0; i < 40; i++)
        values[i] = (i < 20 ? 100 : 50) + (double)(i % 3);
    assert_int_equal(stats_step(values, 40, 0.02, 0.01), 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_that_is_half_of_its_base_in_each_process_is_certainly_twice_as_fast),
        cmocka_unit_test(a_cell_that_is_5_ns_above_its_control_in_each_process_costs_5_ns),
        cmocka_unit_test(a_coarse_clock_makes_both_less_sure),
        cmocka_unit_test(one_process_has_a_value_and_no_interval),
        cmocka_unit_test(the_buffer_takes_a_process_and_gives_its_quiet_time),
        cmocka_unit_test(stopping_and_steps_are_passed_on),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
