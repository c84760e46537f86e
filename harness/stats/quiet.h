/* Quiet time: what the work takes when nothing disturbs it. */
#ifndef TOLLGATE_STATS_QUIET_H
#define TOLLGATE_STATS_QUIET_H

#include <stddef.h>

/* The quantile that is taken within a process. */
#define QUIET_QUANTILE 0.1

/* The 10 % quantile (definition 7) of one process: sorted[count], ns per iteration, ascending. NaN if count is 0. */
double quiet_of_process(const double *sorted, size_t count);

/* Quiet time of a cell in ns per iteration: the smallest of quiet[count], one a process. NaN if count is 0. */
double quiet_time(const double *quiet, size_t count);

/* How far processes disagree: the largest of quiet[count] over the smallest, 1 or more. NaN if count is 0. */
double quiet_spread(const double *quiet, size_t count);

#endif
