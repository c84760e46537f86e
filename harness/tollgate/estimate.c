/*
 * From a cell's samples to numbers with intervals: stats/ applied to cells.
 *
 * Cells of one run were measured in the same processes, so a process is left out of
 * both at once, and what it did to both cancels in their ratio.
 */
#include "tollgate/estimate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/comparison.h"
#include "stats/quantile.h"
#include "stats/quiet.h"
#include "tollgate/memory.h"

double estimate_time(const struct cell *cell)
{
    return quiet_time(cell->quiet_ns, cell->process_count);
}

static double estimate_clock_variance(const struct cell *cell)
{
    return quiet_resolution_variance(cell->resolution_ns, estimate_time(cell));
}

/* Adds the processes of a cell; both lists are in the order of process_compare(). */
static void merge_processes(struct process_set *set, const struct cell *cell)
{
    const struct process **const merged = allocate(set->count + cell->process_count, sizeof(struct process *));
    size_t count = 0, ours = 0, theirs = 0;

    while (ours < set->count || theirs < cell->process_count) {
        const int order = ours == set->count ? 1
                          : theirs == cell->process_count
                              ? -1 : process_compare(set->items[ours], &cell->processes[theirs]);
        merged[count++] = order <= 0 ? set->items[ours] : &cell->processes[theirs];
        ours += order <= 0;
        theirs += order >= 0;
    }
    free(set->items);
    *set = (struct process_set){merged, count};
}

struct process_set process_set_of(const struct cell *const *cells, size_t cell_count)
{
    struct process_set set = {NULL, 0};

    for (size_t i = 0; i < cell_count; i++)
        merge_processes(&set, cells[i]);
    return set;
}

void process_set_free(struct process_set *set)
{
    free(set->items);
    *set = (struct process_set){NULL, 0};
}

void estimate_times_left_out(const struct cell *cell, const struct process_set *set, double *times)
{
    double *const left_out = allocate(cell->process_count, sizeof *left_out);
    const double whole = estimate_time(cell);
    size_t own = 0;

    quiet_times_left_out(cell->quiet_ns, cell->process_count, left_out);
    for (size_t i = 0; i < set->count; i++) {
        const bool has = own < cell->process_count && process_compare(set->items[i], &cell->processes[own]) == 0;
        times[i] = has ? left_out[own] : whole;
        own += has;
    }
    free(left_out);
}

static double effective_processes(const struct cell *cell)
{
    return quiet_effective(cell->quiet_ns, cell->process_count);
}

static struct uncertainty uncertainty_of_time(const struct cell *cell)
{
    double *const left_out = allocate(cell->process_count, sizeof *left_out);

    quiet_times_left_out(cell->quiet_ns, cell->process_count, left_out);
    const struct uncertainty uncertainty =
        comparison_of_time(left_out, cell->process_count, effective_processes(cell), estimate_clock_variance(cell));
    free(left_out);
    return uncertainty;
}

static struct uncertainty uncertainty_of_ratio(const struct cell *base, const struct cell *cell)
{
    const struct cell *const both[] = {base, cell};
    struct process_set set = process_set_of(both, 2);
    double *const bases = allocate(set.count, sizeof *bases);
    double *const cells = allocate(set.count, sizeof *cells);

    estimate_times_left_out(base, &set, bases);
    estimate_times_left_out(cell, &set, cells);
    const struct uncertainty uncertainty =
        comparison_of_ratio(bases, cells, set.count, fmin(effective_processes(base), effective_processes(cell)),
                            estimate_clock_variance(base) + estimate_clock_variance(cell));
    free(bases);
    free(cells);
    process_set_free(&set);
    return uncertainty;
}

struct interval estimate_time_interval(const struct cell *cell)
{
    return interval_of_positive(estimate_time(cell), uncertainty_of_repeat(uncertainty_of_time(cell)),
                                INTERVAL_CONFIDENCE);
}

static struct ratio ratio_of(const struct cell *base, const struct cell *cell, struct uncertainty of_ln)
{
    const double value = estimate_time(base) / estimate_time(cell);

    return (struct ratio){value, of_ln, interval_of_positive(value, of_ln, INTERVAL_CONFIDENCE)};
}

struct ratio estimate_ratio(const struct cell *base, const struct cell *cell)
{
    return ratio_of(base, cell, uncertainty_of_ratio(base, cell));
}

struct ratio estimate_change(const struct cell *base, const struct cell *cell)
{
    return ratio_of(base, cell, uncertainty_of_difference(uncertainty_of_time(base), uncertainty_of_time(cell)));
}

const char *estimate_verdict(const struct ratio *ratio, double floor)
{
    if (fabs(log(ratio->value)) <= log1p(floor))
        return "no difference proven";
    if (ratio->interval.low > 1)
        return "faster";
    if (ratio->interval.high < 1)
        return "slower";
    return "no difference proven";
}

double estimate_median(const struct cell *cell)
{
    double *const medians = allocate(cell->process_count, sizeof *medians);

    for (size_t i = 0; i < cell->process_count; i++)
        medians[i] = quantile_of_sorted(cell->processes[i].sorted, cell->processes[i].count, 0.5);

    const double median = median_of(medians, cell->process_count);
    free(medians);
    return median;
}

double estimate_deviation(const struct cell *cell)
{
    double *const all = allocate(cell->sample_count, sizeof *all);
    size_t place = 0;

    for (size_t i = 0; i < cell->process_count; i++) {
        memcpy(all + place, cell->processes[i].sorted, cell->processes[i].count * sizeof *all);
        place += cell->processes[i].count;
    }

    const double median = median_of(all, cell->sample_count);
    const double deviation = median_absolute_deviation(all, cell->sample_count, median);
    free(all);
    return deviation;
}
