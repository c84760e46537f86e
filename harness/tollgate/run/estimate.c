/*
 * From a cell's samples to numbers with intervals: stats/ applied to cells.
 *
 * Cells of one run were measured in the same processes, so a process is left out of
 * both at once, and what it did to both cancels in their ratio. So it is with two sides
 * that were measured in turns, whose turns have the same names.
 */
#include "tollgate/run/estimate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/comparison.h"
#include "stats/holm.h"
#include "stats/quantile.h"
#include "stats/quiet.h"
#include "tollgate/run/units.h"
#include "tollgate/text/memory.h"

double estimate_time(const struct cell *cell)
{
    return quiet_time(cell->unit_quiet_ns, cell->unit_count);
}

static double estimate_clock_variance(const struct cell *cell)
{
    return quiet_resolution_variance(cell->resolution_ns, estimate_time(cell));
}

/* Adds the units of a cell; both lists are in the order of unit_compare(). */
static void merge_units(struct unit_set *set, const struct cell *cell)
{
    struct unit *const merged = allocate(set->count + cell->unit_count, sizeof *merged);
    size_t count = 0, ours = 0, theirs = 0;

    while (ours < set->count || theirs < cell->unit_count) {
        const int order = ours == set->count         ? 1
                        : theirs == cell->unit_count ? -1
                                                     : unit_compare(&set->items[ours], &cell->units[theirs]);
        merged[count++] = order <= 0 ? set->items[ours] : cell->units[theirs];
        ours += order <= 0;
        theirs += order >= 0;
    }
    free(set->items);
    *set = (struct unit_set){merged, count};
}

struct unit_set unit_set_of(const struct cell *const *cells, size_t cell_count)
{
    struct unit_set set = {NULL, 0};

    for (size_t i = 0; i < cell_count; i++)
        merge_units(&set, cells[i]);
    return set;
}

void unit_set_free(struct unit_set *set)
{
    free(set->items);
    *set = (struct unit_set){NULL, 0};
}

void estimate_times_left_out(const struct cell *cell, const struct unit_set *set, double *times)
{
    double *const left_out = allocate(cell->unit_count, sizeof *left_out);
    const double whole = estimate_time(cell);
    size_t own = 0;

    quiet_times_left_out(cell->unit_quiet_ns, cell->unit_count, left_out);
    for (size_t i = 0; i < set->count; i++) {
        const bool has = own < cell->unit_count && unit_compare(&set->items[i], &cell->units[own]) == 0;
        times[i] = has ? left_out[own] : whole;
        own += has;
    }
    free(left_out);
}

double estimate_effective(const struct cell *cell)
{
    return quiet_effective(cell->unit_quiet_ns, cell->unit_count);
}

static struct uncertainty uncertainty_of_time(const struct cell *cell)
{
    double *const left_out = allocate(cell->unit_count, sizeof *left_out);

    const struct uncertainty uncertainty =
        comparison_of_quiet(cell->unit_quiet_ns, cell->unit_count, cell->resolution_ns, left_out);
    free(left_out);
    return uncertainty;
}

/* Both quiet times with each process left out that either has, from both at once. */
struct pair_left_out {
    double *bases;
    double *cells;
    size_t count;
    double effective; /* the smaller of the two */
};

static struct pair_left_out leave_out_of_both(const struct cell *base, const struct cell *cell)
{
    const struct cell *const both[] = {base, cell};
    struct unit_set set = unit_set_of(both, 2);
    const struct pair_left_out pair = {
        .bases = allocate(set.count, sizeof *pair.bases),
        .cells = allocate(set.count, sizeof *pair.cells),
        .count = set.count,
        .effective = fmin(estimate_effective(base), estimate_effective(cell)),
    };

    estimate_times_left_out(base, &set, pair.bases);
    estimate_times_left_out(cell, &set, pair.cells);
    unit_set_free(&set);
    return pair;
}

static void pair_free(const struct pair_left_out *pair)
{
    free(pair->bases);
    free(pair->cells);
}

static struct uncertainty uncertainty_of_ratio(const struct cell *base, const struct cell *cell)
{
    const struct pair_left_out pair = leave_out_of_both(base, cell);
    const struct uncertainty uncertainty =
        comparison_of_ratio(pair.bases, pair.cells, pair.count, pair.effective,
                            estimate_clock_variance(base) + estimate_clock_variance(cell));

    pair_free(&pair);
    return uncertainty;
}

/* The clock's part in the variance of the time itself, ns^2. */
static double absolute_clock_variance(const struct cell *cell)
{
    const double time_ns = estimate_time(cell);

    return time_ns * time_ns * estimate_clock_variance(cell);
}

struct difference estimate_difference(const struct cell *control, const struct cell *cell)
{
    const struct pair_left_out pair = leave_out_of_both(control, cell);
    const struct uncertainty uncertainty =
        comparison_of_difference(pair.bases, pair.cells, pair.count, pair.effective,
                                 absolute_clock_variance(control) + absolute_clock_variance(cell));
    const double value = estimate_time(cell) - estimate_time(control);

    pair_free(&pair);
    return (struct difference){value, interval_of_any(value, uncertainty, INTERVAL_CONFIDENCE)};
}

const char *estimate_resolution(const struct difference *difference)
{
    if (difference->interval.low > 0)
        return "resolved";
    if (difference->interval.high < 0)
        return "below the control";
    return "not resolved";
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

/* Whatever ran beside one ran beside the other: turns of the same name, processes of the same number. */
bool estimate_is_paired(const struct cell *base, const struct cell *cell)
{
    if (base->unit_count != cell->unit_count)
        return false;
    for (size_t i = 0; i < base->unit_count; i++)
        if (unit_compare(&base->units[i], &cell->units[i]) != 0)
            return false;
    return true;
}

struct ratio estimate_change(const struct cell *base, const struct cell *cell)
{
    if (estimate_is_paired(base, cell))
        return estimate_ratio(base, cell);
    return ratio_of(base, cell, uncertainty_of_difference(uncertainty_of_time(base), uncertainty_of_time(cell)));
}

const char NO_DIFFERENCE[] = "no difference proven";

bool estimate_is_below(double ratio, double floor)
{
    return fabs(log(ratio)) <= log1p(floor);
}

const char *estimate_verdict(const struct ratio *ratio, double floor)
{
    if (estimate_is_below(ratio->value, floor))
        return NO_DIFFERENCE;
    if (ratio->interval.low > 1)
        return "faster";
    if (ratio->interval.high < 1)
        return "slower";
    return NO_DIFFERENCE;
}

double *estimate_adjusted(const double *p, size_t count)
{
    const double **const scratch = allocate(count, sizeof *scratch);
    double *const adjusted = allocate(count, sizeof *adjusted);

    holm_adjust(p, count, scratch, adjusted);
    free(scratch);
    return adjusted;
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
