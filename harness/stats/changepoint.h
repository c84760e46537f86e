/* Changepoint: did a series of timings move to another level, and where? */
#ifndef TOLLGATE_STATS_CHANGEPOINT_H
#define TOLLGATE_STATS_CHANGEPOINT_H

#include <stddef.h>

struct changepoint {
    size_t place;     /* values before the step, 1..count - 1; 0 where there are fewer than 2 values */
    double statistic; /* Pettitt's K: 0 (no order at all) .. place * (count - place) (all on one side) */
    double p;         /* chance of so large a K without a step, 0..1; 1 where place is 0 */
    double ratio;     /* median behind the step over the median before it; NaN where place is 0 */
};

/*
 * The likeliest single step in values[count], in the order in which they were
 * measured: Pettitt's rank test. p is approximate and on the safe side: 11 values are the
 * fewest in which any step has p < 0.05 (16: p < 0.01), and that in the middle alone.
 * NaN in values is not allowed. Takes O(count^2). place is 0 if memory runs out.
 */
struct changepoint changepoint_pettitt(const double *values, size_t count);

/*
 * Values before a step in values[count] that is both significant (p < alpha) and larger
 * than least_size (0.02: the medians differ by more than 2 % of the smaller); 0 where there is none.
 */
size_t changepoint_step(const double *values, size_t count, double least_size, double alpha);

#endif
