/* Samples in memory: their order, how they are found, and their end. */
#include "tollgate/run/samples.h"

#include <stdlib.h>
#include <string.h>

#include "tollgate/text/memory.h"

static int compare_cells(const void *a, const void *b)
{
    return cell_compare(&((const struct cell *)a)->key, &((const struct cell *)b)->key);
}

static void index_cells(struct samples *samples)
{
    lookup_free(&samples->index);
    for (size_t i = 0; i < samples->cell_count; i++) {
        const struct cell_name name = cell_name(&samples->cells[i].key, '\t');
        lookup_add(&samples->index, name.text, strlen(name.text), (uint32_t)i);
    }
}

void samples_sort(struct samples *samples)
{
    if (samples->cell_count > 0)
        qsort(samples->cells, samples->cell_count, sizeof *samples->cells, compare_cells);
    index_cells(samples);
}

void samples_name_machine(struct samples *samples, const char *machine)
{
    for (size_t i = 0; i < samples->cell_count; i++) {
        free((void *)samples->cells[i].key.machine);
        samples->cells[i].key.machine = copy_string(machine);
    }
    free(samples->machines[0]);
    samples->machines[0] = copy_string(machine);
    index_cells(samples);
}

static void free_cell(struct cell *cell)
{
    const struct cell_key *const key = &cell->key;
    const char *const texts[] = {key->engine,   key->experiment, key->kernel, key->variant,
                                 key->transfer, key->setting,    key->machine};

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        free((void *)texts[i]);
    for (size_t i = 0; i < cell->process_count; i++) {
        free(cell->processes[i].run);
        free(cell->processes[i].sorted);
    }
    free(cell->processes);
    free(cell->quiet_ns);
    free(cell->units);
    free(cell->unit_quiet_ns);
}

void samples_free(struct samples *samples)
{
    for (size_t i = 0; i < samples->cell_count; i++)
        free_cell(&samples->cells[i]);
    for (size_t i = 0; i < samples->engine_count; i++)
        free(samples->engines[i]);
    for (size_t i = 0; i < samples->machine_count; i++)
        free(samples->machines[i]);
    free(samples->cells);
    free(samples->engines);
    free(samples->machines);
    lookup_free(&samples->index);
    *samples = (struct samples){0};
}

const struct cell *samples_find(const struct samples *samples, const struct cell_key *key)
{
    const struct cell_name name = cell_name(key, '\t');
    const uint32_t place = lookup_find(&samples->index, name.text, strlen(name.text));

    if (place == LOOKUP_NONE || samples->cells[place].checks_differ)
        return NULL;
    return &samples->cells[place];
}

size_t samples_warn_of_wrong_results(const struct samples *samples)
{
    size_t wrong = 0;

    for (size_t i = 0; i < samples->cell_count; i++) {
        if (!samples->cells[i].checks_differ)
            continue;
        wrong++;
        fprintf(stderr, "tollgate: wrong result: %s: its checksums differ between samples; left out\n",
                cell_name(&samples->cells[i].key, ' ').text);
    }
    return wrong;
}
