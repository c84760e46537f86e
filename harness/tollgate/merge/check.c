/*
 * What keeps runs from being joined (a refusal), and what makes the result doubtful (a warning).
 *
 * A cell of one machine that is in several runs becomes one cell of all their processes, so it must be the
 * same work: its checksum says so. On different machines nothing is pooled, and relaxed SIMD, mathematical
 * functions and -march=native may well differ in their last bits; that is said, not refused.
 */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/merge/parts.h"
#include "tollgate/run/run.h"
#include "tollgate/text/lookup.h"
#include "tollgate/text/memory.h"

/* How many differences a message names. */
enum { NAMED = 3, FACTS_NAMED = 6 };

/* The first run that has the cell, and its checksum there. */
struct seen_cell {
    size_t run;
    bool has_check;
    uint32_t check;
};

struct seen_cells {
    struct seen_cell *all;
    size_t count;
    struct lookup index; /* cell's name -> its place */
};

/* Two runs that have cells of one machine in common. */
struct pool {
    size_t first;
    size_t second;
    char *machine;
};

struct check {
    const struct merge *merge;
    struct merge_found *found;
    struct seen_cells cells;    /* by name and machine */
    struct seen_cells anywhere; /* by name alone */
    struct lookup processes;    /* run, number and cell's name -> place of the run */
    struct pool *pools;
    size_t pool_count;
    struct sentences differ;         /* checks on one machine */
    struct sentences differ_between; /* checks on different machines */
};

const char *merge_host(const struct merge_run *run)
{
    const char *const host = facts_value(&run->facts, "", "host");

    return host && *host ? host : NULL;
}

/* The cell of that name, which is added where it is new. */
static struct seen_cell *see(struct seen_cells *cells, const struct cell_name *name, const struct seen_cell *cell)
{
    const size_t length = strlen(name->text);
    const uint32_t place = lookup_find(&cells->index, name->text, length);

    if (place != LOOKUP_NONE)
        return &cells->all[place];
    cells->all = reallocate(cells->all, cells->count + 1, sizeof *cells->all);
    cells->all[cells->count] = *cell;
    lookup_add(&cells->index, name->text, length, (uint32_t)cells->count);
    return &cells->all[cells->count++];
}

/* Notes in `differ` that a cell has another checksum than in the run before; keeps the first checksum of a cell. */
static void compare_check(const struct check *check, struct seen_cell *known, const struct seen_cell *cell,
                          const struct cell_key *key, struct sentences *differ)
{
    if (known->has_check && cell->has_check && known->check != cell->check)
        sentences_add(differ, "%s: check %08" PRIx32 " in %s, %08" PRIx32 " in %s", cell_name(key, ' ').text,
                      known->check, check->merge->runs[known->run].directory, cell->check,
                      check->merge->runs[cell->run].directory);
    else if (!known->has_check)
        *known = *cell;
}

static void note_pool(struct check *check, size_t first, size_t second, const char *machine)
{
    for (size_t i = 0; i < check->pool_count; i++) {
        const struct pool *const pool = &check->pools[i];
        if (pool->first == first && pool->second == second && strcmp(pool->machine, machine) == 0)
            return;
    }
    check->pools = reallocate(check->pools, check->pool_count + 1, sizeof *check->pools);
    check->pools[check->pool_count++] = (struct pool){first, second, copy_text(machine, strlen(machine))};
}

static bool see_process(struct check *check, const struct process *process, const struct cell_key *key, size_t run,
                        struct problem *problem)
{
    char *const name = format_text("%s\t%" PRIu64 "\t%s", process->run, process->number, cell_name(key, '\t').text);
    const uint32_t known = lookup_find(&check->processes, name, strlen(name));

    if (known == LOOKUP_NONE)
        lookup_add(&check->processes, name, strlen(name), (uint32_t)run);
    free(name);
    return known == LOOKUP_NONE || known == run
        || problem_set(problem,
                       "%.200s and %.200s both hold process %" PRIu64 " of the run %.100s for %.300s: "
                       "the same run twice?",
                       check->merge->runs[known].directory, check->merge->runs[run].directory, process->number,
                       process->run, cell_name(key, ' ').text);
}

static void note_machine(struct sentences *machines, const char *machine)
{
    for (size_t i = 0; i < machines->count; i++)
        if (strcmp(machines->text[i], machine) == 0)
            return;
    sentences_add(machines, "%s", machine);
}

