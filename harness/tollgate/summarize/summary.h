/* What the parts of `tollgate summarize` share. */
#ifndef TOLLGATE_SUMMARY_H
#define TOLLGATE_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "tollgate/run/floors.h"
#include "tollgate/run/samples.h"

/* What is summarised: the samples, and the floor below which no verdict is given. */
struct summary {
    const struct samples *samples;
    struct floors floors;
};

struct summary_title {
    char text[2200];
};

/* Whether the median is far above the quiet time, or the processes are far apart. */
bool summary_is_unsteady(const struct cell *cell);

/*
 * Prints cells[count], which share experiment, kernel, machine and n and run in many engines: a row a variant and
 * a column an engine, in as many blocks as it takes. What the signs mean says the legend.
 */
void summary_print_matrix(const struct summary *summary, const char *title, const struct cell *cells, size_t count,
                          FILE *out);
void summary_print_legend(FILE *out);

#endif
