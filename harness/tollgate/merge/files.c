/*
 * The files of several runs as one: the columns of all, and the rows of one run after those of the other.
 * Rows are copied one by one. Only the keys of small files, whose rows must not come twice, are kept in memory.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tollgate/merge/parts.h"
#include "tollgate/text/csv_optional.h"
#include "tollgate/text/csv_reader.h"
#include "tollgate/text/csv_write.h"
#include "tollgate/text/lookup.h"
#include "tollgate/text/memory.h"

enum { MOST_NAMES = 4 };

/* All columns together tell rows apart. */
#define WHOLE_ROW SIZE_MAX

static const struct kind {
    const char *file;
    const char *names[MOST_NAMES]; /* its first columns */
    const char *machine;           /* the column of the machine, filled in where it is empty; NULL: there is none */
    size_t unique;                 /* of rows that agree in so many first columns only one is kept; 0: all are kept */
} kinds[] = {
    {"samples.csv", {"run"}, "machine", 0},
    {"warmup.csv", {"run"}, "machine", 0},
    {"warnings.csv", {"run"}, "machine", 0},
    {"errors.csv", {"run"}, "machine", 0},
    {"skipped.csv", {"run"}, "machine", 0},
    {"startup.csv", {"run"}, "machine", 0},
    {"seams.csv", {"run"}, "machine", 0},
    {"environment.csv", {"name", "value"}, "machine", WHOLE_ROW},
    {"experiments.csv", {"experiment"}, NULL, 1},
    {"kernels.csv", {"kernel", "n"}, NULL, 2},
    {"floor.csv", {"host", "engine", "kernel", "variant"}, "host", 4},
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

struct joined {
    const struct kind *kind;
    char *columns[CSV_MOST_COLUMNS];
    size_t column_count;
    size_t machine_column; /* its place among them; column_count: there is none */
    bool has_setting;      /* any run has the column, which comes last */
    struct lookup seen;
    struct csv_output output;
    bool is_open;
    /* Of the run that is being read. */
    const struct merge_run *run;
    size_t places[CSV_MOST_COLUMNS]; /* of its columns among those of all */
};

static size_t find_column(const struct joined *joined, const char *name)
{
    size_t place = 0;

    while (place < joined->column_count && strcmp(joined->columns[place], name) != 0)
        place++;
    return place;
}

/* ---- columns -------------------------------------------------------------------- */

static bool add_column(struct joined *joined, const char *name, struct problem *problem)
{
    if (find_column(joined, name) < joined->column_count)
        return true;
    if (joined->column_count == CSV_MOST_COLUMNS)
        return problem_set(problem, "%s: the runs have more than %d columns together", joined->kind->file,
                           CSV_MOST_COLUMNS);
    joined->columns[joined->column_count++] = copy_text(name, strlen(name));
    return true;
}

static const char SETTING[] = "setting";

/* Whether the last columns of the file are the machine and, if any run has it, the setting. */
static bool has_last_columns(const struct kind *kind)
{
    return kind->machine && strcmp(kind->machine, kind->names[0]) != 0;
}

static bool collect_columns(void *context, const struct csv_row *row, struct problem *problem)
{
    struct joined *const joined = context;

    for (size_t i = 0; i < row->count; i++) {
        const char *const name = csv_field(row, i);
        const bool is_setting = has_last_columns(joined->kind) && strcmp(name, SETTING) == 0;
        const bool is_machine = has_last_columns(joined->kind) && strcmp(name, joined->kind->machine) == 0;
        joined->has_setting = joined->has_setting || is_setting;
        if (!is_setting && !is_machine && !add_column(joined, name, problem))
            return false;
    }
    return true;
}

static bool find_places(void *context, const struct csv_row *row, struct problem *problem)
{
    struct joined *const joined = context;

    (void)problem;
    for (size_t i = 0; i < row->count; i++)
        joined->places[i] = find_column(joined, csv_field(row, i));
    return true;
}

/* ---- rows ----------------------------------------------------------------------- */

/* Whether a row with the same key was written before. */
static bool is_repeated(struct joined *joined, const char *const *fields)
{
    static const char between[] = "\x1f";
    const size_t wanted = joined->kind->unique;
    const size_t count = wanted < joined->column_count ? wanted : joined->column_count;
    size_t length = 0, used = 0;

    if (count == 0)
        return false;
    for (size_t i = 0; i < count; i++)
        length += strlen(fields[i]) + strlen(between);
    char *const key = allocate(length + 1, 1);
    for (size_t i = 0; i < count; i++)
        used += (size_t)snprintf(key + used, length + 1 - used, "%s%s", fields[i], between);
    const bool repeated = lookup_find(&joined->seen, key, length) != LOOKUP_NONE;
    if (!repeated)
        lookup_add(&joined->seen, key, length, 0);
    free(key);
    return repeated;
}

static bool copy_row(void *context, const struct csv_row *row, struct problem *problem)
{
    struct joined *const joined = context;
    const char *fields[CSV_MOST_COLUMNS];

    for (size_t i = 0; i < CSV_MOST_COLUMNS; i++)
        fields[i] = "";
    /* Of two columns of one name the first counts, as in every reader: it is copied last. */
    for (size_t i = row->count; i-- > 0;)
        fields[joined->places[i]] = csv_field(row, i);
    if (joined->machine_column < joined->column_count && !*fields[joined->machine_column]) {
        fields[joined->machine_column] = merge_host(joined->run);
        if (!fields[joined->machine_column])
            return problem_set(problem, "%s:%lu: no machine, and environment.csv names no host", row->file, row->line);
    }
    if (is_repeated(joined, fields))
        return true;
    for (size_t i = 0; i < joined->column_count; i++)
        csv_text(&joined->output, fields[i]);
    csv_end_row(&joined->output);
    return true;
}

/* ---- files ---------------------------------------------------------------------- */

static size_t count_names(const struct kind *kind)
{
    size_t count = 0;

    while (count < MOST_NAMES && kind->names[count])
        count++;
    return count;
}

/* Reads the file of one run, if there is one: its rows if `copy`, else its header. */
static bool read_file(const struct merge *merge, struct joined *joined, bool copy, bool *there, struct problem *problem)
{
    char *const path = format_text("%s/%s", joined->run->directory, joined->kind->file);
    const struct csv_plan plan = {
        .names = joined->kind->names,
        .name_count = count_names(joined->kind),
        .allow_truncated = merge->allow_truncated,
        .allow_no_rows = true,
        .on_header = copy ? find_places : collect_columns,
        .on_row = copy ? copy_row : NULL,
        .context = joined,
    };
    unsigned long dropped_line = 0;

    *there = csv_is_there(path);
    const bool read = !*there || csv_read(path, &plan, &dropped_line, problem);
    if (dropped_line > 0)
        fprintf(stderr, "tollgate: warning: %s:%lu: the last row is cut off; left out\n", path, dropped_line);
    free(path);
    return read;
}

static bool read_all(const struct merge *merge, struct joined *joined, bool copy, bool *any, struct problem *problem)
{
    *any = false;
    for (size_t i = 0; i < merge->run_count; i++) {
        bool there;
        joined->run = &merge->runs[i];
        if (!read_file(merge, joined, copy, &there, problem))
            return false;
        *any = *any || there;
    }
    return true;
}

static bool write_header(struct joined *joined, const char *directory, struct problem *problem)
{
    if (joined->kind->machine && !add_column(joined, joined->kind->machine, problem))
        return false;
    if (joined->has_setting && !add_column(joined, SETTING, problem))
        return false;
    joined->machine_column = joined->kind->machine ? find_column(joined, joined->kind->machine) : joined->column_count;
    if (!csv_create(&joined->output, directory, joined->kind->file, NULL, problem))
        return false;
    for (size_t i = 0; i < joined->column_count; i++)
        csv_text(&joined->output, joined->columns[i]);
    csv_end_row(&joined->output);
    joined->is_open = true;
    return true;
}

static bool join_files(const struct merge *merge, const struct kind *kind, const char *directory,
                       struct problem *problem)
{
    struct joined joined = {.kind = kind};
    bool any;
    bool good = read_all(merge, &joined, false, &any, problem);

    if (good && any)
        good = write_header(&joined, directory, problem) && read_all(merge, &joined, true, &any, problem);
    if (joined.is_open && good)
        good = csv_commit(&joined.output, problem);
    else if (joined.is_open)
        csv_abandon(&joined.output);
    for (size_t i = 0; i < joined.column_count; i++)
        free(joined.columns[i]);
    lookup_free(&joined.seen);
    return good;
}

bool merge_files(const struct merge *merge, const char *directory, struct problem *problem)
{
    for (size_t i = 0; i < KINDS; i++)
        if (!join_files(merge, &kinds[i], directory, problem))
            return false;
    return true;
}

void merge_remove(const char *directory)
{
    for (size_t i = 0; i < KINDS; i++) {
        char *const path = format_text("%s/%s", directory, kinds[i].file);
        (void)remove(path);
        free(path);
    }
    (void)rmdir(directory);
}