static bool see_cell(struct check *check, const struct cell *cell, size_t run, struct problem *problem)
{
    const struct seen_cell this = {run, cell->has_check && !cell->checks_differ, cell->check};
    const char *const host = merge_host(&check->merge->runs[run]);
    struct cell_key key = cell->key;

    if (!*key.machine && !host)
        return problem_set(problem,
                           "%.300s/samples.csv: no machine for %.300s, and environment.csv there names no host",
                           check->merge->runs[run].directory, cell_name(&key, ' ').text);
    if (!*key.machine)
        key.machine = host;
    for (size_t i = 0; i < cell->process_count; i++)
        if (!see_process(check, &cell->processes[i], &key, run, problem))
            return false;

    const struct cell_name name = cell_name(&key, '\t');
    struct seen_cell *const known = see(&check->cells, &name, &this);
    if (known->run != run)
        note_pool(check, known->run, run, key.machine);
    compare_check(check, known, &this, &key, &check->differ);
    note_machine(&check->found->machines, key.machine);

    struct cell_key nowhere = key;
    nowhere.machine = "";
    const struct cell_name anywhere = cell_name(&nowhere, '\t');
    compare_check(check, see(&check->anywhere, &anywhere, &this), &this, &nowhere, &check->differ_between);
    return true;
}

static bool see_run(struct check *check, size_t place, struct problem *problem)
{
    struct run run;

    if (!run_read(check->merge->runs[place].directory, check->merge->allow_truncated, &run, problem))
        return false;
    /* merge_files() warns of rows that were cut off. */
    check->found->wrong_results += samples_warn_of_wrong_results(&run.samples);
    bool good = true;
    for (size_t i = 0; good && i < run.samples.cell_count; i++) {
        good = see_cell(check, &run.samples.cells[i], place, problem);
        check->found->sample_count += run.samples.cells[i].sample_count;
    }
    run_free(&run);
    return good;
}

/* ---- what comes of it ------------------------------------------------------------ */

static void add_named(struct sentences *to, const char *what, struct sentences *lines)
{
    if (lines->count > 0) {
        char *const named = sentences_join(lines, NAMED, "; ");
        sentences_add(to, "%s: %s", what, named);
        free(named);
    }
    sentences_free(lines);
}

static void refuse_other_kernels(const struct merge *merge, struct merge_found *found)
{
    struct sentences differ = {0};

    for (size_t i = 0; i < merge->run_count; i++)
        for (size_t j = i + 1; j < merge->run_count; j++)
            elements_compare(&merge->runs[i].elements, &merge->runs[j].elements, merge->runs[i].directory,
                             merge->runs[j].directory, &differ);
    add_named(&found->refusals, "kernels.csv: not the same work", &differ);
}

/* Warns where cells become one although versions, flags or modules of the two runs differ. */
static void warn_of_pool(const struct merge *merge, const struct pool *pool, struct merge_found *found)
{
    const struct merge_run *const first = &merge->runs[pool->first];
    const struct merge_run *const second = &merge->runs[pool->second];
    struct sentences differ = {0};

    for (size_t i = 0; i < first->facts.count; i++) {
        const struct fact *const fact = &first->facts.all[i];
        const char *const other = facts_value(&second->facts, pool->machine, fact->name);
        if ((fact_matters(fact->name) || fact_module(fact->name).length > 0) && other
            && facts_value(&first->facts, pool->machine, fact->name) == fact->value && strcmp(fact->value, other) != 0)
            sentences_add(&differ, "%s", fact->name);
    }
    if (differ.count > 0) {
        char *const named = sentences_join(&differ, FACTS_NAMED, ", ");
        sentences_add(&found->warnings, "cells of %s are in %s and in %s and become one, but these differ: %s",
                      pool->machine, first->directory, second->directory, named);
        free(named);
    }
    sentences_free(&differ);
}

static void conclude(struct check *check)
{
    struct merge_found *const found = check->found;

    found->cell_count = check->cells.count;
    add_named(&found->refusals, "other inputs or another result for the same cell", &check->differ);
    refuse_other_kernels(check->merge, found);
    add_named(&found->warnings, "another result on another machine", &check->differ_between);
    for (size_t i = 0; i < check->pool_count; i++)
        warn_of_pool(check->merge, &check->pools[i], found);
}

static void check_free(struct check *check)
{
    free(check->cells.all);
    free(check->anywhere.all);
    lookup_free(&check->cells.index);
    lookup_free(&check->anywhere.index);
    lookup_free(&check->processes);
    for (size_t i = 0; i < check->pool_count; i++)
        free(check->pools[i].machine);
    free(check->pools);
    sentences_free(&check->differ);
    sentences_free(&check->differ_between);
}

bool merge_check(const struct merge *merge, struct merge_found *found, struct problem *problem)
{
    struct check check = {.merge = merge, .found = found};
    bool good = true;

    *found = (struct merge_found){0};
    for (size_t i = 0; good && i < merge->run_count; i++)
        good = see_run(&check, i, problem);
    if (good)
        conclude(&check);
    check_free(&check);
    return good;
}

void merge_found_free(struct merge_found *found)
{
    sentences_free(&found->refusals);
    sentences_free(&found->warnings);
    sentences_free(&found->machines);
}
