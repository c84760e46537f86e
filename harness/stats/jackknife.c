/* The jackknife; see jackknife.h. */
#include "stats/jackknife.h"

#include <math.h>

static double mean_of(const double *values, size_t count)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += values[i];
    return sum / (double)count;
}

double jackknife_covariance(const double *x, const double *y, size_t count)
{
    if (count < 2)
        return NAN;

    const double mean_x = mean_of(x, count);
    const double mean_y = mean_of(y, count);
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (x[i] - mean_x) * (y[i] - mean_y);
    return isfinite(sum) ? sum * (double)(count - 1) / (double)count : NAN;
}
