/* The line through the times of a sweep: so much a call, and so much an element. */
#ifndef TOLLGATE_SUMMARIZE_SWEEP_FIT_H
#define TOLLGATE_SUMMARIZE_SWEEP_FIT_H

#include <stdbool.h>
#include <stddef.h>

#include "tollgate/run/estimate.h"
#include "tollgate/summarize/sweep.h"

/* What a fit needs of a sweep: a number a cell, [sweep->count] each. */
struct fit {
    const struct sweep *sweep;
    double *calls;
    double *elements;
    double *times; /* quiet times, ns */
};

struct fit fit_start(const struct sweep *sweep);
void fit_free(struct fit *fit);

/*
 * The same with each unit left out in turn, [set.count] each: from all batch sizes, and from the JavaScript that the
 * break-even batch is measured against, at once. A slow process is slow in all.
 */
struct left_out {
    struct unit_set set;
    double *times;    /* of each cell of the sweep: [sweep->count][set.count] */
    double *bases;    /* ns per element of the base */
    double *calls;    /* room for a result a unit */
    double *elements; /* and for another */
    double effective; /* units that weigh something (quiet.h), the least of all cells */
};

/* base: what the sweep is held against, or NULL. */
struct left_out left_out_start(const struct sweep *sweep, const struct cell *base);
void left_out_free(struct left_out *left_out);

/*
 * Fits the line without each unit in turn: its ns a call go to left_out->calls, its ns an element to
 * left_out->elements. False where a line cannot be fitted.
 */
bool fit_left_out(const struct fit *fit, struct left_out *left_out);

/* The 95 % interval of a value, ns, whose values with each unit left out are values[left_out->set.count]. */
struct interval left_out_interval(const struct left_out *left_out, double value, const double *values);

#endif
