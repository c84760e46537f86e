/*
 * Experiments say for themselves how they are summed up: the run writes it into experiments.csv. Runs from before
 * that file are read by the table of `known` below, and by nothing else that knows a name.
 */
#include "tollgate/run/experiments.h"

#include <stdlib.h>
#include <string.h>

#include "tollgate/text/csv_optional.h"
#include "tollgate/text/memory.h"

enum column { NAME, METHOD, FORM, HEADING, LONE_CELLS, QUESTION, COLUMNS };
static const char *const names[COLUMNS] = {"experiment", "method", "form", "heading", "lone_cells", "question"};

static const char *const form_names[FORM_COUNT] = {
    [FORM_CELLS] = "cells", [FORM_SWEEP] = "sweep", [FORM_ITEMS] = "items",
    [FORM_CALLS] = "calls", [FORM_TWINS] = "twins",
};

/* The experiments of runs that have no experiments.csv. */
static const struct experiment known[] = {
    {.name = "throughput", .form = FORM_CELLS, .heading = ""},
    {.name = "processes", .form = FORM_CELLS, .heading = "processes"},
    {.name = "crossings", .form = FORM_SWEEP, .heading = "the price of a call"},
    {.name = "batching", .form = FORM_SWEEP, .heading = "batching", .lone_cells = true},
    {.name = "marshal", .form = FORM_ITEMS, .heading = "marshal"},
    {.name = "memory", .form = FORM_ITEMS, .heading = "memory"},
    {.name = "gc", .form = FORM_ITEMS, .heading = "gc"},
    {.name = "dom", .form = FORM_ITEMS, .heading = "dom"},
    {.name = "calls", .form = FORM_CALLS, .heading = "calls"},
    {.name = "aa", .form = FORM_TWINS, .heading = "aa"},
};
enum { KNOWN = sizeof known / sizeof known[0] };

/* Files of a run, without `.csv`, which no experiment may overwrite. */
static const char *const files[] = {
    "compare", "environment", "errors",  "experiments", "floor",   "kernels", "ratios",
    "samples", "seams",       "skipped", "startup",     "summary", "warmup",  "warnings",
};

static bool makes_file(enum experiment_form form)
{
    return form == FORM_SWEEP || form == FORM_ITEMS || form == FORM_CALLS;
}

static bool can_name_file(const char *name)
{
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        if (strcmp(name, files[i]) == 0)
            return false;
    return *name && name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

static bool read_form(const struct csv_row *row, enum experiment_form *form, struct problem *problem)
{
    for (size_t i = 0; i < FORM_COUNT; i++) {
        if (strcmp(csv_field(row, FORM), form_names[i]) == 0) {
            *form = (enum experiment_form)i;
            return true;
        }
    }
    return csv_bad_field(row, FORM, "a form (allowed: cells, sweep, items, calls, twins)", problem);
}

static bool check_row(const struct csv_row *row, enum experiment_form form, struct problem *problem)
{
    const char *const lone = csv_field(row, LONE_CELLS);

    if (csv_length(row, NAME) == 0)
        return csv_bad_field(row, NAME, "the name of an experiment (allowed: any text but the empty one)", problem);
    if (makes_file(form) && !can_name_file(csv_field(row, NAME)))
        return csv_bad_field(row, NAME,
                             "a name for the file of an experiment (allowed: lower-case letters, digits, hyphens, "
                             "and not the name of another file of a run)",
                             problem);
    if (strcmp(lone, "0") != 0 && strcmp(lone, "1") != 0)
        return csv_bad_field(row, LONE_CELLS, "one of the two numbers allowed (0, 1)", problem);
    return true;
}

static void add(struct experiments *experiments, const struct csv_row *row, enum experiment_form form)
{
    const size_t place = experiments->count++;

    experiments->texts = reallocate(experiments->texts, 2 * experiments->count, sizeof *experiments->texts);
    experiments->texts[2 * place] = csv_copy(row, NAME);
    experiments->texts[2 * place + 1] = csv_copy(row, HEADING);
    experiments->all = reallocate(experiments->all, experiments->count, sizeof *experiments->all);
    experiments->all[place] = (struct experiment){
        .name = experiments->texts[2 * place],
        .form = form,
        .heading = experiments->texts[2 * place + 1],
        .lone_cells = strcmp(csv_field(row, LONE_CELLS), "1") == 0,
        .place = place,
    };
}

static bool on_row(void *context, const struct csv_row *row, struct problem *problem)
{
    struct experiments *const experiments = context;
    enum experiment_form form = FORM_CELLS;

    if (!read_form(row, &form, problem) || !check_row(row, form, problem))
        return false;
    for (size_t i = 0; i < experiments->count; i++)
        if (strcmp(experiments->all[i].name, csv_field(row, NAME)) == 0)
            return problem_set(problem, "%s:%lu: a second row for %.60s (allowed: one an experiment)", row->file,
                               row->line, csv_field(row, NAME));
    add(experiments, row, form);
    return true;
}

static struct csv_plan plan_for(struct experiments *experiments)
{
    return (struct csv_plan){.names = names, .name_count = COLUMNS, .on_row = on_row, .context = experiments};
}

bool experiments_read(const char *directory, struct experiments *experiments, struct problem *problem)
{
    const struct csv_plan plan = plan_for(experiments);
    bool there;

    *experiments = (struct experiments){0};
    const bool read = csv_read_if_there(directory, "experiments.csv", &plan, &there, problem);
    if (!read)
        experiments_free(experiments);
    return read;
}

bool experiments_read_stream(FILE *stream, const char *name, struct experiments *experiments, struct problem *problem)
{
    const struct csv_plan plan = plan_for(experiments);
    unsigned long dropped_line;

    *experiments = (struct experiments){0};
    const bool read = csv_read_stream(stream, name, &plan, &dropped_line, problem);
    if (!read)
        experiments_free(experiments);
    return read;
}

struct experiment experiments_find(const struct experiments *experiments, const char *name)
{
    for (size_t i = 0; i < experiments->count; i++)
        if (strcmp(experiments->all[i].name, name) == 0)
            return experiments->all[i];
    for (size_t i = 0; i < KNOWN; i++) {
        if (strcmp(known[i].name, name) == 0) {
            struct experiment found = known[i];
            found.place = experiments->count + i;
            return found;
        }
    }
    return (struct experiment){.name = name, .form = FORM_CELLS, .heading = name, .place = experiments->count + KNOWN};
}

void experiments_free(struct experiments *experiments)
{
    for (size_t i = 0; i < 2 * experiments->count; i++)
        free(experiments->texts[i]);
    free(experiments->texts);
    free(experiments->all);
    *experiments = (struct experiments){0};
}
