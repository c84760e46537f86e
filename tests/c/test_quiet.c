/* Quiet time, with and without each process; the clock's steps. */
#include <math.h>

#include "cmocka_all.h"
#include "random.h"
#include "stats/quiet.h"

static void a_process_is_taken_at_its_ten_percent_quantile(void **state)
{
    static const double first[] = {10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110}; /* place 1: 20 */
    static const double second[] = {18, 28};                                      /* place 0.1: 19 */

    (void)state;
    assert_near(quiet_of_process(first, 11), 20, 1e-12);
    assert_near(quiet_of_process(second, 2), 19, 1e-12);
    assert_true(isnan(quiet_of_process(first, 0)));
}

/* 3 % in logarithms weighs 1/e of the quietest. */
static void a_slower_process_weighs_less(void **state)
{
    const double quiet[] = {100, 100 * exp(0.03)};
    const double weight = exp(-1);

    (void)state;
    assert_near(quiet_time(quiet, 2), 100 * exp(0.03 * weight / (1 + weight)), 1e-9);
    assert_near(quiet_effective(quiet, 2), (1 + weight) * (1 + weight) / (1 + weight * weight), 1e-12);
}

static void equal_processes_weigh_alike_and_slow_ones_nothing(void **state)
{
    static const double equal[] = {7, 7, 7, 7};
    static const double slow[] = {1e6, 7, 1e7};

    (void)state;
    assert_near(quiet_time(equal, 4), 7, 1e-12);
    assert_near(quiet_effective(equal, 4), 4, 1e-12);
    assert_near(quiet_time(slow, 3), 7, 1e-12);
    assert_near(quiet_effective(slow, 3), 1, 1e-12);
    assert_true(isnan(quiet_time(slow, 0)));
    assert_true(isnan(quiet_effective(slow, 0)));
}

static void times_left_out_are_those_of_the_others(void **state)
{
    enum { COUNT = 9 };
    struct random_source source;
    double quiet[COUNT], left_out[COUNT], others[COUNT];

    (void)state;
    random_start(&source, 12);
    for (size_t repeat = 0; repeat < 50; repeat++) {
        for (size_t i = 0; i < COUNT; i++)
            quiet[i] = 1000 * exp(0.05 * random_normal(&source)) * (random_unit(&source) < 0.3 ? 2 : 1);
        quiet_times_left_out(quiet, COUNT, left_out);
        for (size_t i = 0; i < COUNT; i++) {
            size_t count = 0;
            for (size_t j = 0; j < COUNT; j++)
                if (j != i)
                    others[count++] = quiet[j];
            assert_near(left_out[i], quiet_time(others, count), 1e-9);
        }
    }
    quiet_times_left_out(quiet, 1, left_out);
    assert_true(isnan(left_out[0]));
}

static void the_spread_is_the_slowest_over_the_quietest(void **state)
{
    static const double quiet[] = {20, 19, 25};

    (void)state;
    assert_near(quiet_spread(quiet, 3), 25.0 / 19, 1e-12);
    assert_true(isnan(quiet_spread(quiet, 0)));
}

static void the_clocks_step_is_the_smallest_difference(void **state)
{
    static const double sorted[] = {100, 100, 105, 110, 110, 125};
    static const double equal[] = {100, 100};

    (void)state;
    assert_near(quiet_resolution(sorted, 6), 5, 1e-12);
    assert_true(isnan(quiet_resolution(equal, 2)));
    assert_near(quiet_resolution_variance(3, 100), 0.03 * 0.03 / 3, 1e-15);
    assert_near(quiet_resolution_variance(NAN, 100), 1e-6 / 3, 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_process_is_taken_at_its_ten_percent_quantile),
        cmocka_unit_test(a_slower_process_weighs_less),
        cmocka_unit_test(equal_processes_weigh_alike_and_slow_ones_nothing),
        cmocka_unit_test(times_left_out_are_those_of_the_others),
        cmocka_unit_test(the_spread_is_the_slowest_over_the_quietest),
        cmocka_unit_test(the_clocks_step_is_the_smallest_difference),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
