/*
 * samples.csv, row by row.
 *
 * Rows name their cell and process in text. That stretch of the row, unparsed, is looked up in a hash table of the
 * row's machine and setting, and only text not seen before is parsed, checked and turned into a cell and a process.
 */
#include "tollgate/run/samples_read.h"

#include <stdlib.h>
#include <string.h>

#include "tollgate/run/fields.h"
#include "tollgate/text/csv_reader.h"
#include "tollgate/text/memory.h"

enum column {
    RUN,
    PROCESS,
    ENGINE,
    EXPERIMENT,
    KERNEL,
    VARIANT,
    N,
    BATCH,
    TRANSFER,
    ROUND,
    ITERATIONS,
    ELAPSED_NS,
    CHECK,
    MACHINE,
    SETTING,
    COLUMNS
};
static const char *const names[COLUMNS] = {
    "run",      "process", "engine",     "experiment", "kernel", "variant", "n",       "batch",
    "transfer", "round",   "iterations", "elapsed_ns", "check",  "machine", "setting",
};

/* Rows of one machine and setting. */
struct place {
    char *name; /* machine, NUL, setting */
    size_t machine_length;
    size_t setting_length;
    struct lookup by_row; /* columns run .. transfer as written -> group */
};

struct reading {
    struct loader *loader;
    struct place *places;
    size_t place_count;
    size_t current;        /* place of the row before */
    struct lookup by_name; /* -> place */
};

static bool read_key(const struct csv_row *row, struct cell_key *key, uint64_t *number, struct problem *problem)
{
    static const enum column texts[] = {RUN, ENGINE, EXPERIMENT, KERNEL, VARIANT};

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (!field_name(row, texts[i], problem))
            return false;
    if (!field_text(row, MACHINE, problem) || !field_text(row, SETTING, problem))
        return false;
    if (strcmp(csv_field(row, TRANSFER), "resident") != 0 && strcmp(csv_field(row, TRANSFER), "copy") != 0)
        return csv_bad_field(row, TRANSFER, "a transfer (allowed: resident, copy)", problem);
    *key = (struct cell_key){
        .engine = csv_field(row, ENGINE),
        .experiment = csv_field(row, EXPERIMENT),
        .kernel = csv_field(row, KERNEL),
        .variant = csv_field(row, VARIANT),
        .transfer = csv_field(row, TRANSFER),
        .setting = csv_field(row, SETTING),
        .machine = csv_field(row, MACHINE),
    };
    return field_count(row, PROCESS, 1, number, problem) && field_count(row, N, 0, &key->n, problem)
        && field_count(row, BATCH, key->n > 0 ? 1 : 0, &key->batch, problem);
}

static bool is_same(const char *a, const char *b, size_t length)
{
    return length == 0 || memcmp(a, b, length) == 0;
}

static bool is_at(const struct place *place, const struct csv_row *row)
{
    return place->machine_length == csv_length(row, MACHINE) && place->setting_length == csv_length(row, SETTING)
        && is_same(place->name, csv_field(row, MACHINE), place->machine_length)
        && is_same(place->name + place->machine_length + 1, csv_field(row, SETTING), place->setting_length);
}

static size_t find_place(struct reading *reading, const struct csv_row *row)
{
    const size_t machine_length = csv_length(row, MACHINE);
    const size_t setting_length = csv_length(row, SETTING);
    const size_t length = machine_length + 1 + setting_length;
    char name[2 * CSV_LONGEST_FIELD + 1];

    memcpy(name, csv_field(row, MACHINE), machine_length + 1);
    memcpy(name + machine_length + 1, csv_field(row, SETTING), setting_length);
    const uint32_t found = lookup_find(&reading->by_name, name, length);
    if (found != LOOKUP_NONE)
        return found;

    reading->places = reallocate(reading->places, reading->place_count + 1, sizeof *reading->places);
    reading->places[reading->place_count] = (struct place){
        .name = copy_text(name, length), .machine_length = machine_length, .setting_length = setting_length};
    lookup_add(&reading->by_name, name, length, (uint32_t)reading->place_count);
    return reading->place_count++;
}

/* The place of the row, which becomes the current one: mostly that of the row before. */
static struct place *place_of(struct reading *reading, const struct csv_row *row)
{
    if (reading->place_count == 0 || !is_at(&reading->places[reading->current], row))
        reading->current = find_place(reading, row);
    return &reading->places[reading->current];
}

