/* Holm's correction against numbers worked out by hand. */
#include "cmocka_all.h"
#include "stats/holm.h"

enum { MOST = 8 };

static void expect(const double *p, const double *expected, size_t count)
{
    const double *scratch[MOST];
    double adjusted[MOST];

    holm_adjust(p, count, scratch, adjusted);
    for (size_t i = 0; i < count; i++)
        assert_near(adjusted[i], expected[i], 1e-12);
}

static void nothing_is_fine(void **state)
{
    (void)state;
    expect(NULL, NULL, 0);
}

static void one_test_needs_no_correction(void **state)
{
    (void)state;
    expect((const double[]){0.04}, (const double[]){0.04}, 1);
}

/* Ascending: 4 * 0.005 = 0.02, 3 * 0.01 = 0.03, 2 * 0.03 = 0.06, then 1 * 0.04 raised to what came before. */
static void each_step_down_counts_one_test_less_and_none_undercuts_the_last(void **state)
{
    (void)state;
    expect((const double[]){0.01, 0.04, 0.03, 0.005}, (const double[]){0.03, 0.06, 0.06, 0.02}, 4);
}

/* 3 * 0.02 = 0.06 for the first of the tie, and no less for the second; 1 * 0.9. */
static void ties_stay_ties(void **state)
{
    (void)state;
    expect((const double[]){0.9, 0.02, 0.02}, (const double[]){0.9, 0.06, 0.06}, 3);
}

static void nothing_is_above_1(void **state)
{
    (void)state;
    expect((const double[]){0.7, 0, 1}, (const double[]){1, 0, 1}, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_fine),
        cmocka_unit_test(one_test_needs_no_correction),
        cmocka_unit_test(each_step_down_counts_one_test_less_and_none_undercuts_the_last),
        cmocka_unit_test(ties_stay_ties),
        cmocka_unit_test(nothing_is_above_1),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
