/* Order statistics: sorting, selection, quantiles, median, MAD. */
#ifndef TOLLGATE_STATS_QUANTILE_H
#define TOLLGATE_STATS_QUANTILE_H

#include <stddef.h>

/*
 * Where the p-quantile of `count` sorted values lies, by definition 7 of Hyndman
 * & Fan 1996 (R's and NumPy's default): (1 - weight) x[lower] + weight x[lower + 1],
 * with lower + weight = (count - 1) p and 0 <= weight < 1. p is clamped to [0, 1].
 */
struct quantile_position {
    size_t lower;
    double weight;
};
struct quantile_position quantile_position(size_t count, double p);

/* Sorts values[count] in place, ascending. NaN is not allowed. */
void sort_ascending(double *values, size_t count);

/* The p-quantile of sorted[count], ascending; NaN if count is 0. */
double quantile_of_sorted(const double *sorted, size_t count, double p);

/*
 * The k-th smallest of values[count], k from 0, in expected O(count).
 * Reorders values: none before k is larger, none after k is smaller.
 * NaN if k >= count.
 */
double select_kth(double *values, size_t count, size_t k);

/* Middle value of values[count], or the mean of the middle pair. Reorders; NaN if count is 0. */
double median_of(double *values, size_t count);

/*
 * Median absolute deviation: median of |values[i] - centre|, unscaled (times 1.4826
 * it estimates a normal distribution's sigma). Overwrites values; NaN if count is 0.
 */
double median_absolute_deviation(double *values, size_t count, double centre);

#endif
