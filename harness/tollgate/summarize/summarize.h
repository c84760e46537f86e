/* What is made of the samples of one run. A function that could not do its work returns false, with the problem set. */
#ifndef TOLLGATE_SUMMARIZE_H
#define TOLLGATE_SUMMARIZE_H

#include <stdbool.h>
#include <stdio.h>

#include "tollgate/run/samples.h"
#include "tollgate/text/problem.h"

/* A command that takes one folder. */
typedef bool folder_function(const struct samples *, const char *directory, FILE *out, struct problem *);

/*
 * Writes DIR/summary.csv and DIR/ratios.csv, and tables of the experiments that are neither
 * swept nor boundary()'s to `out`.
 */
bool summarize(const struct samples *samples, const char *directory, FILE *out, struct problem *problem);

/*
 * Writes DIR/crossings.csv, or DIR/batching.csv, or both, as the experiments are, and their tables to
 * `out`. Variants with too few batch sizes are left out with a line on stderr.
 */
bool crossings(const struct samples *samples, const char *directory, FILE *out, struct problem *problem);

/*
 * Writes DIR/calls.csv, marshal.csv, memory.csv, gc.csv and dom.csv, each where that experiment has samples,
 * and their tables to `out`. Having none of them, or a cell of `calls` whose variant is of
 * another form, is a problem.
 */
bool boundary(const struct samples *samples, const char *directory, FILE *out, struct problem *problem);

/* Whether boundary() is about it. */
bool is_boundary_experiment(const char *experiment);

/*
 * Writes DIR/floor.csv, what identical code differs by (experiment `aa`), and its tables to
 * `out`. Having no twins with five processes is a problem.
 */
bool noise_floor(const struct samples *samples, const char *directory, FILE *out, struct problem *problem);

/* Whether crossings() is about that experiment: `crossings` or `batching`. */
bool is_swept(const char *experiment);

#endif
