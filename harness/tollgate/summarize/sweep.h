/* Cells that do the same work in batches of several sizes, and differ in nothing else. */
#ifndef TOLLGATE_SUMMARIZE_SWEEP_H
#define TOLLGATE_SUMMARIZE_SWEEP_H

#include <stdbool.h>
#include <stddef.h>

#include "tollgate/run/samples.h"
#include "tollgate/summarize/run_folder.h"

/* In no special order; [count], 1 or more. */
struct sweep {
    const struct cell **cells;
    size_t count;
};

/* Whether the cell at that place is the first of its sweep. A cell of no elements, or of wrong results, is in none. */
bool sweep_begins(const struct measured *measured, size_t place);

/* The sweep that the cell at that place begins; the caller frees `cells`. */
struct sweep sweep_of(const struct measured *measured, size_t first);

/* How many batch sizes there are. */
size_t sweep_count_batches(const struct sweep *sweep);

/* The place of the smallest batch. */
size_t sweep_smallest(const struct sweep *sweep);

/* The place of the next larger batch, or the next smaller one; sweep->count where there is none. */
size_t sweep_neighbour(const struct sweep *sweep, size_t place, bool larger);

/*
 * Of the variants in JavaScript of the key's engine and machine, each at its largest batch, the one with the smallest
 * time per element: of those of the key's setting, or, where there are none, of those without one. NULL: none at all.
 */
const struct cell *sweep_best_javascript(const struct measured *measured, const struct cell_key *key);

bool sweep_is_javascript(const struct cell_key *key);

/* Quiet time of an element, ns. */
double sweep_per_element(const struct cell *cell);

#endif
