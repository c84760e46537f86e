/*
 * From a cell's samples to numbers with intervals.
 *
 * Random numbers are seeded from text: which processes are chosen, from the list of
 * the cell's processes, so that cells of one run are resampled jointly and machine
 * states cancel in their ratio; which samples, from the cell's key. So neither other
 * cells nor the order of rows can change a result.
 */
#include "tollgate/estimate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/bootstrap.h"
#include "stats/quantile.h"
#include "stats/quiet.h"
#include "stats/random.h"
#include "tollgate/memory.h"

double estimate_time(const struct cell *cell)
{
    return quiet_time(cell->quiet_ns, cell->process_count);
}

static uint64_t seed_of_processes(const struct cell *cell)
{
    uint64_t seed = 0;

    for (size_t i = 0; i < cell->process_count; i++) {
        const struct process *const process = &cell->processes[i];
        seed = random_seed_of(process->run, strlen(process->run), seed + process->number);
    }
    return seed;
}

bool estimate_replicates(const struct cell *cell, double *replicates)
{
    if (cell->sample_count < LEAST_SAMPLES)
        return false;

    if (cell->process_count > 1) {
        bootstrap_processes(cell->quiet_ns, cell->process_count, seed_of_processes(cell), replicates, REPLICATES);
    } else {
        const struct cell_name name = cell_name(&cell->key, '\t');
        const struct process *const only = &cell->processes[0];
        bootstrap_quantile(only->sorted, only->count, QUIET_QUANTILE,
                           random_seed_of(name.text, strlen(name.text), 0), replicates, REPLICATES);
    }
    return true;
}

struct interval estimate_time_interval(const struct cell *cell)
{
    double replicates[REPLICATES];

    if (!estimate_replicates(cell, replicates))
        return interval_unknown();
    return interval_of_positive(estimate_time(cell), replicates, REPLICATES,
                                interval_factor(INTERVAL_REPEAT, cell->process_count));
}

struct ratio estimate_ratio(const struct cell *base, const struct cell *cell)
{
    struct ratio ratio = {estimate_time(base) / estimate_time(cell), interval_unknown()};
    double bases[REPLICATES];
    double replicates[REPLICATES];

    if (!estimate_replicates(base, bases) || !estimate_replicates(cell, replicates))
        return ratio;
    for (size_t i = 0; i < REPLICATES; i++)
        replicates[i] = bases[i] / replicates[i];

    const double factor = fmax(interval_factor(INTERVAL_TRUTH, base->process_count),
                               interval_factor(INTERVAL_TRUTH, cell->process_count));
    ratio.interval = interval_of_positive(ratio.value, replicates, REPLICATES, factor);
    return ratio;
}

const char *estimate_verdict(const struct ratio *ratio)
{
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
