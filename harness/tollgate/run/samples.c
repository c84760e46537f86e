/*
 * samples.csv in memory.
 *
 * Ten million rows must fit in 200 MB and take seconds, so a sample is one double,
 * elapsed_ns / iterations. Rows name their cell and process in text; that stretch of
 * the row, unparsed, is looked up in a hash table of the row's machine, which is seldom
 * another than that of the row before, and only text not seen before is
 * parsed, checked and turned into a cell and a process. Samples are collected in
 * chunks that grow with the process (realloc would hold two copies), and at the end
 * moved into one sorted array a process.
 */
#include "tollgate/run/samples.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stats/quantile.h"
#include "stats/quiet.h"
#include "tollgate/text/csv_reader.h"
#include "tollgate/text/memory.h"
#include "tollgate/text/number.h"

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
    COLUMNS
};
static const char *const names[COLUMNS] = {
    "run",   "process",  "engine", "experiment", "kernel",     "variant", "n",
    "batch", "transfer", "round",  "iterations", "elapsed_ns", "check",   "machine",
};

/* Eleven days; longer is no sample but a unit mistaken. */
static const double LONGEST_NS = 1e15;

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

/* Rows of one machine. */
struct place {
    char *machine;
    size_t length;
    struct text_table by_row; /* columns run .. transfer as written -> group */
};

struct loader {
    struct samples *samples;
    struct group *groups;
    size_t group_count;
    size_t group_capacity;
    size_t cell_capacity;
    struct place *places;
    size_t place_count;
    size_t current;               /* place of the row before */
    struct text_table by_machine; /* -> place */
    struct text_table by_name;    /* cell's name, run and number -> group */
};

struct cell_name cell_name(const struct cell_key *key, char between)
{
    struct cell_name name;
    const char b = between;

    snprintf(name.text, sizeof name.text, "%s%c%s%c%s%c%s%cn=%" PRIu64 "%cbatch=%" PRIu64 "%c%s", key->engine, b,
             key->experiment, b, key->kernel, b, key->variant, b, key->n, b, key->batch, b, key->transfer);
    if (*key->machine) {
        const size_t used = strlen(name.text);
        snprintf(name.text + used, sizeof name.text - used, "%con%c%s", b, b, key->machine);
    }
    return name;
}

static const char *field(const struct csv_row *row, enum column column)
{
    return row->text + row->start[column];
}

static bool check_text(const struct csv_row *row, enum column column, struct problem *problem)
{
    const char *const text = field(row, column);
    const size_t length = csv_length(row, column);

    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f)
            return csv_bad_field(row, column, "a name (allowed: text without control characters)", problem);
    return true;
}

static bool check_name(const struct csv_row *row, enum column column, struct problem *problem)
{
    if (csv_length(row, column) == 0)
        return csv_bad_field(row, column, "a name (allowed: text that is not empty)", problem);
    return check_text(row, column, problem);
}

static bool read_count(const struct csv_row *row, enum column column, uint64_t least, uint64_t *count,
                       struct problem *problem)
{
    if (number_count(field(row, column), csv_length(row, column), count) && *count >= least)
        return true;
    return csv_bad_field(row, column,
                         least > 0 ? "a positive whole number (allowed: 1 to 9007199254740992)"
                                   : "a whole number (allowed: 0 to 9007199254740992)",
                         problem);
}

static bool read_key(const struct csv_row *row, struct cell_key *key, uint64_t *number, struct problem *problem)
{
    static const enum column texts[] = {RUN, ENGINE, EXPERIMENT, KERNEL, VARIANT};

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (!check_name(row, texts[i], problem))
            return false;
    if (!check_text(row, MACHINE, problem))
        return false;
    if (strcmp(field(row, TRANSFER), "resident") != 0 && strcmp(field(row, TRANSFER), "copy") != 0)
        return csv_bad_field(row, TRANSFER, "a transfer (allowed: resident, copy)", problem);
    *key = (struct cell_key){
        .engine = field(row, ENGINE),
        .experiment = field(row, EXPERIMENT),
        .kernel = field(row, KERNEL),
        .variant = field(row, VARIANT),
        .transfer = field(row, TRANSFER),
        .machine = field(row, MACHINE),
    };
    return read_count(row, PROCESS, 1, number, problem) && read_count(row, N, 0, &key->n, problem)
        && read_count(row, BATCH, key->n > 0 ? 1 : 0, &key->batch, problem);
}

static char *copy_name(const char *text)
{
    return copy_text(text, strlen(text));
}

/* Adds a name to those of a list, unless it is there. */
static void note_name(char ***names_seen, size_t *count, const char *name)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp((*names_seen)[i], name) == 0)
            return;
    *names_seen = reallocate(*names_seen, *count + 1, sizeof **names_seen);
    (*names_seen)[(*count)++] = copy_name(name);
}

