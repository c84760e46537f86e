/* From a cell's samples to numbers with intervals. */
#ifndef TOLLGATE_ESTIMATE_H
#define TOLLGATE_ESTIMATE_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/interval.h"
#include "tollgate/run/samples.h"

/* Quiet time of one iteration, ns. */
double estimate_time(const struct cell *cell);

/* Its 95 % interval, as to a repeat of the run; unknown with a single process. */
struct interval estimate_time_interval(const struct cell *cell);

struct ratio {
    double value; /* the base's quiet time over the cell's: above 1, the cell is faster */
    struct uncertainty of_ln;
    struct interval interval; /* 95 % */
};

/* A cell against a base of the same run: in processes that both have, what slowed one slowed the other. */
struct ratio estimate_ratio(const struct cell *base, const struct cell *cell);

/*
 * A cell against one of another run: all units are independent, unless both have the same ones
 * (runs of the same names, processes of the same numbers), which then belong together.
 */
struct ratio estimate_change(const struct cell *base, const struct cell *cell);

/* Whether two cells of different runs belong together so. */
bool estimate_is_paired(const struct cell *base, const struct cell *cell);

/*
 * "faster", "slower" or "no difference proven": the last also where there is no interval, and
 * where estimate_is_below() says so.
 */
const char *estimate_verdict(const struct ratio *ratio, double floor);

/* Whether a ratio of times differs from 1 by no more than `floor` (relative; NaN for none). */
bool estimate_is_below(double ratio, double floor);

/* What verdicts say where nothing is proven. */
extern const char NO_DIFFERENCE[];

/* The p values p[count] of tests that belong together, adjusted by Holm (holm.h); the caller frees them. */
double *estimate_adjusted(const double *p, size_t count);

struct difference {
    double value;             /* the cell's quiet time less the control's, ns an iteration */
    struct interval interval; /* 95 %, of the true difference */
};

/* A cell less a control of the same run: a process is left out of both at once, as in estimate_ratio(). */
struct difference estimate_difference(const struct cell *control, const struct cell *cell);

/* "resolved": all of the interval is above 0; "below the control": all below; else, and without one, "not resolved". */
const char *estimate_resolution(const struct difference *difference);

/* Median over processes of the medians within them, ns. */
double estimate_median(const struct cell *cell);

/* Median absolute deviation of all samples from their median, ns. */
double estimate_deviation(const struct cell *cell);

/* The units that any of some cells has, each once; [count]. Valid as long as the cells. */
struct unit_set {
    struct unit *items;
    size_t count;
};

struct unit_set unit_set_of(const struct cell *const *cells, size_t cell_count);
void unit_set_free(struct unit_set *set);

/* Fills times[set->count] with the cell's quiet time when each unit of the set is left out in turn, ns. */
void estimate_times_left_out(const struct cell *cell, const struct unit_set *set, double *times);

/* How many units weigh something (quiet_effective()). */
double estimate_effective(const struct cell *cell);

#endif
