/*
 * Quiet time.
 *
 * On a shared machine noise only adds, and it comes in states that last as long
 * as a process. So within a process a low quantile is taken, which a few lucky
 * clock readings cannot drag down as they drag a minimum, and over processes a
 * soft minimum: processes as quiet as the quietest share the result, which steadies
 * it, and those in a slow state weigh next to nothing (10 % slower: 4 %). Why
 * minimum-like estimators: Chen & Revels 2016, arXiv:1608.04295. How stable this
 * one is against others: docs/METHODOLOGY.md.
 */
#include "stats/quiet.h"

#include <math.h>
#include <stdint.h>

#include "stats/quantile.h"

/* A sample lasts at least so many steps of the clock. */
static const double LEAST_STEPS = 1000;

/* In place of a process that is left out. */
static const size_t NOBODY = SIZE_MAX;

double quiet_of_process(const double *sorted, size_t count)
{
    return quantile_of_sorted(sorted, count, QUIET_QUANTILE);
}

/* What a weighted mean of logarithms is made of. */
struct sums {
    double weight;
    double weighted;
    double squared_weight;
};

static size_t quietest_of(const double *quiet, size_t count, size_t excluded)
{
    size_t quietest = count;

    for (size_t i = 0; i < count; i++)
        if (i != excluded && (quietest == count || quiet[i] < quiet[quietest]))
            quietest = i;
    return quietest;
}

/* ln(quiet / quietest), and what it weighs. */
static double excess_of(double quiet, double quietest)
{
    return log(quiet / quietest);
}

static double weight_of(double excess)
{
    return exp(-excess / QUIET_SOFTNESS);
}

static struct sums sums_of(const double *quiet, size_t count, double quietest, size_t excluded)
{
    struct sums sums = {0, 0, 0};

    for (size_t i = 0; i < count; i++) {
        if (i == excluded)
            continue;
        const double excess = excess_of(quiet[i], quietest);
        const double weight = weight_of(excess);
        sums.weight += weight;
        sums.weighted += weight * excess;
        sums.squared_weight += weight * weight;
    }
    return sums;
}

double quiet_time(const double *quiet, size_t count)
{
    if (count == 0)
        return NAN;

    const double quietest = quiet[quietest_of(quiet, count, NOBODY)];
    const struct sums sums = sums_of(quiet, count, quietest, NOBODY);
    return quietest * exp(sums.weighted / sums.weight);
}

void quiet_times_left_out(const double *quiet, size_t count, double *left_out)
{
    if (count < 2) {
        for (size_t i = 0; i < count; i++)
            left_out[i] = NAN;
        return;
    }

    const size_t quietest = quietest_of(quiet, count, NOBODY);
    const struct sums sums = sums_of(quiet, count, quiet[quietest], NOBODY);
    for (size_t i = 0; i < count; i++) {
        const double excess = excess_of(quiet[i], quiet[quietest]);
        const double weight = weight_of(excess);
        left_out[i] = quiet[quietest] * exp((sums.weighted - weight * excess) / (sums.weight - weight));
    }

    /* Without the quietest the weights are others. */
    const double next = quiet[quietest_of(quiet, count, quietest)];
    const struct sums others = sums_of(quiet, count, next, quietest);
    left_out[quietest] = next * exp(others.weighted / others.weight);
}

double quiet_effective(const double *quiet, size_t count)
{
    if (count == 0)
        return NAN;

    const double quietest = quiet[quietest_of(quiet, count, NOBODY)];
    const struct sums sums = sums_of(quiet, count, quietest, NOBODY);
    return sums.weight * sums.weight / sums.squared_weight;
}

double quiet_resolution(const double *sorted, size_t count)
{
    double smallest = NAN;

    for (size_t i = 1; i < count; i++)
        if (sorted[i] > sorted[i - 1])
            smallest = fmin(smallest, sorted[i] - sorted[i - 1]);
    return smallest;
}

double quiet_resolution_variance(double resolution_ns, double time_ns)
{
    const double part = isnan(resolution_ns) ? 1.0 / LEAST_STEPS : resolution_ns / time_ns;

    return part * part / 3;
}

double quiet_spread(const double *quiet, size_t count)
{
    double largest = NAN, smallest = NAN;

    for (size_t i = 0; i < count; i++) {
        largest = fmax(largest, quiet[i]);
        smallest = fmin(smallest, quiet[i]);
    }
    return largest / smallest;
}
