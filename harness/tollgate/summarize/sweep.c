/* Which cells make a sweep, and how its batches follow each other. */
#include "tollgate/summarize/sweep.h"

#include <string.h>

#include "tollgate/run/estimate.h"
#include "tollgate/text/memory.h"

static bool same_sweep(const struct cell_key *a, const struct cell_key *b)
{
    return cell_same_work(a, b) && strcmp(a->engine, b->engine) == 0 && strcmp(a->variant, b->variant) == 0
        && strcmp(a->transfer, b->transfer) == 0 && strcmp(a->setting, b->setting) == 0;
}

static bool can_be_swept(const struct cell *cell)
{
    return cell->key.n > 0 && !cell->checks_differ;
}

bool sweep_is_javascript(const struct cell_key *key)
{
    return strncmp(key->variant, "js", 2) == 0;
}

double sweep_per_element(const struct cell *cell)
{
    return estimate_time(cell) / (double)cell->key.n;
}

bool sweep_begins(const struct measured *measured, size_t place)
{
    const struct cell *const cell = &measured->cells[place];

    for (size_t i = 0; i < place; i++)
        if (can_be_swept(&measured->cells[i]) && same_sweep(&measured->cells[i].key, &cell->key))
            return false;
    return can_be_swept(cell);
}

struct sweep sweep_of(const struct measured *measured, size_t first)
{
    struct sweep sweep = {allocate(measured->count - first, sizeof *sweep.cells), 0};

    for (size_t i = first; i < measured->count; i++)
        if (can_be_swept(&measured->cells[i]) && same_sweep(&measured->cells[first].key, &measured->cells[i].key))
            sweep.cells[sweep.count++] = &measured->cells[i];
    return sweep;
}

size_t sweep_count_batches(const struct sweep *sweep)
{
    size_t distinct = 0;

    for (size_t i = 0; i < sweep->count; i++) {
        size_t earlier = 0;
        while (earlier < i && sweep->cells[earlier]->key.batch != sweep->cells[i]->key.batch)
            earlier++;
        distinct += earlier == i;
    }
    return distinct;
}

size_t sweep_smallest(const struct sweep *sweep)
{
    size_t place = 0;

    for (size_t i = 1; i < sweep->count; i++)
        if (sweep->cells[i]->key.batch < sweep->cells[place]->key.batch)
            place = i;
    return place;
}

size_t sweep_neighbour(const struct sweep *sweep, size_t place, bool larger)
{
    size_t found = sweep->count;

    for (size_t i = 0; i < sweep->count; i++) {
        const uint64_t batch = sweep->cells[i]->key.batch;
        const bool beyond = larger ? batch > sweep->cells[place]->key.batch : batch < sweep->cells[place]->key.batch;
        if (beyond && (found == sweep->count || (batch < sweep->cells[found]->key.batch) == larger))
            found = i;
    }
    return found;
}

static bool is_largest_of_sweep(const struct measured *measured, const struct cell *cell)
{
    for (size_t i = 0; i < measured->count; i++) {
        const struct cell *const other = &measured->cells[i];
        if (can_be_swept(other) && same_sweep(&other->key, &cell->key) && other->key.batch > cell->key.batch)
            return false;
    }
    return true;
}

static const struct cell *best_javascript(const struct measured *measured, const struct cell_key *key,
                                          const char *setting)
{
    const struct cell *best = NULL;

    for (size_t i = 0; i < measured->count; i++) {
        const struct cell *const cell = &measured->cells[i];
        if (can_be_swept(cell) && sweep_is_javascript(&cell->key) && strcmp(cell->key.engine, key->engine) == 0
            && cell_same_work(&cell->key, key) && strcmp(cell->key.setting, setting) == 0
            && is_largest_of_sweep(measured, cell) && (!best || sweep_per_element(cell) < sweep_per_element(best)))
            best = cell;
    }
    return best;
}

const struct cell *sweep_best_javascript(const struct measured *measured, const struct cell_key *key)
{
    const struct cell *const same = best_javascript(measured, key, key->setting);

    return same ? same : best_javascript(measured, key, "");
}
