/*
 * `tollgate boundary`: what crossing costs, a file an experiment.
 *
 * The loop that makes the calls costs something itself. It is measured as a cell of its own,
 * a control, and taken off: in processes that both have, what slowed one slowed the other.
 */
#include "tollgate/summarize/boundary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/summarize/summarize.h"
#include "tollgate/text/memory.h"

static const char CALLS[] = "calls";

static const char *const experiments[] = {CALLS, "marshal", "memory", "gc", "dom"};
enum { EXPERIMENTS = sizeof experiments / sizeof experiments[0] };

static const char OF_JS[] = "loop/js";
static const char OF_WASM[] = "loop/wasm";

bool is_boundary_experiment(const char *experiment)
{
    for (size_t i = 0; i < EXPERIMENTS; i++)
        if (strcmp(experiments[i], experiment) == 0)
            return true;
    return false;
}

bool boundary_is_control(const struct cell_key *key)
{
    return strcmp(key->variant, OF_JS) == 0 || strcmp(key->variant, OF_WASM) == 0;
}

struct net boundary_net(const struct samples *samples, const struct cell *cell)
{
    struct cell_key key = cell->key;

    key.variant = strncmp(key.variant, "wasm", strlen("wasm")) == 0 ? OF_WASM : OF_JS;
    key.transfer = "resident";
    const struct cell *const control = boundary_is_control(&cell->key) ? NULL : samples_find(samples, &key);
    if (!control)
        return (struct net){NULL, {NAN, interval_unknown()}};
    return (struct net){control, estimate_difference(control, cell)};
}

struct boundary_cells boundary_cells(const struct samples *samples, const char *experiment)
{
    struct boundary_cells cells = {allocate(samples->cell_count, sizeof *cells.all), 0};

    for (size_t i = 0; i < samples->cell_count; i++)
        if (strcmp(samples->cells[i].key.experiment, experiment) == 0 && !samples->cells[i].checks_differ)
            cells.all[cells.count++] = &samples->cells[i];
    return cells;
}

static bool was_measured(const struct samples *samples, const char *experiment)
{
    for (size_t i = 0; i < samples->cell_count; i++)
        if (strcmp(samples->cells[i].key.experiment, experiment) == 0)
            return true;
    return false;
}

static bool write_experiments(const struct boundary *run, const char *directory, FILE *out, struct problem *problem)
{
    size_t measured = 0;

    for (size_t i = 0; i < EXPERIMENTS; i++) {
        if (!was_measured(run->samples, experiments[i]))
            continue;
        measured++;
        if (!(experiments[i] == CALLS ? boundary_calls(run, directory, out, problem)
                                      : boundary_items(run, experiments[i], directory, out, problem)))
            return false;
    }
    return measured > 0
        || problem_set(problem,
                       "%s/samples.csv: no cell of a boundary experiment (known: calls, marshal, memory, gc, dom)",
                       directory);
}

bool boundary(const struct samples *samples, const char *directory, FILE *out, struct problem *problem)
{
    struct boundary run = {.samples = samples};
    const bool good = floors_read(directory, &run.floors, problem) && facts_read(directory, &run.facts, problem)
                   && elements_read(directory, &run.elements, problem)
                   && write_experiments(&run, directory, out, problem);

    floors_free(&run.floors);
    facts_free(&run.facts);
    elements_free(&run.elements);
    return good;
}
