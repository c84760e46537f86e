/*
 * What a comparison comes to, in one line and an exit code.
 *
 * A regression that is proven stays one however noisy the other cells are, and "no
 * regression" is only said where one would have had a chance to show.
 */
#include "tollgate/compare/report.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/run/label.h"
#include "tollgate/text/exit_code.h"

enum { NAMED = 3 };

static void conclude_refusal(struct comparison *comparison)
{
    const struct sentences *const refusals = &comparison->conditions.refusals;

    for (size_t i = 0; i < refusals->count; i++)
        sentences_add(&comparison->conclusion, "%s", refusals->text[i]);
}

static void conclude_regression(struct comparison *comparison)
{
    const struct changes *const changes = &comparison->changes;
    struct sentences cells = {0};

    for (size_t i = 0; i < changes->count; i++)
        if (changes->all[i].regression)
            sentences_add(&cells, "%s (%s)", comparison_label(comparison, &changes->all[i]).text,
                          percent_text(changes->all[i].value).text);
    char *const named = sentences_join(&cells, NAMED, "; ");
    sentences_add(&comparison->conclusion, "%zu of %zu cells %s proven slower by more than %g %%: %s", cells.count,
                  changes->count, cells.count == 1 ? "is" : "are", 100 * comparison->threshold, named);
    free(named);
    sentences_free(&cells);
}

static void conclude_noise(struct comparison *comparison)
{
    const struct changes *const changes = &comparison->changes;
    struct sentences cells = {0};

    for (size_t i = 0; i < changes->count; i++)
        if (change_is_noisy(changes, &changes->all[i]))
            sentences_add(&cells, "%s (%s)", comparison_label(comparison, &changes->all[i]).text,
                          percent_reach(changes->all[i].interval).text);
    char *const named = sentences_join(&cells, NAMED, "; ");
    sentences_add(&comparison->conclusion,
                  "in %zu of %zu cells the interval of the change is unknown or wider than +-%g %%: %s", cells.count,
                  changes->count, 100 * changes->noisy_above, named);
    sentences_add(&comparison->conclusion,
                  "measure both runs again with more PROCESSES= (8 or more), more BUDGET=, or on a quieter machine");
    free(named);
    sentences_free(&cells);
}

static void conclude_quietly(struct comparison *comparison)
{
    const struct changes *const changes = &comparison->changes;

    sentences_add(&comparison->conclusion,
                  "none beyond %g %% in %zu cells: %zu slower, %zu faster, %zu without a proven difference",
                  100 * comparison->threshold, changes->count, changes->verdicts[CHANGE_SLOWER],
                  changes->verdicts[CHANGE_FASTER], changes->verdicts[CHANGE_UNPROVEN]);
}

void comparison_conclude(struct comparison *comparison, size_t wrong_results)
{
    if (comparison->conditions.refusals.count > 0) {
        comparison->outcome = OUTCOME_NOT_COMPARABLE;
        conclude_refusal(comparison);
    } else if (comparison->changes.regressions > 0) {
        comparison->outcome = OUTCOME_REGRESSION;
        conclude_regression(comparison);
    } else if (wrong_results > 0) {
        comparison->outcome = OUTCOME_WRONG_RESULT;
        sentences_add(&comparison->conclusion, "checksums differ between samples in %zu %s", wrong_results,
                      wrong_results == 1 ? "cell" : "cells");
    } else if (changes_too_noisy(&comparison->changes)) {
        comparison->outcome = OUTCOME_TOO_NOISY;
        conclude_noise(comparison);
    } else {
        comparison->outcome = OUTCOME_NO_REGRESSION;
        conclude_quietly(comparison);
    }
}

const char *comparison_verdict(const struct comparison *comparison)
{
    static const char *const words[] = {
        [OUTCOME_NO_REGRESSION] = "no regression proven", [OUTCOME_REGRESSION] = "regression",
        [OUTCOME_WRONG_RESULT] = "wrong result",          [OUTCOME_TOO_NOISY] = "too noisy",
        [OUTCOME_NOT_COMPARABLE] = "not comparable",
    };

    return words[comparison->outcome];
}

int comparison_exit_code(const struct comparison *comparison)
{
    static const int codes[] = {
        [OUTCOME_NO_REGRESSION] = DONE,
        [OUTCOME_REGRESSION] = REGRESSION,
        [OUTCOME_WRONG_RESULT] = WRONG_RESULT,
        [OUTCOME_TOO_NOISY] = NOT_COMPARABLE,
        [OUTCOME_NOT_COMPARABLE] = NOT_COMPARABLE,
    };

    return codes[comparison->outcome];
}

struct change_label comparison_label(const struct comparison *comparison, const struct change *change)
{
    const struct samples *const samples = &comparison->base->samples;
    const struct cell_key *const key = &change->base->key;
    const bool usual = !*experiments_find(&comparison->experiments, key->experiment).heading;
    struct change_label label;
    char batch[40] = "";

    if (key->batch != key->n)
        snprintf(batch, sizeof batch, ", batch %" PRIu64, key->batch);
    snprintf(label.text, sizeof label.text, "%.60s %s, n = %" PRIu64 "%s%s%.30s%s", key->kernel,
             label_of(key, several_engines(samples->cells, samples->cell_count)).text, key->n, batch, usual ? "" : ", ",
             usual ? "" : key->experiment, on_machine(&comparison->fresh->samples, &change->fresh->key).text);
    return label;
}

struct table_text percent_text(double change)
{
    struct table_text text;

    snprintf(text.text, sizeof text.text, fabs(change) < 0.9995 ? "%+.1f %%" : "%+.0f %%", 100 * change);
    return text;
}

struct table_text percent_reach(struct interval interval)
{
    const double percent = 100 * (interval.high - interval.low) / 2;
    struct table_text text = {"+- ?"};

    if (isfinite(percent))
        snprintf(text.text, sizeof text.text, percent < 9.95 ? "+-%.1f %%" : "+-%.0f %%", percent);
    return text;
}

struct table_text comparison_note(const struct change *change)
{
    struct table_text note = {""};

    if (change->below_floor)
        snprintf(note.text, sizeof note.text, "below the noise floor of %.1f %%", 100 * change->floor);
    return note;
}
