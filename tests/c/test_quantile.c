/* Order statistics against numbers worked out by hand, and against qsort. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cmocka_all.h"
#include "random.h"
#include "stats/quantile.h"

enum { MOST = 5000 };

static int compare(const void *left, const void *right)
{
    const double a = *(const double *)left;
    const double b = *(const double *)right;

    return (a > b) - (a < b);
}

/* R: quantile(c(1, 2, 4, 8, 16), c(0, .1, .25, .5, .9, 1)), type 7: place 4p from the first. */
static void quantiles_are_type_7(void **state)
{
    static const double x[] = {1, 2, 4, 8, 16};

    (void)state;
    assert_near(quantile_of_sorted(x, 5, 0), 1, 0);
    assert_near(quantile_of_sorted(x, 5, 0.1), 1.4, 1e-12);
    assert_near(quantile_of_sorted(x, 5, 0.25), 2, 0);
    assert_near(quantile_of_sorted(x, 5, 0.5), 4, 0);
    assert_near(quantile_of_sorted(x, 5, 0.9), 12.8, 1e-12);
    assert_near(quantile_of_sorted(x, 5, 1), 16, 0);
}

static void quantiles_of_one_value_are_that_value_and_of_none_nan(void **state)
{
    static const double x[] = {7};

    (void)state;
    assert_near(quantile_of_sorted(x, 1, 0.1), 7, 0);
    assert_true(isnan(quantile_of_sorted(x, 0, 0.1)));
}

static void quantiles_outside_0_to_1_are_clamped(void **state)
{
    static const double x[] = {1, 2, 3};

    (void)state;
    assert_near(quantile_of_sorted(x, 3, -1), 1, 0);
    assert_near(quantile_of_sorted(x, 3, 2), 3, 0);
}

static void median_takes_the_middle_or_the_mean_of_the_middle_pair(void **state)
{
    double odd[] = {9, 1, 5};
    double even[] = {9, 1, 5, 6};
    double one[] = {3};

    (void)state;
    assert_near(median_of(odd, 3), 5, 0);
    assert_near(median_of(even, 4), 5.5, 0);
    assert_near(median_of(one, 1), 3, 0);
    assert_true(isnan(median_of(one, 0)));
}

/* Wikipedia, "Median absolute deviation": 1, 1, 2, 2, 4, 6, 9 has median 2, MAD 1. */
static void mad_matches_the_textbook_example(void **state)
{
    double x[] = {1, 1, 2, 2, 4, 6, 9};

    (void)state;
    assert_near(median_absolute_deviation(x, 7, 2), 1, 0);
}

static void fill(double *values, size_t count, unsigned shape, struct random_source *source)
{
    for (size_t i = 0; i < count; i++) {
        switch (shape) {
        case 0:
            values[i] = random_unit(source);
            break;
        case 1:
            values[i] = (double)random_below(source, 3);
            break; /* many ties */
        case 2:
            values[i] = (double)i;
            break;
        case 3:
            values[i] = (double)(count - i);
            break;
        default:
            values[i] = (double)(i < count / 2 ? i : count - i);
            break; /* organ pipe */
        }
    }
}

static void sorting_and_selecting_agree_with_qsort(void **state)
{
    static const size_t counts[] = {0, 1, 2, 3, 16, 17, 100, 1000, MOST};
    static double expected[MOST], sorted[MOST], selected[MOST];
    struct random_source source;

    (void)state;
    random_start(&source, 4);
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
        for (unsigned shape = 0; shape < 5; shape++) {
            const size_t count = counts[c];
            fill(expected, count, shape, &source);
            memcpy(sorted, expected, sizeof sorted);
            qsort(expected, count, sizeof expected[0], compare);
            const size_t k = count / 3;
            memcpy(selected, sorted, sizeof selected);
            if (count > 0)
                assert_near(select_kth(selected, count, k), expected[k], 0);
            sort_ascending(sorted, count);
            assert_memory_equal(sorted, expected, count * sizeof sorted[0]);
        }
    }
    assert_true(isnan(select_kth(selected, 5, 5)));
}

static void selecting_splits_the_values_at_the_kth(void **state)
{
    static double x[999];
    struct random_source source;

    (void)state;
    random_start(&source, 5);
    fill(x, 999, 0, &source);
    const double kth = select_kth(x, 999, 321);
    for (size_t i = 0; i < 999; i++)
        assert_true(i < 321 ? x[i] <= kth : x[i] >= kth);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_are_type_7),
        cmocka_unit_test(quantiles_of_one_value_are_that_value_and_of_none_nan),
        cmocka_unit_test(quantiles_outside_0_to_1_are_clamped),
        cmocka_unit_test(median_takes_the_middle_or_the_mean_of_the_middle_pair),
        cmocka_unit_test(mad_matches_the_textbook_example),
        cmocka_unit_test(sorting_and_selecting_agree_with_qsort),
        cmocka_unit_test(selecting_splits_the_values_at_the_kth),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
