/*
 * Warm-up of native code: page faults, caches, branch predictors, the clock of
 * the core. No tiers and no background compiler.
 */
#include "warmup.h"

#include <math.h>

#include "clock.h"

static const uint64_t SINGLE_CALLS = 4096;
static const uint64_t EVERY_CALL_UNTIL = 100;
static const double CALLS_A_DECADE = 40.0;
/* A compiler may take out a loop over nothing, and then no number is large enough. */
static const double MOST_ITERATIONS = 1e12;

static bool on_curve(uint64_t call)
{
    if (call <= EVERY_CALL_UNTIL)
        return true;
    return floor(log10((double)call) * CALLS_A_DECADE) > floor(log10((double)call - 1) * CALLS_A_DECADE);
}

/* Runs calls of progress->step iterations for about block_ns. */
static struct block run_block(const struct cell *cell, struct progress *progress, uint64_t block_ns,
                              curve_point *on_point, void *context)
{
    const uint64_t start = clock_ns();
    uint64_t end;
    uint64_t calls = 0;
    do {
        const uint64_t before = clock_ns(); /* again: printing a point takes time as well */
        cell_run(cell, progress->step);
        end = clock_ns();
        calls += progress->step;
        if (progress->step == 1 && on_point != NULL && on_curve(progress->calls + calls)) {
            on_point(context, progress->calls + calls, end - before);
        }
    } while (end - start < block_ns);
    progress->calls += calls;
    return (struct block){.last_call = progress->calls, .call_ns = (double)(end - start) / (double)calls};
}

size_t cell_warm(const struct cell *cell, struct progress *progress, const struct ask *ask, struct block *blocks,
                 curve_point *on_point, void *context)
{
    size_t count = 0;
    const uint64_t start = clock_ns();
    for (uint64_t spent = 0; spent < ask->budget_ns && count < MOST_BLOCKS; spent = clock_ns() - start) {
        if (spent >= ask->least_ns && count >= ask->least_blocks)
            break;
        blocks[count] = run_block(cell, progress, ask->block_ns, on_point, context);
        if (progress->calls > SINGLE_CALLS) {
            const double step = ceil((double)ask->block_ns / 4.0 / blocks[count].call_ns);
            progress->step = (size_t)fmin(fmax(1.0, step), MOST_ITERATIONS);
        }
        count++;
    }
    return count;
}
