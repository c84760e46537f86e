/*
 * Warm-up of native code: page faults, caches, branch predictors, the clock of
 * the core. No tiers and no background compiler, so 5 ms do where a JavaScript
 * engine gets 25; the rule for steady is that of harness/agent/warmup.js.
 */
#include "warmup.h"

#include <math.h>
#include <stdlib.h>

#include "clock.h"

static const uint64_t BLOCK_NS = 1000000;
static const uint64_t LEAST_NS = 5000000;
static const double STEADY_RATIO = 0.98;
static const uint64_t SINGLE_CALLS = 4096;
static const uint64_t EVERY_CALL_UNTIL = 100;
static const double CALLS_A_DECADE = 40.0;
/* A compiler may take out a loop over nothing, and then no number is large enough. */
static const double MOST_ITERATIONS = 1e12;
enum { LEAST_BLOCKS = 6, MAX_BLOCKS = 8192 };

static double least(const double *times, size_t from, size_t to) {
  double smallest = INFINITY;
  for (size_t i = from; i < to; i++) smallest = fmin(smallest, times[i]);
  return smallest;
}

static bool is_steady(const double *blocks, size_t count) {
  const size_t later = (count + 1) / 2;
  return least(blocks, later, count) >= STEADY_RATIO * least(blocks, 1, later);
}

static bool on_curve(uint64_t call) {
  if (call <= EVERY_CALL_UNTIL) return true;
  return floor(log10((double)call) * CALLS_A_DECADE) > floor(log10((double)call - 1) * CALLS_A_DECADE);
}

/* Runs calls of `step` iterations for about BLOCK_NS; returns the mean ns of an iteration. */
static double run_block(const struct cell *cell, size_t step, struct warmed *warmed, curve_point *on_point,
                        void *context) {
  const uint64_t start = clock_ns();
  uint64_t end;
  uint64_t calls = 0;
  do {
    const uint64_t before = clock_ns(); /* again: printing a point takes time as well */
    cell_run(cell, step);
    end = clock_ns();
    calls += step;
    if (step == 1 && on_point != NULL && on_curve(warmed->calls + calls)) {
      on_point(context, warmed->calls + calls, end - before);
    }
  } while (end - start < BLOCK_NS);
  warmed->calls += calls;
  return (double)(end - start) / (double)calls;
}

struct warmed cell_warm(const struct cell *cell, uint64_t calls_before, uint64_t budget_ns, curve_point *on_point,
                        void *context) {
  static double blocks[MAX_BLOCKS];
  struct warmed warmed = {.calls = calls_before, .steady = false, .iteration_ns = 0.0};
  size_t count = 0;
  size_t step = 1;
  const uint64_t start = clock_ns();
  while (count == 0 || (clock_ns() - start < budget_ns && count < MAX_BLOCKS)) {
    blocks[count++] = run_block(cell, step, &warmed, on_point, context);
    if (warmed.calls > SINGLE_CALLS) {
      step = (size_t)fmin(ceil((double)BLOCK_NS / 4.0 / blocks[count - 1]), MOST_ITERATIONS);
    }
    if (count >= LEAST_BLOCKS && clock_ns() - start >= LEAST_NS && is_steady(blocks, count)) {
      warmed.steady = true;
      break;
    }
  }
  warmed.iteration_ns = least(blocks, count / 2, count);
  return warmed;
}
