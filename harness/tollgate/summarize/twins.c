/*
 * Processes are taken in blocks of five: each block compares the twins as a run compares two variants, and each cell in
 * one block with itself in the next as two runs are compared. So the floors include what intervals cannot know of:
 * layout, luck, and what the machine does between one run and the next.
 */
#include "tollgate/summarize/twins.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stats/student.h"
#include "tollgate/run/estimate.h"
#include "tollgate/text/memory.h"

static const char AGAIN[] = "-again";

static void add_difference(struct differences *differences, double ln_ratio)
{
    differences->squares += ln_ratio * ln_ratio;
    differences->count++;
}

double differences_floor(const struct differences *differences)
{
    const double count = (double)differences->count;

    return differences->count == 0
             ? NAN
             : expm1(student_quantile(INTERVAL_CONFIDENCE, count) * sqrt(differences->squares / count));
}

static bool is_twin(const struct cell_key *key)
{
    const size_t length = strlen(key->variant);

    return length > strlen(AGAIN) && strcmp(key->variant + length - strlen(AGAIN), AGAIN) == 0;
}

static const struct cell *find_again(const struct samples *samples, const struct cell *cell)
{
    char variant[1100];
    struct cell_key key = cell->key;

    snprintf(variant, sizeof variant, "%s%s", cell->key.variant, AGAIN);
    key.variant = variant;
    return samples_find(samples, &key);
}

/* A cell of many runs has no blocks of processes. */
static size_t blocks_of(const struct cell *cell)
{
    return cell->unit_count == cell->process_count ? cell->process_count / TWINS_BLOCK : 0;
}

static struct cell block_of(const struct cell *cell, size_t block)
{
    struct cell part = *cell;

    part.processes += block * TWINS_BLOCK;
    part.quiet_ns += block * TWINS_BLOCK;
    part.process_count = TWINS_BLOCK;
    part.units += block * TWINS_BLOCK;
    part.unit_quiet_ns += block * TWINS_BLOCK;
    part.unit_count = TWINS_BLOCK;
    return part;
}

/* Compares the twins block by block. */
static void judge_blocks(struct twin_pair *pair, struct twins *twins)
{
    for (size_t block = 0; block < blocks_of(pair->cell) && block < blocks_of(pair->again); block++) {
        const struct cell cell = block_of(pair->cell, block);
        const struct cell again = block_of(pair->again, block);
        const struct ratio ratio = estimate_ratio(&cell, &again);
        add_difference(&pair->pairs, log(ratio.value));
        add_difference(&pair->medians, log(estimate_median(&cell) / estimate_median(&again)));
        twins->p_values[twins->comparisons++] = uncertainty_p_value(log(ratio.value), ratio.of_ln);
        twins->different += ratio.interval.low > 1 || ratio.interval.high < 1;
        if (block > 0) {
            const struct cell cell_before = block_of(pair->cell, block - 1);
            const struct cell again_before = block_of(pair->again, block - 1);
            add_difference(&pair->reruns, log(estimate_time(&cell_before) / estimate_time(&cell)));
            add_difference(&pair->reruns, log(estimate_time(&again_before) / estimate_time(&again)));
        }
    }
}

static size_t most_blocks(const struct samples *samples)
{
    size_t blocks = 0;

    for (size_t i = 0; i < samples->cell_count; i++)
        blocks += blocks_of(&samples->cells[i]);
    return blocks;
}

static void add_twins(struct twins *twins, const struct samples *samples, const struct cell *cell)
{
    struct twin_pair pair = {.cell = cell};

    if (is_twin(&cell->key) || cell->checks_differ)
        return;
    pair.again = find_again(samples, cell);
    if (!pair.again)
        return;
    judge_blocks(&pair, twins);
    if (pair.pairs.count > 0)
        twins->all[twins->count++] = pair;
}

struct twins twins_find(const struct samples *samples, const struct measured_list *list)
{
    struct twins twins = {
        .all = allocate(samples->cell_count, sizeof *twins.all),
        .p_values = allocate(most_blocks(samples), sizeof *twins.p_values),
    };

    for (size_t i = 0; i < list->count; i++)
        for (size_t j = 0; list->all[i].experiment.form == FORM_TWINS && j < list->all[i].count; j++)
            add_twins(&twins, samples, &list->all[i].cells[j]);
    return twins;
}

void twins_free(struct twins *twins)
{
    free(twins->all);
    free(twins->p_values);
    *twins = (struct twins){0};
}

size_t twins_proven_different(const struct twins *twins)
{
    double *const adjusted = estimate_adjusted(twins->p_values, twins->comparisons);
    size_t different = 0;

    for (size_t i = 0; i < twins->comparisons; i++)
        different += adjusted[i] < 1 - INTERVAL_CONFIDENCE;
    free(adjusted);
    return different;
}
