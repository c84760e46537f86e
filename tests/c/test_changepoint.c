/* Pettitt's test against numbers worked out by hand, and on simulated series. */
#include <math.h>

#include "cmocka_all.h"
#include "random.h"
#include "stats/changepoint.h"

enum { SERIES = 4000, MOST = 40 };

/* U(t) of 1 2 3 10 11 12: -5 -8 -9 -8 -5. */
static void a_clear_step_is_found_where_it_is(void **state)
{
    static const double x[] = {1, 2, 3, 10, 11, 12};
    const struct changepoint found = changepoint_pettitt(x, 6);

    (void)state;
    assert_int_equal(found.place, 3);
    assert_near(found.statistic, 9, 0);
    assert_near(found.p, 2 * exp(-6.0 * 81 / (216 + 36)), 1e-12);
    assert_near(found.ratio, 5.5, 1e-12);
}

/* U(t) of 5 5 5 1: 1 2 3. Ties count nothing. */
static void ties_count_neither_way(void **state)
{
    static const double x[] = {5, 5, 5, 1};
    const struct changepoint found = changepoint_pettitt(x, 4);

    (void)state;
    assert_int_equal(found.place, 3);
    assert_near(found.statistic, 3, 0);
    assert_near(found.ratio, 0.2, 1e-12);
}

static void a_constant_series_has_no_step(void **state)
{
    static const double x[] = {7, 7, 7, 7, 7};

    (void)state;
    assert_near(changepoint_pettitt(x, 5).statistic, 0, 0);
    assert_near(changepoint_pettitt(x, 5).p, 1, 0);
    assert_int_equal(changepoint_step(x, 5, 0, 1), 0);
}

static void fewer_than_two_values_have_no_place(void **state)
{
    static const double x[] = {7};

    (void)state;
    assert_int_equal(changepoint_pettitt(x, 1).place, 0);
    assert_int_equal(changepoint_pettitt(x, 0).place, 0);
    assert_true(isnan(changepoint_pettitt(x, 1).ratio));
    assert_near(changepoint_pettitt(x, 1).p, 1, 0);
}

static void the_values_stay_as_they_are(void **state)
{
    double x[] = {3, 1, 2, 9, 7, 8};

    (void)state;
    changepoint_pettitt(x, 6);
    assert_near(x[0], 3, 0);
    assert_near(x[3], 9, 0);
    assert_near(x[5], 8, 0);
}

/* The safe side: of 10 values no step has p < 0.05, of 14 none p < 0.01. */
static void few_values_prove_nothing(void **state)
{
    static const double x[] = {1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2};

    (void)state;
    assert_int_equal(changepoint_step(x + 3, 10, 0.02, 0.05), 0);
    assert_int_equal(changepoint_step(x + 2, 12, 0.02, 0.05), 6);
    assert_int_equal(changepoint_step(x + 1, 14, 0.02, 0.01), 0);
    assert_int_equal(changepoint_step(x, 16, 0.02, 0.01), 8);
}

static void a_step_must_be_large_enough_up_or_down(void **state)
{
    static const double up[] = {100, 100, 100, 100, 100, 100, 103, 103, 103, 103, 103, 103};
    static const double down[] = {103, 103, 103, 103, 103, 103, 100, 100, 100, 100, 100, 100};

    (void)state;
    assert_int_equal(changepoint_step(up, 12, 0.02, 0.05), 6);
    assert_int_equal(changepoint_step(down, 12, 0.02, 0.05), 6);
    assert_int_equal(changepoint_step(up, 12, 0.04, 0.05), 0);
    assert_int_equal(changepoint_step(down, 12, 0.04, 0.05), 0);
}

/* Timings: noise of 1 % that only adds, and a step to `factor` behind the first `place`. */
static void simulate_timings(struct random_source *source, double *x, size_t count, size_t place, double factor)
{
    for (size_t i = 0; i < count; i++)
        x[i] = 100 * (1 - 0.01 * log(random_unit(source))) * (i < place ? 1 : factor);
}

/* How many of SERIES series hold a step at that level, whatever its size. */
static size_t alarms(size_t count, size_t place, double factor, double alpha)
{
    struct random_source source;
    double x[MOST];
    size_t found = 0;

    random_start(&source, 79);
    for (size_t s = 0; s < SERIES; s++) {
        simulate_timings(&source, x, count, place, factor);
        found += changepoint_step(x, count, 0, alpha) > 0;
    }
    return found;
}

static void independent_noise_raises_no_more_false_alarms_than_it_may(void **state)
{
    static const size_t counts[] = {12, 20, 25, 40};

    (void)state;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        assert_true((double)alarms(counts[i], 0, 1, 0.05) <= 0.05 * SERIES);
        assert_true((double)alarms(counts[i], 0, 1, 0.01) <= 0.01 * SERIES);
    }
}

static void a_planted_step_of_5_percent_is_found(void **state)
{
    (void)state;
    assert_true((double)alarms(20, 8, 0.95, 0.05) >= 0.95 * SERIES);
    assert_true((double)alarms(25, 15, 1.05, 0.01) >= 0.95 * SERIES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clear_step_is_found_where_it_is),
        cmocka_unit_test(ties_count_neither_way),
        cmocka_unit_test(a_constant_series_has_no_step),
        cmocka_unit_test(fewer_than_two_values_have_no_place),
        cmocka_unit_test(the_values_stay_as_they_are),
        cmocka_unit_test(few_values_prove_nothing),
        cmocka_unit_test(a_step_must_be_large_enough_up_or_down),
        cmocka_unit_test(independent_noise_raises_no_more_false_alarms_than_it_may),
        cmocka_unit_test(a_planted_step_of_5_percent_is_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
