/* Quiet time: what the work takes when nothing disturbs it. */
#ifndef TOLLGATE_STATS_QUIET_H
#define TOLLGATE_STATS_QUIET_H

#include <stddef.h>

/* The quantile that is taken within a process. */
#define QUIET_QUANTILE 0.1

/* A process that is slower than the quietest by this part counts 1/e of it. */
#define QUIET_SOFTNESS 0.03

/* The 10 % quantile (definition 7) of one process: sorted[count], ns per iteration, ascending. NaN if count is 0. */
double quiet_of_process(const double *sorted, size_t count);

/*
 * Quiet time of a cell in ns per iteration, from quiet[count], one > 0 a process: their
 * geometric mean with weights (quietest / quiet)^(1 / QUIET_SOFTNESS). NaN if count is 0.
 */
double quiet_time(const double *quiet, size_t count);

/*
 * Fills left_out[count] with the quiet time of all processes but one, for each in turn:
 * what the jackknife asks for. NaN if count is 1. Takes O(count).
 */
void quiet_times_left_out(const double *quiet, size_t count, double *left_out);

/*
 * How many equally quiet processes would weigh as much as these: (sum of weights)^2 / sum
 * of their squares (Kish 1965), 1..count. NaN if count is 0.
 */
double quiet_effective(const double *quiet, size_t count);

/*
 * The clock's step as sorted[count] shows it: the smallest difference between neighbours that
 * differ, ns per iteration. NaN if all are equal. With a fine clock it is next to nothing.
 */
double quiet_resolution(const double *sorted, size_t count);

/*
 * Variance of ln(time_ns) that a clock with such steps adds: a reading is off by up to a step
 * either way. A step that is not known is taken for the largest with which a sample may be taken (docs/METHODOLOGY.md).
 */
double quiet_resolution_variance(double resolution_ns, double time_ns);

/* How far processes disagree: the largest of quiet[count] over the smallest, 1 or more. NaN if count is 0. */
double quiet_spread(const double *quiet, size_t count);

#endif
