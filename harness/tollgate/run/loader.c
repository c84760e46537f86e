/*
 * Ten million rows must fit in 200 MB and take seconds, so a sample is one double, elapsed_ns / iterations.
 * Samples are collected in chunks that grow with the process (realloc would hold two copies), and at the end
 * moved into one sorted array for each process.
 */
#include "tollgate/run/loader.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stats/quantile.h"
#include "tollgate/run/units.h"
#include "tollgate/text/memory.h"

struct chunk {
    struct chunk *earlier;
    size_t count;
    size_t capacity;
    double values[];
};

/* A process of a cell while it is being read. */
struct group {
    size_t cell;
    char *run;
    uint64_t number;
    size_t count;
    struct chunk *chunks;
};

static struct cell_key copy_key(const struct cell_key *key)
{
    return (struct cell_key){
        .engine = copy_string(key->engine),
        .experiment = copy_string(key->experiment),
        .kernel = copy_string(key->kernel),
        .variant = copy_string(key->variant),
        .transfer = copy_string(key->transfer),
        .setting = copy_string(key->setting),
        .machine = copy_string(key->machine),
        .n = key->n,
        .batch = key->batch,
    };
}

/* Adds a name to those of a list, unless it is there. */
static void note_name(char ***names_seen, size_t *count, const char *name)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp((*names_seen)[i], name) == 0)
            return;
    *names_seen = reallocate(*names_seen, *count + 1, sizeof **names_seen);
    (*names_seen)[(*count)++] = copy_string(name);
}

static size_t cell_of(struct loader *loader, const struct cell_key *key)
{
    struct samples *const samples = loader->samples;
    const struct cell_name name = cell_name(key, '\t');
    const uint32_t found = lookup_find(&samples->index, name.text, strlen(name.text));

    if (found != LOOKUP_NONE)
        return found;
    if (samples->cell_count == loader->cell_capacity) {
        loader->cell_capacity = 2 * loader->cell_capacity + 64;
        samples->cells = reallocate(samples->cells, loader->cell_capacity, sizeof *samples->cells);
    }
    samples->cells[samples->cell_count] = (struct cell){.key = copy_key(key)};
    lookup_add(&samples->index, name.text, strlen(name.text), (uint32_t)samples->cell_count);
    note_name(&samples->engines, &samples->engine_count, key->engine);
    note_name(&samples->machines, &samples->machine_count, key->machine);
    return samples->cell_count++;
}

uint32_t loader_group(struct loader *loader, const struct cell_key *key, const char *run, uint64_t number)
{
    const size_t cell = cell_of(loader, key);
    char *const name = format_text("%zu %" PRIu64 " %s", cell, number, run);
    uint32_t group = lookup_find(&loader->by_name, name, strlen(name));

    if (group == LOOKUP_NONE) {
        if (loader->group_count == loader->group_capacity) {
            loader->group_capacity = 2 * loader->group_capacity + 64;
            loader->groups = reallocate(loader->groups, loader->group_capacity, sizeof *loader->groups);
        }
        group = (uint32_t)loader->group_count++;
        loader->groups[group] = (struct group){.cell = cell, .run = copy_string(run), .number = number};
        lookup_add(&loader->by_name, name, strlen(name), group);
    }
    free(name);
    return group;
}

struct cell *loader_cell(struct loader *loader, uint32_t group)
{
    return &loader->samples->cells[loader->groups[group].cell];
}

void loader_add(struct loader *loader, uint32_t group, double value)
{
    enum { SMALLEST_CHUNK = 32, LARGEST_CHUNK = 4096 };
    struct group *const process = &loader->groups[group];
    struct chunk *chunk = process->chunks;

    if (!chunk || chunk->count == chunk->capacity) {
        size_t capacity = process->count / 4;
        capacity = capacity < SMALLEST_CHUNK ? SMALLEST_CHUNK : capacity;
        capacity = capacity > LARGEST_CHUNK ? LARGEST_CHUNK : capacity;
        chunk = reallocate(NULL, sizeof *chunk + capacity * sizeof chunk->values[0], 1);
        *chunk = (struct chunk){.earlier = process->chunks, .capacity = capacity};
        process->chunks = chunk;
    }
    chunk->values[chunk->count++] = value;
    process->count++;
}

/* The group's samples in one sorted array; its chunks are freed. */
static struct process process_of(struct group *group)
{
    struct process process = {.run = group->run, .number = group->number, .count = group->count};
    size_t place = 0;

    process.sorted = reallocate(NULL, group->count, sizeof *process.sorted);
    while (group->chunks) {
        struct chunk *const chunk = group->chunks;
        memcpy(process.sorted + place, chunk->values, chunk->count * sizeof chunk->values[0]);
        place += chunk->count;
        group->chunks = chunk->earlier;
        free(chunk);
    }
    sort_ascending(process.sorted, process.count);
    return process;
}

static void hand_over_groups(struct loader *loader)
{
    struct cell *const cells = loader->samples->cells;

    for (size_t i = 0; i < loader->group_count; i++)
        cells[loader->groups[i].cell].process_count++;
    for (size_t i = 0; i < loader->samples->cell_count; i++) {
        cells[i].processes = allocate(cells[i].process_count, sizeof *cells[i].processes);
        cells[i].process_count = 0;
    }
    for (size_t i = 0; i < loader->group_count; i++) {
        struct cell *const cell = &cells[loader->groups[i].cell];
        cell->sample_count += loader->groups[i].count;
        cell->processes[cell->process_count++] = process_of(&loader->groups[i]);
    }
}

bool loader_finish(struct loader *loader, bool read)
{
    hand_over_groups(loader);
    samples_sort(loader->samples);
    units_find(loader->samples);
    free(loader->groups);
    lookup_free(&loader->by_name);
    if (!read)
        samples_free(loader->samples);
    return read;
}
