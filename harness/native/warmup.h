/*
 * Calls a cell in blocks and says how long each took, as harness/agent/warmup.js
 * does. Whether that is enough, the runner decides (harness/methods/rounds/warmup.js).
 */
#ifndef TOLLGATE_NATIVE_WARMUP_H
#define TOLLGATE_NATIVE_WARMUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cell.h"

/* Kept from one request to the next. */
struct progress {
    uint64_t calls; /* made so far */
    size_t step;    /* iterations that a call of the body does now */
};

/* Both `least` are met, unless the budget ends before; budget_ns give or take a call. */
struct ask {
    uint64_t budget_ns;
    uint64_t least_ns;
    uint64_t least_blocks;
    uint64_t block_ns;
};

struct block {
    uint64_t last_call; /* its number, from the very first */
    double call_ns;     /* mean over its calls */
};

enum { MOST_BLOCKS = 16384 };

/* Called for each call that belongs on the warm-up curve. */
typedef void curve_point(void *context, uint64_t call, uint64_t elapsed_ns);

/* Fills blocks[MOST_BLOCKS]; returns how many there are. on_point may be NULL. */
size_t cell_warm(const struct cell *cell, struct progress *progress, const struct ask *ask, struct block *blocks,
                 curve_point *on_point, void *context);

#endif