static size_t cell_of(struct loader *loader, const struct cell_key *key)
{
    struct samples *const samples = loader->samples;
    const struct cell_name name = cell_name(key, '\t');
    const uint32_t found = text_table_find(&samples->index, name.text, strlen(name.text));

    if (found != TEXT_TABLE_NONE)
        return found;
    if (samples->cell_count == loader->cell_capacity) {
        loader->cell_capacity = 2 * loader->cell_capacity + 64;
        samples->cells = reallocate(samples->cells, loader->cell_capacity, sizeof *samples->cells);
    }
    samples->cells[samples->cell_count] = (struct cell){.key = {
                                                            .engine = copy_name(key->engine),
                                                            .experiment = copy_name(key->experiment),
                                                            .kernel = copy_name(key->kernel),
                                                            .variant = copy_name(key->variant),
                                                            .transfer = copy_name(key->transfer),
                                                            .machine = copy_name(key->machine),
                                                            .n = key->n,
                                                            .batch = key->batch,
                                                        }};
    text_table_add(&samples->index, name.text, strlen(name.text), (uint32_t)samples->cell_count);
    note_name(&samples->engines, &samples->engine_count, key->engine);
    note_name(&samples->machines, &samples->machine_count, key->machine);
    return samples->cell_count++;
}

/* The place of the row's machine, which becomes the current one. */
static struct place *place_of(struct loader *loader, const struct csv_row *row)
{
    const char *const machine = field(row, MACHINE);
    const size_t length = csv_length(row, MACHINE);

    if (loader->place_count > 0 && loader->places[loader->current].length == length
        && memcmp(loader->places[loader->current].machine, machine, length) == 0)
        return &loader->places[loader->current];
    loader->current = text_table_find(&loader->by_machine, machine, length);
    if (loader->current == TEXT_TABLE_NONE) {
        loader->current = loader->place_count++;
        loader->places = reallocate(loader->places, loader->place_count, sizeof *loader->places);
        loader->places[loader->current] = (struct place){.machine = copy_text(machine, length), .length = length};
        text_table_add(&loader->by_machine, machine, length, (uint32_t)loader->current);
    }
    return &loader->places[loader->current];
}

static void free_places(struct loader *loader)
{
    for (size_t i = 0; i < loader->place_count; i++) {
        free(loader->places[i].machine);
        text_table_free(&loader->places[i].by_row);
    }
    free(loader->places);
    text_table_free(&loader->by_machine);
}

/* The group of a row whose text was not seen before; it may still be an old one, written otherwise. */
static bool new_group(struct loader *loader, const struct csv_row *row, uint32_t *group, struct problem *problem)
{
    struct cell_key key;
    uint64_t number;
    char name[64 + CSV_LONGEST_FIELD];

    if (!read_key(row, &key, &number, problem))
        return false;

    const size_t cell = cell_of(loader, &key);
    const int length = snprintf(name, sizeof name, "%zu %" PRIu64 " %s", cell, number, field(row, RUN));
    *group = text_table_find(&loader->by_name, name, (size_t)length);
    if (*group == TEXT_TABLE_NONE) {
        if (loader->group_count == loader->group_capacity) {
            loader->group_capacity = 2 * loader->group_capacity + 64;
            loader->groups = reallocate(loader->groups, loader->group_capacity, sizeof *loader->groups);
        }
        *group = (uint32_t)loader->group_count++;
        loader->groups[*group] = (struct group){.cell = cell, .run = copy_name(field(row, RUN)), .number = number};
        text_table_add(&loader->by_name, name, (size_t)length, *group);
    }
    text_table_add(&loader->places[loader->current].by_row, field(row, RUN), row->start[ROUND], *group);
    return true;
}