static void free_places(struct reading *reading)
{
    for (size_t i = 0; i < reading->place_count; i++) {
        free(reading->places[i].name);
        lookup_free(&reading->places[i].by_row);
    }
    free(reading->places);
    lookup_free(&reading->by_name);
}

/* Of the columns run .. transfer, each with a NUL behind it. */
static size_t key_length(const struct csv_row *row)
{
    return row->start[ROUND] - row->start[RUN];
}

/* The group of a row whose text is new. The group may be known all the same, for n may be written 64 or 064. */
static bool new_group(struct reading *reading, const struct csv_row *row, uint32_t *group, struct problem *problem)
{
    struct cell_key key;
    uint64_t number;

    if (!read_key(row, &key, &number, problem))
        return false;
    *group = loader_group(reading->loader, &key, csv_field(row, RUN), number);
    lookup_add(&reading->places[reading->current].by_row, csv_field(row, RUN), key_length(row), *group);
    return true;
}

static uint32_t hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return (uint32_t)(c - '0');
    if (c >= 'a' && c <= 'f')
        return (uint32_t)(c - 'a') + 10;
    return c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A') + 10 : UINT32_MAX;
}

static bool read_check(const struct csv_row *row, uint32_t *check, struct problem *problem)
{
    enum { DIGITS = 8 };
    const char *const text = csv_field(row, CHECK);
    bool valid = csv_length(row, CHECK) == DIGITS;

    *check = 0;
    for (size_t i = 0; valid && i < DIGITS; i++) {
        const uint32_t digit = hex_digit(text[i]);
        valid = digit < 16;
        *check = *check << 4 | (digit & 15);
    }
    return valid || csv_bad_field(row, CHECK, "a checksum (allowed: 8 hexadecimal digits, or empty)", problem);
}

static bool compare_check(struct cell *cell, const struct csv_row *row, struct problem *problem)
{
    uint32_t check;

    if (csv_length(row, CHECK) == 0)
        return true;
    if (!read_check(row, &check, problem))
        return false;
    if (!cell->has_check)
        cell->check = check;
    cell->has_check = true;
    cell->checks_differ |= cell->check != check;
    return true;
}

static bool on_row(void *context, const struct csv_row *row, struct problem *problem)
{
    struct reading *const reading = context;
    uint32_t group = lookup_find(&place_of(reading, row)->by_row, csv_field(row, RUN), key_length(row));
    uint64_t round, iterations;
    double elapsed_ns;

    if (group == LOOKUP_NONE && !new_group(reading, row, &group, problem))
        return false;
    if (!field_count(row, ROUND, 1, &round, problem) || !field_count(row, ITERATIONS, 1, &iterations, problem)
        || !field_time(row, ELAPSED_NS, &elapsed_ns, problem))
        return false;
    loader_add(reading->loader, group, elapsed_ns / (double)iterations);
    return compare_check(loader_cell(reading->loader, group), row, problem);
}

static bool load(FILE *stream, const char *path, struct loader *loader, const struct samples_options *options,
                 unsigned long *dropped_line, struct problem *problem)
{
    struct reading reading = {.loader = loader};
    const struct csv_plan plan = {
        .names = names,
        .name_count = MACHINE,
        .optional_count = COLUMNS - MACHINE,
        .allow_truncated = options->allow_truncated,
        .allow_no_rows = options->allow_no_rows,
        .on_row = on_row,
        .context = &reading,
    };
    const bool read = stream ? csv_read_stream(stream, path, &plan, dropped_line, problem)
                             : csv_read(path, &plan, dropped_line, problem);

    free_places(&reading);
    return read;
}

bool samples_load(const char *path, struct loader *loader, const struct samples_options *options,
                  unsigned long *dropped_line, struct problem *problem)
{
    return load(NULL, path, loader, options, dropped_line, problem);
}

static bool read_alone(FILE *stream, const char *path, bool allow_truncated, struct samples *samples,
                       struct problem *problem)
{
    *samples = (struct samples){0};
    struct loader loader = {.samples = samples};
    const struct samples_options options = {.allow_truncated = allow_truncated};
    unsigned long dropped_line;
    const bool read = load(stream, path, &loader, &options, &dropped_line, problem);

    samples->dropped_line = dropped_line;
    return loader_finish(&loader, read);
}

bool samples_read(const char *path, bool allow_truncated, struct samples *samples, struct problem *problem)
{
    return read_alone(NULL, path, allow_truncated, samples, problem);
}

bool samples_read_stream(FILE *stream, const char *name, bool allow_truncated, struct samples *samples,
                         struct problem *problem)
{
    return read_alone(stream, name, allow_truncated, samples, problem);
}
