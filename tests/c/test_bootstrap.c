/* The bootstrap's shortcut against resampling one by one, and against exact probabilities. */
#include <math.h>

#include "cmocka_all.h"
#include "stats/bootstrap.h"
#include "stats/quantile.h"

#define DRAWS 20000
#define MOST 45

static double resample_one_by_one(const double *sorted, size_t count, double p, struct random_source *source)
{
    double drawn[MOST];

    for (size_t i = 0; i < count; i++)
        drawn[i] = sorted[random_below(source, (uint32_t)count)];
    sort_ascending(drawn, count);
    return quantile_of_sorted(drawn, count, p);
}

/* Largest difference of the two empirical distribution functions (Kolmogorov-Smirnov), both sorted. */
static double distance(const double *a, const double *b)
{
    double largest = 0;
    size_t i = 0, j = 0;

    while (i < DRAWS && j < DRAWS) {
        const double x = fmin(a[i], b[j]);
        while (i < DRAWS && a[i] <= x)
            i++;
        while (j < DRAWS && b[j] <= x)
            j++;
        largest = fmax(largest, fabs((double)i - (double)j) / DRAWS);
    }
    return largest;
}

/* Two samples of 20,000 differ by 0.0195 or more with probability 0.001 (Smirnov's 1.95 sqrt(2 / n)). */
static void the_shortcut_draws_what_resampling_one_by_one_draws(void **state)
{
    static const struct {
        size_t count;
        double p;
    } cases[] = {{1, 0.1}, {2, 0.1}, {5, 0.1}, {20, 0.1}, {21, 0.1}, {45, 0.1}, {30, 0.5}, {30, 1}};
    static double quick[DRAWS], slow[DRAWS];
    double sorted[MOST];
    struct random_source source;

    (void)state;
    random_start(&source, 6);
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        const size_t count = cases[c].count;
        for (size_t i = 0; i < count; i++)
            sorted[i] = random_gamma(&source, 2);
        sort_ascending(sorted, count);
        bootstrap_quantile(sorted, count, cases[c].p, 7 + c, quick, DRAWS);
        for (size_t i = 0; i < DRAWS; i++)
            slow[i] = resample_one_by_one(sorted, count, cases[c].p, &source);
        sort_ascending(quick, DRAWS);
        sort_ascending(slow, DRAWS);
        assert_true(distance(quick, slow) < 0.0195);
    }
}

/* The smallest of 3 drawn of 3 is the first with 1 - (2/3)^3 = 19/27, the last with 1/27. */
static void resampled_processes_have_the_exact_distribution_of_their_minimum(void **state)
{
    static const double quiet[] = {2, 1, 3};
    static double replicates[DRAWS];
    size_t seen[4] = {0};

    (void)state;
    bootstrap_processes(quiet, 3, 8, replicates, DRAWS);
    for (size_t i = 0; i < DRAWS; i++)
        seen[(size_t)replicates[i]]++;
    assert_near((double)seen[1] / DRAWS, 19.0 / 27, 0.016);
    assert_near((double)seen[2] / DRAWS, 7.0 / 27, 0.016);
    assert_near((double)seen[3] / DRAWS, 1.0 / 27, 0.007);
}

static void equal_seeds_choose_the_same_processes_for_two_cells(void **state)
{
    static const double one[] = {1, 2, 3, 4, 5};
    static const double tenfold[] = {10, 20, 30, 40, 50};
    double a[100], b[100], c[100];
    size_t different = 0;

    (void)state;
    bootstrap_processes(one, 5, 9, a, 100);
    bootstrap_processes(tenfold, 5, 9, b, 100);
    bootstrap_processes(tenfold, 5, 10, c, 100);
    for (size_t i = 0; i < 100; i++) {
        assert_near(b[i], 10 * a[i], 0);
        different += b[i] < c[i] || b[i] > c[i];
    }
    assert_true(different > 0);
}

static void nothing_to_resample_gives_nan(void **state)
{
    double replicates[2] = {0, 0};

    (void)state;
    bootstrap_processes(NULL, 0, 1, replicates, 2);
    assert_true(isnan(replicates[0]) && isnan(replicates[1]));
    bootstrap_quantile(NULL, 0, 0.1, 1, replicates, 2);
    assert_true(isnan(replicates[0]) && isnan(replicates[1]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shortcut_draws_what_resampling_one_by_one_draws),
        cmocka_unit_test(resampled_processes_have_the_exact_distribution_of_their_minimum),
        cmocka_unit_test(equal_seeds_choose_the_same_processes_for_two_cells),
        cmocka_unit_test(nothing_to_resample_gives_nan),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
