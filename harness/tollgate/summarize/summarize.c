/*
 * What is made of an experiment depends on the form that it declares (run/experiments.h), never on its name.
 *
 * The noise floor comes first: verdicts of a run that measures it are judged by it, so that a second
 * summary says what the first one said.
 */
#include "tollgate/summarize/summarize.h"

#include <stdlib.h>

#include "tollgate/summarize/calls_file.h"
#include "tollgate/summarize/calls_table.h"
#include "tollgate/summarize/floor_file.h"
#include "tollgate/summarize/items_file.h"
#include "tollgate/summarize/items_table.h"
#include "tollgate/summarize/run_folder.h"
#include "tollgate/summarize/summary_files.h"
#include "tollgate/summarize/summary_matrix.h"
#include "tollgate/summarize/summary_table.h"
#include "tollgate/summarize/sweep_file.h"
#include "tollgate/summarize/sweep_table.h"
#include "tollgate/summarize/twins_table.h"

/* What is made of one experiment: its file, and its tables. */
typedef bool form_function(const struct run_folder *, const struct measured *, FILE *out, struct problem *);

static bool sum_up_sweep(const struct run_folder *folder, const struct measured *measured, FILE *out,
                         struct problem *problem)
{
    const struct prices prices = prices_of(measured);
    const bool written = sweep_file_write(folder->directory, measured->experiment.name, &prices, problem);

    if (written)
        sweep_tables_print(folder, measured, &prices, out);
    free(prices.all);
    return written;
}

static bool sum_up_items(const struct run_folder *folder, const struct measured *measured, FILE *out,
                         struct problem *problem)
{
    const struct items items = items_of(folder, measured);
    const bool written = items_file_write(folder, measured->experiment.name, &items, problem);

    if (written)
        items_tables_print(folder->samples, &items, out);
    free(items.all);
    return written;
}

static bool sum_up_calls(const struct run_folder *folder, const struct measured *measured, FILE *out,
                         struct problem *problem)
{
    struct calls calls;

    if (!calls_find(folder->samples, measured, &calls, problem))
        return false;
    const bool written = calls_file_write(folder->directory, measured->experiment.name, &calls, problem);
    if (written)
        calls_tables_print(folder->samples, &calls, out);
    free(calls.all);
    return written;
}

static void print_cells(const struct run_folder *folder, const struct measured_list *list, FILE *out)
{
    bool matrices = false;

    for (size_t i = 0; i < list->count; i++)
        if (list->all[i].experiment.form == FORM_CELLS && summary_tables_print(folder, &list->all[i], out))
            matrices = true;
    if (matrices)
        summary_matrix_print_legend(out);
}

static bool sum_up_others(const struct run_folder *folder, const struct measured_list *list, FILE *out,
                          struct problem *problem)
{
    static form_function *const functions[FORM_COUNT] = {
        [FORM_SWEEP] = sum_up_sweep,
        [FORM_ITEMS] = sum_up_items,
        [FORM_CALLS] = sum_up_calls,
    };

    for (size_t form = 0; form < FORM_COUNT; form++)
        for (size_t i = 0; functions[form] && i < list->count; i++)
            if (list->all[i].experiment.form == form && !functions[form](folder, &list->all[i], out, problem))
                return false;
    return true;
}

static bool has_form(const struct measured_list *list, enum experiment_form form)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->all[i].experiment.form == form)
            return true;
    return false;
}

/* An old floor.csv stays where the run has nothing to make one of. */
static bool write_floor(const struct run_folder *folder, const struct measured_list *list, const struct twins *twins,
                        struct problem *problem)
{
    if (twins->count > 0)
        return floor_file_write(folder, twins, problem);
    if (has_form(list, FORM_TWINS))
        fprintf(stderr, "tollgate: no noise floor: no cell was measured twice in %d processes or more\n", TWINS_BLOCK);
    return true;
}

static bool sum_up(struct run_folder *folder, const struct measured_list *list, const struct twins *twins, FILE *out,
                   struct problem *problem)
{
    if (!write_floor(folder, list, twins, problem) || !floors_read(folder->directory, &folder->floors, problem)
        || !summary_files_write(folder, problem))
        return false;
    print_cells(folder, list, out);
    if (!sum_up_others(folder, list, out, problem))
        return false;
    if (twins->count > 0)
        twins_tables_print(folder->samples, twins, out);
    return true;
}

bool summarize(const struct samples *samples, const char *directory, FILE *out, struct problem *problem)
{
    struct run_folder folder;

    if (!run_folder_read(&folder, samples, directory, problem))
        return false;
    const struct measured_list list = measured_experiments(&folder);
    struct twins twins = twins_find(samples, &list);
    const bool good = sum_up(&folder, &list, &twins, out, problem);
    twins_free(&twins);
    free(list.all);
    run_folder_free(&folder);
    return good;
}