static void add_sample(struct group *group, double value)
{
    enum { SMALLEST_CHUNK = 32, LARGEST_CHUNK = 4096 };
    struct chunk *chunk = group->chunks;

    if (!chunk || chunk->count == chunk->capacity) {
        size_t capacity = group->count / 4;
        capacity = capacity < SMALLEST_CHUNK ? SMALLEST_CHUNK : capacity;
        capacity = capacity > LARGEST_CHUNK ? LARGEST_CHUNK : capacity;
        chunk = reallocate(NULL, sizeof *chunk + capacity * sizeof chunk->values[0], 1);
        *chunk = (struct chunk){.earlier = group->chunks, .capacity = capacity};
        group->chunks = chunk;
    }
    chunk->values[chunk->count++] = value;
    group->count++;
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
    const char *const text = field(row, CHECK);
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
    struct loader *const loader = context;
    uint32_t group = text_table_find(&place_of(loader, row)->by_row, field(row, RUN), row->start[ROUND]);
    uint64_t round, iterations;
    double elapsed_ns;

    if (group == TEXT_TABLE_NONE && !new_group(loader, row, &group, problem))
        return false;
    if (!read_count(row, ROUND, 1, &round, problem) || !read_count(row, ITERATIONS, 1, &iterations, problem))
        return false;
    if (!number_decimal(field(row, ELAPSED_NS), csv_length(row, ELAPSED_NS), &elapsed_ns)
        || !(elapsed_ns > 0 && elapsed_ns <= LONGEST_NS))
        return csv_bad_field(row, ELAPSED_NS, "a positive number (allowed: above 0, up to 1e15 ns)", problem);
    add_sample(&loader->groups[group], elapsed_ns / (double)iterations);
    return compare_check(&loader->samples->cells[loader->groups[group].cell], row, problem);
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

/* Units are the same for all cells of a work, or one that lacks a run could not be held against the others. */
static void finish_cells(struct samples *samples)
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

static int compare_counts(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

/* Names in the order in which people look for them; what is not listed comes before native code. */
static int compare_names(const char *a, const char *b)
{
    static const char *const families[] = {"js", "wasm"};
    size_t ranks[2] = {0, 0};

    for (size_t side = 0; side < 2; side++) {
        const char *const name = side == 0 ? a : b;
        while (ranks[side] < 2 && strncmp(name, families[ranks[side]], strlen(families[ranks[side]])) != 0)
            ranks[side]++;
        ranks[side] += strncmp(name, "native", strlen("native")) == 0 ? 1 : 0;
    }
    return ranks[0] != ranks[1] ? compare_counts(ranks[0], ranks[1]) : strcmp(a, b);
}

int cell_compare(const struct cell_key *a, const struct cell_key *b)
{
    int order = strcmp(a->experiment, b->experiment);

    if (order == 0)
        order = strcmp(a->kernel, b->kernel);
    if (order == 0)
        order = strcmp(a->machine, b->machine);
    if (order == 0)
        order = compare_counts(a->n, b->n);
    if (order == 0)
        order = compare_names(a->engine, b->engine);
    if (order == 0)
        order = compare_counts(a->batch, b->batch);
    if (order == 0)
        order = compare_names(a->variant, b->variant);
    return order != 0 ? order : strcmp(b->transfer, a->transfer);
}

bool cell_same_work(const struct cell_key *a, const struct cell_key *b)
{
    return strcmp(a->experiment, b->experiment) == 0 && strcmp(a->kernel, b->kernel) == 0
        && strcmp(a->machine, b->machine) == 0;
}

static int compare_cells(const void *a, const void *b)
{
    return cell_compare(&((const struct cell *)a)->key, &((const struct cell *)b)->key);
}

static void index_cells(struct samples *samples)
{
    text_table_free(&samples->index);
    for (size_t i = 0; i < samples->cell_count; i++) {
        const struct cell_name name = cell_name(&samples->cells[i].key, '\t');
        text_table_add(&samples->index, name.text, strlen(name.text), (uint32_t)i);
    }
}

static void sort_cells(struct samples *samples)
{
    if (samples->cell_count > 0)
        qsort(samples->cells, samples->cell_count, sizeof *samples->cells, compare_cells);
    index_cells(samples);
}

void samples_name_machine(struct samples *samples, const char *machine)
{
    for (size_t i = 0; i < samples->cell_count; i++) {
        free((void *)samples->cells[i].key.machine);
        samples->cells[i].key.machine = copy_name(machine);
    }
    free(samples->machines[0]);
    samples->machines[0] = copy_name(machine);
    index_cells(samples);
}

static struct csv_plan plan_of(struct loader *loader, bool allow_truncated)
{
    return (struct csv_plan){
        .names = names,
        .name_count = MACHINE,
        .optional_count = 1,
        .allow_truncated = allow_truncated,
        .on_row = on_row,
        .context = loader,
    };
}

/* What the rows have become, or nothing if they could not all be read; returns `read`. */
static bool finish(struct loader *loader, bool read)
{
    hand_over_groups(loader);
    sort_cells(loader->samples);
    finish_cells(loader->samples);
    free(loader->groups);
    free_places(loader);
    text_table_free(&loader->by_name);
    if (!read)
        samples_free(loader->samples);
    return read;
}

bool samples_read(const char *path, bool allow_truncated, struct samples *samples, struct problem *problem)
{
    *samples = (struct samples){0};
    struct loader loader = {.samples = samples};
    const struct csv_plan plan = plan_of(&loader, allow_truncated);

    return finish(&loader, csv_read(path, &plan, &samples->dropped_line, problem));
}

bool samples_read_stream(FILE *stream, const char *name, bool allow_truncated, struct samples *samples,
                         struct problem *problem)
{
    *samples = (struct samples){0};
    struct loader loader = {.samples = samples};
    const struct csv_plan plan = plan_of(&loader, allow_truncated);

    return finish(&loader, csv_read_stream(stream, name, &plan, &samples->dropped_line, problem));
}

static void free_cell(struct cell *cell)
{
    const char *const texts[] = {cell->key.engine,  cell->key.experiment, cell->key.kernel,
                                 cell->key.variant, cell->key.transfer,   cell->key.machine};

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
    text_table_free(&samples->index);
    *samples = (struct samples){0};
}

const struct cell *samples_find(const struct samples *samples, const struct cell_key *key)
{
    const struct cell_name name = cell_name(key, '\t');
    const uint32_t place = text_table_find(&samples->index, name.text, strlen(name.text));

    if (place == TEXT_TABLE_NONE || samples->cells[place].checks_differ)
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
