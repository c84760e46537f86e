/*
 * From two runs to verdicts: the rule of docs/METHODOLOGY.md, "When is a change proven?".
 *
 * Two families of tests, each by Holm over all cells: is there a change (verdicts), and is
 * it larger than the threshold (the exit code). A regression needs both, so that no cell is
 * one that the table does not call slower.
 */
#include "tollgate/compare/changes.h"

#include <math.h>
#include <stdlib.h>

#include "tollgate/run/estimate.h"
#include "tollgate/text/memory.h"

/* With a threshold of 0 there still has to be a size of change that should show. */
static const double NOISY_WITHOUT_THRESHOLD = 0.05;

/* Whether both sides have the same runs, one run of each side after the other, and so many that it is no chance. */
static bool are_in_turns(const struct cell *base, const struct cell *fresh)
{
    return estimate_is_paired(base, fresh) && base->units[0].number == 0;
}

/* A drift of the machine between runs is the same on both sides of runs in turns, so the floor within runs holds. */
static double floor_of(const struct noise_floor *floor, bool in_turns)
{
    if (!floor)
        return NAN;
    return in_turns ? floor->within : floor->rerun;
}

static double larger_floor(const struct change_inputs *inputs, const struct cell *base, const struct cell *fresh)
{
    const bool in_turns = are_in_turns(base, fresh);

    return fmax(floor_of(floors_find(inputs->base_floors, &base->key), in_turns),
                floor_of(floors_find(inputs->fresh_floors, &fresh->key), in_turns));
}

/* One-sided p of "deviation <= 0", from the two-sided one of "deviation = 0". */
static double one_sided(double deviation, struct uncertainty uncertainty)
{
    const double both = uncertainty_p_value(deviation, uncertainty);

    if (isnan(uncertainty.spread) || isnan(uncertainty.freedom))
        return 1;
    return deviation > 0 ? both / 2 : 1 - both / 2;
}

static struct change change_of(const struct change_inputs *inputs, const struct cell *base, const struct cell *fresh)
{
    const struct ratio ratio = estimate_change(base, fresh);
    const double slowdown = -log(ratio.value);

    return (struct change){
        .base = base,
        .fresh = fresh,
        .old_ns = estimate_time(base),
        .new_ns = estimate_time(fresh),
        .value = 1 / ratio.value - 1,
        .interval = {1 / ratio.interval.high - 1, 1 / ratio.interval.low - 1},
        .p = uncertainty_p_value(slowdown, ratio.of_ln),
        .p_threshold = one_sided(slowdown - log1p(inputs->threshold), ratio.of_ln),
        .floor = larger_floor(inputs, base, fresh),
    };
}

static void adjust_p_values(struct changes *changes)
{
    const size_t count = changes->count;
    double *const of_change = allocate(count, sizeof *of_change);
    double *const of_threshold = allocate(count, sizeof *of_threshold);

    for (size_t i = 0; i < count; i++) {
        of_change[i] = changes->all[i].p;
        of_threshold[i] = changes->all[i].p_threshold;
    }
    double *const change_adjusted = estimate_adjusted(of_change, count);
    double *const threshold_adjusted = estimate_adjusted(of_threshold, count);
    for (size_t i = 0; i < count; i++) {
        changes->all[i].p_adjusted = change_adjusted[i];
        changes->all[i].p_threshold = threshold_adjusted[i];
    }
    free(of_change);
    free(of_threshold);
    free(change_adjusted);
    free(threshold_adjusted);
}

static void judge(struct changes *changes, struct change *change)
{
    const bool proven = change->p_adjusted < FAMILY_ERROR;

    change->below_floor = proven && estimate_is_below(1 + change->value, change->floor);
    if (!proven || change->below_floor)
        change->verdict = CHANGE_UNPROVEN;
    else
        change->verdict = change->value > 0 ? CHANGE_SLOWER : CHANGE_FASTER;
    change->regression = change->verdict == CHANGE_SLOWER && change->p_threshold < FAMILY_ERROR;
    changes->verdicts[change->verdict]++;
    changes->regressions += change->regression;
    changes->noisy += change_is_noisy(changes, change);
}

/* The largest slowdown first, then the largest gain, then what is not proven; no change is a tie for qsort(). */
static int compare_changes(const void *left, const void *right)
{
    const struct change *const a = left;
    const struct change *const b = right;
    const double ahead = a->verdict == CHANGE_FASTER ? b->value - a->value : a->value - b->value;

    if (a->verdict != b->verdict)
        return a->verdict < b->verdict ? -1 : 1;
    if (ahead > 0 || ahead < 0)
        return ahead > 0 ? -1 : 1;
    return cell_compare(&a->base->key, &b->base->key);
}

struct cell_key change_key(const struct samples *samples, const struct samples *others, const struct cell_key *key)
{
    struct cell_key found = *key;

    if (samples->machine_count == 1 && others->machine_count == 1)
        found.machine = others->machines[0];
    return found;
}

struct changes changes_of(const struct change_inputs *inputs)
{
    const double threshold = inputs->threshold;
    struct changes changes = {
        .all = allocate(inputs->base->cell_count, sizeof *changes.all),
        .noisy_above = threshold > 0 ? threshold : NOISY_WITHOUT_THRESHOLD,
    };

    for (size_t i = 0; i < inputs->base->cell_count; i++) {
        const struct cell *const base = &inputs->base->cells[i];
        const struct cell_key key = change_key(inputs->base, inputs->fresh, &base->key);
        const struct cell *const fresh = base->checks_differ ? NULL : samples_find(inputs->fresh, &key);
        if (fresh)
            changes.all[changes.count++] = change_of(inputs, base, fresh);
    }
    adjust_p_values(&changes);
    for (size_t i = 0; i < changes.count; i++)
        judge(&changes, &changes.all[i]);
    if (changes.count > 0)
        qsort(changes.all, changes.count, sizeof *changes.all, compare_changes);
    return changes;
}

void changes_free(struct changes *changes)
{
    free(changes->all);
    *changes = (struct changes){0};
}

bool changes_too_noisy(const struct changes *changes)
{
    return changes->count > 0 && 2 * changes->noisy >= changes->count;
}

bool change_is_noisy(const struct changes *changes, const struct change *change)
{
    return !change_interval_known(change) || (change->interval.high - change->interval.low) / 2 > changes->noisy_above;
}

bool change_interval_known(const struct change *change)
{
    return isfinite(change->interval.low) && isfinite(change->interval.high);
}

const char *change_verdict(const struct change *change)
{
    static const char *const words[CHANGE_VERDICTS] = {"slower", "faster", NO_DIFFERENCE};

    return words[change->verdict];
}
