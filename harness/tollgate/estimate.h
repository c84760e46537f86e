/* From a cell's samples to numbers with intervals. */
#ifndef TOLLGATE_ESTIMATE_H
#define TOLLGATE_ESTIMATE_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/interval.h"
#include "tollgate/samples.h"

enum { REPLICATES = 2000 };

/* Fewer samples than this, in all, give a time but no interval (ministat draws the same line). */
enum { LEAST_SAMPLES = 3 };

/* Quiet time of one iteration, ns. */
double estimate_time(const struct cell *cell);

/*
 * Bootstrap replicates of the quiet time; replicates[REPLICATES]. Cells measured in the
 * same processes are resampled jointly. Returns false if the cell has too few samples.
 */
bool estimate_replicates(const struct cell *cell, double *replicates);

/* 95 % interval of the quiet time, as to a repeat of the run; unknown with too few samples. */
struct interval estimate_time_interval(const struct cell *cell);

struct ratio {
    double value; /* the base's quiet time over the cell's: above 1, the cell is faster */
    struct interval interval;
};

/* A cell against a base. */
struct ratio estimate_ratio(const struct cell *base, const struct cell *cell);

/* "faster", "slower" or "no difference proven", the last also where there is no interval. */
const char *estimate_verdict(const struct ratio *ratio);

/* Median over processes of the medians within them, ns. */
double estimate_median(const struct cell *cell);

/* Median absolute deviation of all samples from their median, ns. */
double estimate_deviation(const struct cell *cell);

#endif
