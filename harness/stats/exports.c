/*
 * What JavaScript gets of the statistics core, when it is compiled to WebAssembly (build/stats.wasm): the runner and
 * the pages decide and show by the same code as the summary. Numbers go both ways through one buffer in linear memory,
 * that of stats_values(). harness/stats/statistics.js has the functions that JavaScript calls.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "stats/changepoint.h"
#include "stats/comparison.h"
#include "stats/quantile.h"
#include "stats/quiet.h"
#include "stats/stop.h"

#ifdef __wasm__
#define EXPORTED(name) __attribute__((export_name(#name)))
#else
#define EXPORTED(name)
#endif

/* Room for `count` numbers, valid until the next call; NULL if there is no memory. */
EXPORTED(stats_values) double *stats_values(uint32_t count)
{
    static double *values;
    double *const larger = realloc(values, ((size_t)count + 1) * sizeof *values);

    if (larger)
        values = larger;
    return larger;
}

/* Quiet time of a process, from values[count], ns per iteration in any order; sorts them. */
EXPORTED(stats_quiet_of_process) double stats_quiet_of_process(double *values, uint32_t count)
{
    sort_ascending(values, count);
    return quiet_of_process(values, count);
}

/* The clock's step as sorted[count] shows it (quiet.h). */
EXPORTED(stats_resolution) double stats_resolution(const double *sorted, uint32_t count)
{
    return quiet_resolution(sorted, count);
}

EXPORTED(stats_quiet_time) double stats_quiet_time(const double *quiet, uint32_t processes)
{
    return quiet_time(quiet, processes);
}

/* Two cells that were measured in the same processes: quiet times, one a process, ns, and steps of the clock, ns. */
struct pair {
    const double *bases; /* [processes] */
    const double *cells; /* [processes] */
    uint32_t processes;
    double base_resolution; /* quiet.h; NaN: unknown */
    double cell_resolution;
};

/* An estimate and its 95 % interval; the interval is NaN where it is unknown. */
struct estimate {
    double value;
    struct interval interval;
};

/* As estimate_ratio() of the summary. */
static struct estimate ratio_of(const struct pair *pair)
{
    const double ratio = quiet_time(pair->bases, pair->processes) / quiet_time(pair->cells, pair->processes);
    double *const left_out = malloc(2 * (size_t)pair->processes * sizeof *left_out);
    if (!left_out)
        return (struct estimate){ratio, interval_unknown()};

    const struct uncertainty of_ln = comparison_of_pair(pair->bases, pair->cells, pair->processes,
                                                        pair->base_resolution, pair->cell_resolution, left_out);
    free(left_out);
    return (struct estimate){ratio, interval_of_positive(ratio, of_ln, INTERVAL_CONFIDENCE)};
}

/* As estimate_difference() of the summary: the cell less the base. */
static struct estimate difference_of(const struct pair *pair)
{
    const double difference = quiet_time(pair->cells, pair->processes) - quiet_time(pair->bases, pair->processes);
    double *const left_out = malloc(2 * (size_t)pair->processes * sizeof *left_out);
    if (!left_out)
        return (struct estimate){difference, interval_unknown()};

    const struct uncertainty uncertainty = comparison_of_pair_difference(
        pair->bases, pair->cells, pair->processes, pair->base_resolution, pair->cell_resolution, left_out);
    free(left_out);
    return (struct estimate){difference, interval_of_any(difference, uncertainty, INTERVAL_CONFIDENCE)};
}

static void put_estimate(struct estimate estimate, double *found)
{
    found[0] = estimate.value;
    found[1] = estimate.interval.low;
    found[2] = estimate.interval.high;
}

/*
 * The ratio base / cell of two cells that were measured in the same processes, and its 95 % interval: value, low, high
 * to found[3]. quiet[2 * processes], the base's first. low and high are NaN where the interval is unknown.
 */
EXPORTED(stats_ratio_interval)
void stats_ratio_interval(const double *quiet, uint32_t processes, double base_resolution, double cell_resolution,
                          double *found)
{
    put_estimate(ratio_of(&(struct pair){quiet, quiet + processes, processes, base_resolution, cell_resolution}),
                 found);
}

/* The same for the difference cell - control, ns: quiet[2 * processes], the control's first. */
EXPORTED(stats_difference_interval)
void stats_difference_interval(const double *quiet, uint32_t processes, double control_resolution,
                               double cell_resolution, double *found)
{
    put_estimate(
        difference_of(&(struct pair){quiet, quiet + processes, processes, control_resolution, cell_resolution}), found);
}

/* How many processes there are to be, or 0 while that is not known (stop.h). */
EXPORTED(stats_stop_after) uint32_t stats_stop_after(uint32_t processes, uint32_t narrow, uint32_t earlier)
{
    return (uint32_t)stop_after(processes, narrow != 0, earlier);
}

/* See changepoint_step (changepoint.h). */
EXPORTED(stats_step) uint32_t stats_step(const double *values, uint32_t count, double least_size, double alpha)
{
    return (uint32_t)changepoint_step(values, count, least_size, alpha);
}
