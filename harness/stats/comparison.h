/* How sure a quiet time, or the ratio or difference of two, is: from what each process changes. */
#ifndef TOLLGATE_STATS_COMPARISON_H
#define TOLLGATE_STATS_COMPARISON_H

#include <stddef.h>

#include "stats/interval.h"

/*
 * Uncertainty of ln(time) from left_out[count], the quiet time with each of `count` processes
 * left out in turn (quiet.h), `effective` processes, and the clock's variance.
 * Overwrites left_out.
 */
struct uncertainty comparison_of_time(double *left_out, size_t count, double effective, double clock_variance);

/*
 * Uncertainty of ln(base / cell), where the same process was left out of both at once:
 * the smaller of their effective numbers, and both clock variances added. Overwrites cells.
 */
struct uncertainty comparison_of_ratio(const double *bases, double *cells, size_t count, double effective,
                                       double clock_variance);

/*
 * Uncertainty of ln(time) from quiet[count], one a process (quiet.h), and the clock's step as
 * quiet_resolution() says it. left_out[count] is overwritten.
 */
struct uncertainty comparison_of_quiet(const double *quiet, size_t count, double resolution, double *left_out);

/*
 * Uncertainty of ln(base / cell) from the same of two cells in the same processes.
 * left_out[2 * count] is overwritten.
 */
struct uncertainty comparison_of_pair(const double *bases, const double *cells, size_t count, double base_resolution,
                                      double cell_resolution, double *left_out);

/*
 * Uncertainty of cell - control, ns, from both quiet times with the same process left out of
 * both at once, ns; the smaller of their effective numbers, and both clock variances added, ns^2.
 * Overwrites cells.
 */
struct uncertainty comparison_of_difference(const double *controls, double *cells, size_t count, double effective,
                                            double clock_variance);

/*
 * Uncertainty of cell - control, ns, as comparison_of_pair() has that of a ratio.
 * left_out[2 * count] is overwritten.
 */
struct uncertainty comparison_of_pair_difference(const double *controls, const double *cells, size_t count,
                                                 double control_resolution, double cell_resolution, double *left_out);

#endif
