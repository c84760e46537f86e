/*
 * Quiet times t of all batch sizes of a sweep are fitted by t = call_ns * calls + element_ns * n, with
 * calls = ceil(n / batch). samples.csv does not say how many passes an iteration has, so a "call" here is all
 * the calls that one batch takes: one, for a kernel of one pass.
 */
#include "tollgate/summarize/sweep_fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/jackknife.h"
#include "stats/line.h"
#include "tollgate/text/memory.h"

static double calls_of(const struct cell *cell)
{
    return ceil((double)cell->key.n / (double)cell->key.batch);
}

struct fit fit_start(const struct sweep *sweep)
{
    struct fit fit = {
        .sweep = sweep,
        .calls = allocate(sweep->count, sizeof *fit.calls),
        .elements = allocate(sweep->count, sizeof *fit.elements),
        .times = allocate(sweep->count, sizeof *fit.times),
    };

    for (size_t i = 0; i < sweep->count; i++) {
        fit.calls[i] = calls_of(sweep->cells[i]);
        fit.elements[i] = (double)sweep->cells[i]->key.n;
        fit.times[i] = estimate_time(sweep->cells[i]);
    }
    return fit;
}

void fit_free(struct fit *fit)
{
    free(fit->calls);
    free(fit->elements);
    free(fit->times);
}

struct left_out left_out_start(const struct sweep *sweep, const struct cell *base)
{
    const struct cell **const cells = allocate(sweep->count + 1, sizeof *cells);

    memcpy(cells, sweep->cells, sweep->count * sizeof *cells);
    cells[sweep->count] = base;
    const struct unit_set set = unit_set_of(cells, sweep->count + (base ? 1 : 0));
    free(cells);
    struct left_out left_out = {
        .set = set,
        .times = allocate(sweep->count * set.count, sizeof(double)),
        .bases = allocate(set.count, sizeof(double)),
        .calls = allocate(set.count, sizeof(double)),
        .elements = allocate(set.count, sizeof(double)),
        .effective = INFINITY,
    };
    for (size_t i = 0; i < sweep->count; i++) {
        const struct cell *const cell = sweep->cells[i];
        estimate_times_left_out(cell, &set, left_out.times + i * set.count);
        left_out.effective = fmin(left_out.effective, estimate_effective(cell));
    }
    if (base) {
        estimate_times_left_out(base, &set, left_out.bases);
        for (size_t p = 0; p < set.count; p++)
            left_out.bases[p] /= (double)base->key.n;
    }
    return left_out;
}

void left_out_free(struct left_out *left_out)
{
    unit_set_free(&left_out->set);
    free(left_out->times);
    free(left_out->bases);
    free(left_out->calls);
    free(left_out->elements);
}

bool fit_left_out(const struct fit *fit, struct left_out *left_out)
{
    double *const times = allocate(fit->sweep->count, sizeof *times);
    bool fitted = true;

    for (size_t p = 0; fitted && p < left_out->set.count; p++) {
        struct line line = {0, 0};
        for (size_t i = 0; i < fit->sweep->count; i++)
            times[i] = left_out->times[i * left_out->set.count + p];
        fitted = line_fit(fit->calls, fit->elements, times, fit->sweep->count, &line);
        left_out->calls[p] = line.call_ns;
        left_out->elements[p] = line.element_ns;
    }
    free(times);
    return fitted;
}

struct interval left_out_interval(const struct left_out *left_out, double value, const double *values)
{
    const size_t count = left_out->set.count;
    const double variance = jackknife_covariance(values, values, count);

    return interval_of_any(value, uncertainty_of_processes(variance, count, left_out->effective), INTERVAL_CONFIDENCE);
}
