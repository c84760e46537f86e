/* The price of a call: planted costs come back, and break-even is where the two sides meet. */
#include <math.h>

#include "cmocka_all.h"
#include "random.h"
#include "stats/line.h"

#define BATCHES 8
#define FITS 400

static const double elements[BATCHES] = {4096, 4096, 4096, 4096, 4096, 4096, 4096, 4096};
static const double calls[BATCHES] = {4096, 1024, 256, 64, 16, 4, 2, 1};

static void planted_costs_come_back_exactly(void **state)
{
    struct line line;
    double times[BATCHES];

    (void)state;
    for (size_t i = 0; i < BATCHES; i++)
        times[i] = 7.5 * calls[i] + 0.625 * elements[i];
    assert_true(line_fit(calls, elements, times, BATCHES, &line));
    assert_near(line.call_ns, 7.5, 1e-9);
    assert_near(line.element_ns, 0.625, 1e-9);
}

/* Solved with Python's fractions from the weighted normal equations. */
static void residuals_are_weighted_by_one_over_the_square_of_the_time(void **state)
{
    static const double c[] = {8, 4, 2, 1};
    static const double n[] = {8, 8, 8, 8};
    static const double t[] = {30, 18, 13, 9};
    struct line line;

    (void)state;
    assert_true(line_fit(c, n, t, 4, &line));
    assert_near(line.call_ns, 2.9979886020784443, 1e-12);
    assert_near(line.element_ns, 0.7834394904458599, 1e-12);
}

/* 1 % noise on 8 times; the mean of 400 fits is within 5 standard errors of what was planted. */
static void noisy_times_give_the_planted_costs_on_average(void **state)
{
    double call = 0, element = 0, call_squares = 0;
    struct random_source source;

    (void)state;
    random_start(&source, 21);
    for (size_t fit = 0; fit < FITS; fit++) {
        double times[BATCHES];
        struct line line;
        for (size_t i = 0; i < BATCHES; i++)
            times[i] = (8 * calls[i] + 0.5 * elements[i]) * (1 + 0.01 * random_normal(&source));
        assert_true(line_fit(calls, elements, times, BATCHES, &line));
        call += line.call_ns / FITS;
        element += line.element_ns / FITS;
        call_squares += (line.call_ns - 8) * (line.call_ns - 8) / FITS;
    }
    assert_true(sqrt(call_squares) < 0.12);
    assert_near(call, 8, 5 * sqrt(call_squares / FITS));
    assert_near(element, 0.5, 0.002);
}

static void what_cannot_be_fitted_is_refused(void **state)
{
    static const double same[] = {64, 64};
    static const double good[] = {10, 20};
    static const double bad[] = {10, 0};
    static const double unknown[] = {10, NAN};
    struct line line = {-1, -1};

    (void)state;
    assert_false(line_fit(calls, elements, good, 1, &line));
    assert_false(line_fit(same, elements, good, 2, &line));
    assert_false(line_fit(calls, elements, bad, 2, &line));
    assert_false(line_fit(calls, elements, unknown, 2, &line));
    assert_near(line.call_ns, -1, 0);
}

static void break_even_is_the_smallest_batch_that_is_no_slower(void **state)
{
    (void)state;
    /* 8 / b + 0.5 <= 1 from 16 on: equal counts. */
    assert_near(line_break_even((struct line){8, 0.5}, 1), 16, 0);
    assert_near(line_break_even((struct line){8.1, 0.5}, 1), 17, 0);
    assert_near(line_break_even((struct line){0.25, 0.5}, 1), 1, 0);
    assert_near(line_break_even((struct line){-1, 0.5}, 1), 1, 0);
    assert_near(line_break_even((struct line){-1, 1}, 1), 1, 0);
    assert_true(isinf(line_break_even((struct line){8, 1}, 1)));
    assert_true(isinf(line_break_even((struct line){-1, 2}, 1)));
}

/* Half a millionth of noise on either side: the interval closes on the estimate, 8 / 0.5. */
static void break_even_intervals_close_on_certain_costs(void **state)
{
    static const double costs[] = {7.999999, 8.000001, 8};
    static const double gains[] = {0.5, 0.5000001, 0.4999999};

    (void)state;
    const struct interval interval = line_break_even_interval(8, 0.5, costs, gains, 3, 3);
    assert_near(interval.low, 16, 1);
    assert_near(interval.high, 17, 1);
}

/*
 * Only the call is uncertain: left out one by one 6, 8, 10 of 8, whose jackknife variance is
 * 2/3 * 8; t with 2 degrees of freedom is 4.3027, widened by 1.15: 8 +- 11.43, over a gain of 2.
 */
static void break_even_intervals_are_fiellers(void **state)
{
    static const double costs[] = {6, 8, 10};
    static const double gains[] = {2, 2, 2};

    (void)state;
    const struct interval interval = line_break_even_interval(8, 2, costs, gains, 3, 3);
    assert_near(interval.low, 1, 0);
    assert_near(interval.high, 10, 0);
}

static void break_even_intervals_are_open_where_the_gain_is_not_certain(void **state)
{
    static const double costs[] = {8, 8.001, 7.999};
    static const double gains[] = {0.1, 0.5, 0.9};

    (void)state;
    const struct interval interval = line_break_even_interval(8, 0.5, costs, gains, 3, 3);
    assert_true(interval.low > 1 && interval.low < 16);
    assert_true(isinf(interval.high));
    assert_true(isnan(line_break_even_interval(8, 0.5, costs, gains, 1, 1).low));
}

static void break_even_intervals_begin_at_one_where_neither_is_certain(void **state)
{
    static const double costs[] = {1, 8, 15};
    static const double gains[] = {0.1, 0.5, 0.9};

    (void)state;
    const struct interval interval = line_break_even_interval(8, 0.5, costs, gains, 3, 3);
    assert_near(interval.low, 1, 0);
    assert_true(isinf(interval.high));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(planted_costs_come_back_exactly),
        cmocka_unit_test(residuals_are_weighted_by_one_over_the_square_of_the_time),
        cmocka_unit_test(noisy_times_give_the_planted_costs_on_average),
        cmocka_unit_test(what_cannot_be_fitted_is_refused),
        cmocka_unit_test(break_even_is_the_smallest_batch_that_is_no_slower),
        cmocka_unit_test(break_even_intervals_close_on_certain_costs),
        cmocka_unit_test(break_even_intervals_are_fiellers),
        cmocka_unit_test(break_even_intervals_are_open_where_the_gain_is_not_certain),
        cmocka_unit_test(break_even_intervals_begin_at_one_where_neither_is_certain),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
