/* How much the same code differs from itself: variants that were measured twice, as if they were two. */
#ifndef TOLLGATE_SUMMARIZE_TWINS_H
#define TOLLGATE_SUMMARIZE_TWINS_H

#include <stddef.h>

#include "tollgate/summarize/run_folder.h"

/* Processes of a block: as many as a run has at least. */
enum { TWINS_BLOCK = 5 };

/* Squares of the differences of some comparisons, as parts of the time. */
struct differences {
    double squares;
    size_t count;
};

/* What 95 % of such differences stay below, relative; NaN if there are none. */
double differences_floor(const struct differences *differences);

struct twin_pair {
    const struct cell *cell;
    const struct cell *again;
    struct differences pairs;   /* of twins in the same processes, by quiet time */
    struct differences medians; /* the same by the median */
    struct differences reruns;  /* of a cell in a block and in the next */
};

struct twins {
    struct twin_pair *all; /* in the order of cell_compare(); [count] */
    size_t count;
    double *p_values; /* of all comparisons of twins; [comparisons] */
    size_t comparisons;
    size_t different; /* those whose 95 % interval excludes 1 */
};

/* Those of all experiments of the form, with a block of processes at least. */
struct twins twins_find(const struct samples *samples, const struct measured_list *list);
void twins_free(struct twins *twins);

/* How many comparisons are called different after correction for their number (Holm). */
size_t twins_proven_different(const struct twins *twins);

#endif
