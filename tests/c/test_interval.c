/* Standard errors, Student's t, intervals, p values, the rule that stops: by hand and by tables. */
#include <math.h>

#include "cmocka_all.h"
#include "stats/comparison.h"
#include "stats/interval.h"
#include "stats/jackknife.h"
#include "stats/stop.h"
#include "stats/student.h"

static void students_t_agrees_with_tables(void **state)
{
    static const struct {
        double freedom, confidence, t;
    } table[] = {
        {1, 0.95, 12.7062047362}, {2, 0.95, 4.30265272991}, {4, 0.95, 2.7764451052}, {10, 0.99, 3.16927267},
        {30, 0.5, 0.682755693},   {1000, 0.95, 1.96233908}, {2.5, 0.9, 2.558218578},
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        assert_near(student_quantile(table[i].confidence, table[i].freedom), table[i].t, 2e-8 * table[i].t);
        assert_near(student_two_sided(table[i].t, table[i].freedom), 1 - table[i].confidence, 1e-8);
        assert_near(student_two_sided(-table[i].t, table[i].freedom), 1 - table[i].confidence, 1e-8);
    }
    assert_near(student_two_sided(1.959963984540054, INFINITY), 0.05, 1e-12);
    assert_near(student_two_sided(0, 3), 1, 1e-12);
    assert_near(student_two_sided(INFINITY, 3), 0, 0);
    assert_near(student_two_sided(1e200, 3), 0, 1e-12);
}

static void students_t_of_no_number_is_none(void **state)
{
    (void)state;
    assert_true(isnan(student_two_sided(NAN, 3)));
    assert_true(isnan(student_two_sided(1, 0)));
    assert_true(isnan(student_quantile(1, 3)));
    assert_true(isnan(student_quantile(0, 3)));
    assert_true(isnan(student_quantile(0.5, -1)));
}

/* Of a mean the jackknife gives the textbook's variance, s^2 / n: here 10 / 4 / 5... */
static void the_jackknife_of_a_mean_is_its_standard_error(void **state)
{
    static const double x[] = {1, 2, 3, 4, 5};
    double left_out[5], doubled[5];

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        left_out[i] = (15 - x[i]) / 4;
        doubled[i] = -2 * left_out[i];
    }
    assert_near(jackknife_covariance(left_out, left_out, 5), 2.5 / 5, 1e-12);
    assert_near(jackknife_covariance(left_out, doubled, 5), -2 * 2.5 / 5, 1e-12);
    assert_true(isnan(jackknife_covariance(left_out, left_out, 1)));
    left_out[2] = INFINITY;
    assert_true(isnan(jackknife_covariance(left_out, left_out, 5)));
}

static void processes_that_weigh_nothing_give_no_freedom(void **state)
{
    (void)state;
    const struct uncertainty five = uncertainty_of_processes(4, 5, 3.5);
    const struct uncertainty six = uncertainty_of_processes(4, 6, 1.2);
    assert_near(five.spread, 1.15 * 2, 1e-12);
    assert_near(five.freedom, 2.5, 1e-12);
    assert_near(six.spread, 1.23 * 2, 1e-12);
    assert_near(six.freedom, 1, 0);
    assert_true(isnan(uncertainty_of_processes(NAN, 5, 3).spread));
    assert_true(isnan(uncertainty_of_processes(1, 5, NAN).spread));
}

/* Welch's freedom by hand: (1 + 4)^2 / (1 / 4 + 16 / 9). */
static void independent_uncertainties_add_as_welchs(void **state)
{
    (void)state;
    const struct uncertainty both = uncertainty_of_difference((struct uncertainty){1, 4}, (struct uncertainty){2, 9});
    assert_near(both.spread, sqrt(5), 1e-12);
    assert_near(both.freedom, 25 / (0.25 + 16.0 / 9), 1e-12);
    const struct uncertainty none = uncertainty_of_difference((struct uncertainty){0, 4}, (struct uncertainty){0, 9});
    assert_near(none.spread, 0, 0);
    assert_near(none.freedom, 13, 0);
    assert_true(isnan(uncertainty_of_difference(uncertainty_unknown(), both).spread));
    assert_near(uncertainty_of_repeat(both).spread, sqrt(10), 1e-12);
}

static void p_values_are_students(void **state)
{
    const struct uncertainty uncertainty = {0.5, 4};

    (void)state;
    assert_near(uncertainty_p_value(0.5 * 2.7764451052, uncertainty), 0.05, 1e-8);
    assert_near(uncertainty_p_value(-0.5 * 2.7764451052, uncertainty), 0.05, 1e-8);
    assert_near(uncertainty_p_value(NAN, uncertainty), 1, 0);
    assert_near(uncertainty_p_value(1, uncertainty_unknown()), 1, 0);
    assert_near(uncertainty_p_value(1, (struct uncertainty){0, 4}), 0, 0);
    assert_near(uncertainty_p_value(0, (struct uncertainty){0, 4}), 1, 0);
}

static void intervals_reach_t_spreads_to_either_side(void **state)
{
    const struct uncertainty uncertainty = {0.5, 4};

    (void)state;
    const struct interval any = interval_of_any(-1, uncertainty, 0.95);
    assert_near(any.low, -1 - 0.5 * 2.7764451052, 1e-8);
    assert_near(any.high, -1 + 0.5 * 2.7764451052, 1e-8);
    const struct interval positive = interval_of_positive(4, uncertainty, 0.95);
    assert_near(log(positive.low / 4), -0.5 * 2.7764451052, 1e-8);
    assert_near(positive.low * positive.high, 16, 1e-8);
    assert_true(isnan(interval_of_positive(0, uncertainty, 0.95).low));
    assert_true(isnan(interval_of_any(NAN, uncertainty, 0.95).high));
    assert_true(isnan(interval_of_any(1, uncertainty_unknown(), 0.95).high));
}

static void what_slows_both_cancels_in_a_ratio(void **state)
{
    const double bases[] = {10, 20, 30};
    double cells[] = {1, 2, 3};
    double times[] = {1, exp(1), exp(2)};

    (void)state;
    assert_near(comparison_of_ratio(bases, cells, 3, 3, 0).spread, 0, 1e-12);
    assert_near(comparison_of_time(times, 3, 3, 1).spread, 1.15 * sqrt(2.0 / 3 * 2 + 1), 1e-12);
}

static void sampling_goes_on_for_three_processes_after_a_look_that_liked_it(void **state)
{
    (void)state;
    assert_int_equal(stop_after(1, true, 0), 0);
    assert_int_equal(stop_after(3, true, 0), 0);
    assert_int_equal(stop_after(4, false, 0), 0);
    assert_int_equal(stop_after(4, true, 0), 7);
    assert_int_equal(stop_after(5, false, 7), 7);
    assert_int_equal(stop_after(9, true, 0), 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(students_t_agrees_with_tables),
        cmocka_unit_test(students_t_of_no_number_is_none),
        cmocka_unit_test(the_jackknife_of_a_mean_is_its_standard_error),
        cmocka_unit_test(processes_that_weigh_nothing_give_no_freedom),
        cmocka_unit_test(independent_uncertainties_add_as_welchs),
        cmocka_unit_test(p_values_are_students),
        cmocka_unit_test(intervals_reach_t_spreads_to_either_side),
        cmocka_unit_test(what_slows_both_cancels_in_a_ratio),
        cmocka_unit_test(sampling_goes_on_for_three_processes_after_a_look_that_liked_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
