/*
 * Pettitt's test for one changepoint.
 *
 * A. N. Pettitt 1979, "A non-parametric approach to the change-point problem",
 * Applied Statistics 28(2), 126-135. U(t) counts, over all pairs of a value up to t
 * and one behind it, how often the former is larger less how often it is smaller;
 * K = max |U(t)|, and P(K >= k) is about 2 exp(-6 k^2 / (n^3 + n^2)). Ranks alone
 * count, so a few wild timings move nothing.
 */
#include "stats/changepoint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/quantile.h"

/* U(t) - U(t - 1): in how many of the other values this one lies above, less below. */
static double standing(const double *values, size_t count, double value)
{
    double above = 0;

    for (size_t i = 0; i < count; i++)
        above += (double)(value > values[i]) - (double)(value < values[i]);
    return above;
}

/* Median of values[count], which stay as they are; scratch holds count doubles. */
static double median_kept(const double *values, size_t count, double *scratch)
{
    memcpy(scratch, values, count * sizeof *scratch);
    return median_of(scratch, count);
}

static double chance(double statistic, size_t count)
{
    const double n = (double)count;

    return fmin(1, 2 * exp(-6 * statistic * statistic / (n * n * (n + 1))));
}

struct changepoint changepoint_pettitt(const double *values, size_t count)
{
    struct changepoint found = {.place = 0, .statistic = 0, .p = 1, .ratio = NAN};
    double *const scratch = count < 2 ? NULL : malloc(count * sizeof *scratch);
    double u = 0;

    if (!scratch)
        return found;
    found.place = 1;
    for (size_t t = 1; t < count; t++) {
        u += standing(values, count, values[t - 1]);
        if (fabs(u) > found.statistic) {
            found.statistic = fabs(u);
            found.place = t;
        }
    }
    found.p = chance(found.statistic, count);
    found.ratio =
        median_kept(values + found.place, count - found.place, scratch) / median_kept(values, found.place, scratch);
    free(scratch);
    return found;
}

size_t changepoint_step(const double *values, size_t count, double least_size, double alpha)
{
    const struct changepoint found = changepoint_pettitt(values, count);
    const double size = fmax(found.ratio, 1 / found.ratio) - 1;

    return found.place > 0 && found.p < alpha && size > least_size ? found.place : 0;
}
