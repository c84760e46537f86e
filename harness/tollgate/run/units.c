/* Computes quiet times of processes, and groups processes into units. */
#include "tollgate/run/units.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/quiet.h"
#include "tollgate/text/memory.h"

int unit_compare(const struct unit *a, const struct unit *b)
{
    const int runs = strcmp(a->run, b->run);

    return runs != 0 ? runs : (a->number > b->number) - (a->number < b->number);
}

static struct unit unit_of(const struct process *process)
{
    return (struct unit){process->run, process->number};
}

static int compare_processes(const void *left, const void *right)
{
    const struct unit a = unit_of(left);
    const struct unit b = unit_of(right);

    return unit_compare(&a, &b);
}

static size_t count_runs(const struct cell *cell)
{
    size_t runs = 0;

    for (size_t i = 0; i < cell->process_count; i++)
        runs += i == 0 || strcmp(cell->processes[i].run, cell->processes[i - 1].run) != 0;
    return runs;
}

/* Processes are in order and have their quiet times. */
static void find_units(struct cell *cell, bool whole_runs)
{
    cell->units = allocate(cell->process_count, sizeof *cell->units);
    cell->unit_quiet_ns = allocate(cell->process_count, sizeof *cell->unit_quiet_ns);
    for (size_t begin = 0, end; begin < cell->process_count; begin = end) {
        const struct process *const first = &cell->processes[begin];
        end = begin + 1;
        while (whole_runs && end < cell->process_count && strcmp(cell->processes[end].run, first->run) == 0)
            end++;
        cell->units[cell->unit_count] = (struct unit){first->run, whole_runs ? 0 : first->number};
        cell->unit_quiet_ns[cell->unit_count++] = quiet_time(cell->quiet_ns + begin, end - begin);
    }
}

static void finish_cell(struct cell *cell, bool whole_runs)
{
    cell->quiet_ns = allocate(cell->process_count, sizeof *cell->quiet_ns);
    cell->resolution_ns = NAN;
    for (size_t i = 0; i < cell->process_count; i++) {
        const struct process *const process = &cell->processes[i];
        cell->quiet_ns[i] = quiet_of_process(process->sorted, process->count);
        cell->resolution_ns = fmin(cell->resolution_ns, quiet_resolution(process->sorted, process->count));
    }
    find_units(cell, whole_runs);
}

/*
 * Cells of the same work have units of the same kind, all processes or all runs. Otherwise a cell that lacks a run
 * could not be compared with the others.
 */
void units_find(struct samples *samples)
{
    struct cell *const cells = samples->cells;

    for (size_t begin = 0, end; begin < samples->cell_count; begin = end) {
        size_t most_runs = 0;
        for (end = begin; end < samples->cell_count && cell_same_work(&cells[begin].key, &cells[end].key); end++) {
            qsort(cells[end].processes, cells[end].process_count, sizeof *cells[end].processes, compare_processes);
            const size_t runs = count_runs(&cells[end]);
            most_runs = runs > most_runs ? runs : most_runs;
        }
        for (size_t i = begin; i < end; i++)
            finish_cell(&cells[i], most_runs >= SAMPLES_LEAST_RUNS);
    }
}
