/* The jackknife: how much an estimate depends on each of the processes it was made from. */
#ifndef TOLLGATE_STATS_JACKKNIFE_H
#define TOLLGATE_STATS_JACKKNIFE_H

#include <stddef.h>

/*
 * Covariance of two estimates (Tukey 1958; Efron 1982, chapter 3) from their values with
 * each of `count` processes left out in turn, x[count] and y[count]. With y = x: the
 * variance. NaN if count is less than 2 or a value is not finite.
 */
double jackknife_covariance(const double *x, const double *y, size_t count);

#endif
