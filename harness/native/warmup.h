/*
 * Calls a cell until its time no longer falls: the rule of harness/agent/warmup.js,
 * over a shorter time, since native code has no tiers to climb.
 */
#ifndef TOLLGATE_NATIVE_WARMUP_H
#define TOLLGATE_NATIVE_WARMUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cell.h"

struct warmed {
  uint64_t calls;
  bool steady;
  double iteration_ns;
};

/* Called for each call that belongs on the warm-up curve. */
typedef void curve_point(void *context, uint64_t call, uint64_t elapsed_ns);

/*
 * At most budget_ns long, give or take a call. `calls_before` calls were made already
 * (the first one by `open`); on_point may be NULL.
 */
struct warmed cell_warm(const struct cell *cell, uint64_t calls_before, uint64_t budget_ns, curve_point *on_point,
                        void *context);

#endif
