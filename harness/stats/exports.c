/*
 * What the runner gets of the statistics core when it is compiled to WebAssembly
 * (build/stats.wasm, harness/stats/statistics.js): numbers go through one buffer in linear memory.
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

/*
 * Width, (high - low) / ratio, of the 95 % interval of the ratio of two cells that were measured
 * in the same processes: quiet[2 * processes], the base's first. NaN where unknown.
 */
EXPORTED(stats_ratio_width)
double stats_ratio_width(const double *quiet, uint32_t processes, double base_resolution, double cell_resolution)
{
    const double *const bases = quiet;
    const double *const cells = quiet + processes;
    double *const left_out = malloc(2 * (size_t)processes * sizeof *left_out);
    if (!left_out)
        return NAN;

    const double ratio = quiet_time(bases, processes) / quiet_time(cells, processes);
    const struct uncertainty of_ln =
        comparison_of_pair(bases, cells, processes, base_resolution, cell_resolution, left_out);
    free(left_out);
    const struct interval interval = interval_of_positive(ratio, of_ln, INTERVAL_CONFIDENCE);
    return (interval.high - interval.low) / ratio;
}

static void put_estimate(double *estimate, double value, struct interval interval)
{
    estimate[0] = value;
    estimate[1] = interval.low;
    estimate[2] = interval.high;
}

/*
 * The ratio of two cells, base over cell, that were measured in the same processes, from
 * quiet[2 * processes], the base's first: estimate[3] gets it and the ends of its 95 % interval, NaN where unknown.
 */
EXPORTED(stats_ratio)
void stats_ratio(const double *quiet, uint32_t processes, double base_resolution, double cell_resolution,
                 double *estimate)
{
    const double *const bases = quiet;
    const double *const cells = quiet + processes;
    const double ratio = quiet_time(bases, processes) / quiet_time(cells, processes);
    double *const left_out = malloc(2 * (size_t)processes * sizeof *left_out);
    const struct uncertainty of_ln =
        left_out ? comparison_of_pair(bases, cells, processes, base_resolution, cell_resolution, left_out)
                 : uncertainty_unknown();

    free(left_out);
    put_estimate(estimate, ratio, interval_of_positive(ratio, of_ln, INTERVAL_CONFIDENCE));
}

/* Variance of a time that a clock with such steps adds, ns^2. */
static double clock_variance(double time_ns, double resolution_ns)
{
    return time_ns * time_ns * quiet_resolution_variance(resolution_ns, time_ns);
}

/* The same of their difference, cell - control, ns; quiet holds the control's first. */
EXPORTED(stats_difference)
void stats_difference(const double *quiet, uint32_t processes, double control_resolution, double cell_resolution,
                      double *estimate)
{
    const double *const controls = quiet;
    const double *const cells = quiet + processes;
    const double control_ns = quiet_time(controls, processes);
    const double cell_ns = quiet_time(cells, processes);
    double *const left_out = malloc(2 * (size_t)processes * sizeof *left_out);
    struct uncertainty uncertainty = uncertainty_unknown();

    if (left_out) {
        quiet_times_left_out(controls, processes, left_out);
        quiet_times_left_out(cells, processes, left_out + processes);
        uncertainty = comparison_of_difference(
            left_out, left_out + processes, processes,
            fmin(quiet_effective(controls, processes), quiet_effective(cells, processes)),
            clock_variance(control_ns, control_resolution) + clock_variance(cell_ns, cell_resolution));
    }
    free(left_out);
    const double difference = cell_ns - control_ns;
    put_estimate(estimate, difference, interval_of_any(difference, uncertainty, INTERVAL_CONFIDENCE));
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
