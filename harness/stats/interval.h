/* How sure an estimate is: its standard error, intervals, p values. */
#ifndef TOLLGATE_STATS_INTERVAL_H
#define TOLLGATE_STATS_INTERVAL_H

#include <stddef.h>

/* Of intervals where nothing else is said. */
#define INTERVAL_CONFIDENCE 0.95

struct interval {
    double low;
    double high;
};

/* The spread of an estimate over runs like this one; both NaN where it is not known. */
struct uncertainty {
    double spread;  /* standard error, widened as interval.c says */
    double freedom; /* degrees of freedom of Student's t, 1 or more */
};

struct uncertainty uncertainty_unknown(void);

/* What a standard error of the jackknife over `processes` processes is multiplied by (interval.c). */
double uncertainty_widening(size_t processes);

/*
 * From the jackknife over `processes` processes that weigh as much as `effective` equal
 * ones (quiet.h): its variance, and effective - 1 degrees of freedom.
 */
struct uncertainty uncertainty_of_processes(double jackknife_variance, size_t processes, double effective);

/* Of the difference of two independent estimates (Welch 1947). */
struct uncertainty uncertainty_of_difference(struct uncertainty a, struct uncertainty b);

/* Of the difference between an estimate and its repeat. */
struct uncertainty uncertainty_of_repeat(struct uncertainty uncertainty);

/* Two-sided p value of `deviation` from 0; 1 where the uncertainty is unknown. */
double uncertainty_p_value(double deviation, struct uncertainty uncertainty);

/* The interval that could not be computed: both ends NaN. */
struct interval interval_unknown(void);

/* estimate - t * spread .. estimate + t * spread; unknown where either is not a number. */
struct interval interval_of_any(double estimate, struct uncertainty uncertainty, double confidence);

/* The same for an estimate that is positive, symmetric in its logarithm, of which `of_ln` is the uncertainty. */
struct interval interval_of_positive(double estimate, struct uncertainty of_ln, double confidence);

#endif
