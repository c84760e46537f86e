/* What the parts of `tollgate boundary` share. */
#ifndef TOLLGATE_BOUNDARY_H
#define TOLLGATE_BOUNDARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "tollgate/run/elements.h"
#include "tollgate/run/estimate.h"
#include "tollgate/run/facts.h"
#include "tollgate/run/floors.h"
#include "tollgate/run/samples.h"
#include "tollgate/text/problem.h"

/* A run: its samples, and what lies beside them. */
struct boundary {
    const struct samples *samples;
    struct floors floors;
    struct facts facts;
    struct elements elements;
};

/* A cell less the empty loop of its machine, engine, experiment, kernel, n and batch. */
struct net {
    const struct cell *control; /* NULL: there is none, or the cell is one; then all else is NaN */
    struct difference of_iteration;
};

struct net boundary_net(const struct samples *samples, const struct cell *cell);

/* Whether the cell is an empty loop. */
bool boundary_is_control(const struct cell_key *key);

/* The cells of an experiment that have the same results throughout; [count], the caller frees `all`. */
struct boundary_cells {
    const struct cell **all;
    size_t count;
};

struct boundary_cells boundary_cells(const struct samples *samples, const char *experiment);

/* Writes DIR/calls.csv, and its tables to `out`. */
bool boundary_calls(const struct boundary *boundary, const char *directory, FILE *out, struct problem *problem);

/* Writes DIR/<experiment>.csv for an experiment of any other kind, and its tables to `out`. */
bool boundary_items(const struct boundary *boundary, const char *experiment, const char *directory, FILE *out,
                    struct problem *problem);

/* Time, rate and speedup of a cell, an item each. */
struct item {
    const struct cell *cell;
    double ns; /* NaN where n is 0 */
    struct interval of_ns;
    double control_ns; /* NaN without; then there is no net time */
    struct difference net;
    double bytes;            /* 0 where bytes are not the matter */
    const char *element;     /* "" where kernels.csv has none */
    const struct cell *base; /* `js`, or NULL */
    struct ratio speedup;    /* of it; NaN without */
    const char *verdict;     /* "" without */
};

/* Tables of items[count] of the samples, which are in the order of cell_compare(). */
void boundary_print_items(const struct samples *samples, const struct item *items, size_t count, FILE *out);

#endif
