/* Two runs of the same cells: what changed, and what of that is proven. */
#ifndef TOLLGATE_CHANGES_H
#define TOLLGATE_CHANGES_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/interval.h"
#include "tollgate/run/floors.h"
#include "tollgate/run/samples.h"

/* Chance of one wrong verdict or more in a comparison of all cells. */
#define FAMILY_ERROR 0.05

/* In the order of reports: worst first. */
enum change_verdict { CHANGE_SLOWER, CHANGE_FASTER, CHANGE_UNPROVEN, CHANGE_VERDICTS };

/* One cell in both runs. Changes are relative: new time over old time, minus 1; positive is slower. */
struct change {
    const struct cell *base;
    const struct cell *fresh;
    double old_ns;
    double new_ns;
    double value;
    struct interval interval; /* 95 %, of this change alone; NaN where unknown */
    double p;                 /* of "no change", two-sided; 1 where unknown */
    double p_adjusted;        /* the same by Holm over all cells */
    double p_threshold;       /* of "no slower than the threshold", by Holm over all cells */
    double floor;             /* the larger of the two runs', NaN: none */
    bool below_floor;         /* proven by its p-value, but smaller than the floor */
    enum change_verdict verdict;
    bool regression; /* proven slower by more than the threshold */
};

struct changes {
    struct change *all; /* worst first; [count] */
    size_t count;
    size_t verdicts[CHANGE_VERDICTS];
    size_t regressions;
    size_t noisy; /* intervals unknown, or reaching further than noisy_above to either side */
    double noisy_above;
};

/* What is compared. A run without floor.csv has floors without rows. */
struct change_inputs {
    const struct samples *base;
    const struct samples *fresh;
    const struct floors *base_floors;
    const struct floors *fresh_floors;
    double threshold; /* relative, 0 or more */
};

/*
 * The key of the cell in another run that a cell is compared with: the same, with the same machine. Where each run has
 * one machine only, the machine's name may differ, because containers and CI services give a new name every time.
 */
struct cell_key change_key(const struct samples *samples, const struct samples *others, const struct cell_key *key);

/* Of all cells that are in both; they point into the samples. Cells with wrong results are in neither. */
struct changes changes_of(const struct change_inputs *inputs);

void changes_free(struct changes *changes);

/* Whether half of the cells or more are too noisy for a regression of a few thresholds to show. */
bool changes_too_noisy(const struct changes *changes);

/* Whether the interval of a change is unknown, or reaches further than noisy_above. */
bool change_is_noisy(const struct changes *changes, const struct change *change);

/* Whether there is an interval at all. */
bool change_interval_known(const struct change *change);

/* "faster", "slower" or "no difference proven". */
const char *change_verdict(const struct change *change);

#endif
