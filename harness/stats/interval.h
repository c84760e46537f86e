/* From bootstrap replicates to 95 % intervals. */
#ifndef TOLLGATE_STATS_INTERVAL_H
#define TOLLGATE_STATS_INTERVAL_H

#include <stddef.h>

/* The quantile of |deviation| that is called the spread. */
#define INTERVAL_SPREAD_QUANTILE 0.965

struct interval {
    double low;
    double high;
};

/* The interval that could not be computed: both ends NaN. */
struct interval interval_unknown(void);

/* What an interval is meant to contain. */
enum interval_meaning {
    INTERVAL_REPEAT, /* the estimate that an independent repeat of the run would give */
    INTERVAL_TRUTH   /* the value around which such estimates scatter */
};

/*
 * How many times the bootstrap's spread an interval reaches to either side, for an
 * estimate from that many processes (1: samples alone were resampled). NaN for 0.
 */
double interval_factor(enum interval_meaning meaning, size_t processes);

/*
 * The spread: the 96.5 % quantile of |deviations[i]|, the deviations of the
 * replicates from the estimate. Overwrites deviations[count]. NaN if count is 0.
 */
double interval_spread(double *deviations, size_t count);

/*
 * 95 % interval of a positive estimate (a time or a ratio of times), symmetric in
 * its logarithm: estimate / e^h .. estimate * e^h with h = factor * spread of the
 * ln of replicates[count], which are overwritten. Unknown if anything is not positive.
 */
struct interval interval_of_positive(double estimate, double *replicates, size_t count, double factor);

/*
 * The same for an estimate of any sign: estimate - h .. estimate + h, with
 * h = factor * spread of the replicates. Overwrites replicates[count].
 */
struct interval interval_of_any(double estimate, double *replicates, size_t count, double factor);

#endif
