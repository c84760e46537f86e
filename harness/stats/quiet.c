/*
 * Quiet time.
 *
 * On a shared machine noise only adds, and it comes in states that last as long
 * as a process. So within a process a low quantile is taken, which a few lucky
 * clock readings cannot drag down as they drag a minimum, and over processes the
 * smallest, which needs only one process in a quiet state. Why minimum-like
 * estimators: Chen & Revels 2016, arXiv:1608.04295. How stable this one is
 * against others: docs/METHODOLOGY.md.
 */
#include "stats/quiet.h"

#include <math.h>

#include "stats/quantile.h"

double quiet_of_process(const double *sorted, size_t count)
{
    return quantile_of_sorted(sorted, count, QUIET_QUANTILE);
}

double quiet_time(const double *quiet, size_t count)
{
    double smallest = NAN;

    for (size_t i = 0; i < count; i++)
        smallest = fmin(smallest, quiet[i]);
    return smallest;
}

double quiet_spread(const double *quiet, size_t count)
{
    double largest = NAN;

    for (size_t i = 0; i < count; i++)
        largest = fmax(largest, quiet[i]);
    return largest / quiet_time(quiet, count);
}
