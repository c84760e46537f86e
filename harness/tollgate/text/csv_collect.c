/*
 * libcsv splits fields; this file knows lines and rows: it collects the named fields of a row in one
 * buffer, checks the header, and tells a row that was cut off from one that is wrong.
 * libcsv cannot be stopped from a callback, so after a failure callbacks do nothing.
 */
#include "tollgate/text/csv_collect.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/text/memory.h"

enum { EMPTY_FIELD = 1 /* byte */ };

/* A column that the file does not have, or a name that the plan does not have. */
#define NOWHERE SIZE_MAX

/* Where the plan names that column of the file; NOWHERE where the caller does not see it. */
static size_t name_of(const struct csv_collector *collector, size_t column)
{
    const struct csv_plan *const plan = collector->plan;

    if (column < plan->name_count)
        return column;
    for (size_t i = 0; i < plan->optional_count; i++)
        if (collector->optional_column[i] == column)
            return plan->name_count + i;
    return NOWHERE;
}

struct place {
    char text[64];
};

/* The field that is being read: "column NAME", or "field NUMBER" where names end. */
static struct place place_of(const struct csv_collector *collector)
{
    const size_t name = name_of(collector, collector->columns);
    struct place place;

    if (name != NOWHERE)
        snprintf(place.text, sizeof place.text, "column %s", collector->plan->names[name]);
    else
        snprintf(place.text, sizeof place.text, "field %zu", collector->columns + 1);
    return place;
}

bool csv_broken_field(const struct csv_collector *collector, const char *reason)
{
    return problem_set(collector->problem, "%s:%lu: %s: %s", collector->row.file, collector->line,
                       place_of(collector).text, reason);
}

static void count_inner_lines(struct csv_collector *collector, const char *field, size_t length)
{
    for (const char *at = field; (at = memchr(at, '\n', length - (size_t)(at - field))); at++)
        collector->inner_lines++;
}

/* Notes the column where the header names an optional one. Of two columns of one name the first counts. */
static void find_optional(struct csv_collector *collector, size_t column, const char *field, size_t length)
{
    const struct csv_plan *const plan = collector->plan;

    for (size_t i = 0; i < plan->optional_count; i++) {
        const char *const name = plan->names[plan->name_count + i];
        if (collector->optional_column[i] == NOWHERE && length == strlen(name) && memcmp(field, name, length) == 0)
            collector->optional_column[i] = column;
    }
}

/* Makes room behind the used bytes for as many fields as there may be, each of up to CSV_LONGEST_FIELD bytes. */
static void make_room(struct csv_collector *collector)
{
    collector->text = reallocate(collector->text, collector->used + CSV_MOST_COLUMNS * (CSV_LONGEST_FIELD + 1), 1);
    collector->row.text = collector->text;
}

/* How many bytes to keep of a field above CSV_LONGEST_FIELD: all if the plan has on_header, else it is an error. */
static size_t take_long_field(struct csv_collector *collector, size_t name, size_t length)
{
    if (collector->plan->on_header) {
        collector->used += length + 1;
        make_room(collector);
        collector->used -= length + 1;
        return length;
    }
    if (!collector->failed)
        problem_set(collector->problem, "%s:%lu: column %s: the field has %zu bytes (allowed: up to %d)",
                    collector->row.file, collector->line, collector->plan->names[name], length, CSV_LONGEST_FIELD);
    collector->failed = true;
    return 0;
}

static void keep_field(struct csv_collector *collector, size_t name, const char *field, size_t length)
{
    if (length > CSV_LONGEST_FIELD)
        length = take_long_field(collector, name, length);
    char *const place = collector->text + collector->used;
    /* libcsv has just written these bytes one by one; memcpy's wide loads would wait for them. */
    for (size_t i = 0; i < length; i++)
        place[i] = field[i];
    place[length] = '\0';
    collector->row.start[name] = collector->used;
    collector->row.length[name] = length;
    collector->used += length + 1;
}

void csv_on_field(void *field_bytes, size_t length, void *context)
{
    struct csv_collector *const collector = context;
    const char *const field = field_bytes;
    const size_t column = collector->columns++;
    size_t name = column;

    if (column >= collector->plan->name_count && !(collector->plan->on_header && column < CSV_MOST_COLUMNS)) {
        if (collector->header_columns == 0)
            find_optional(collector, column, field, length);
        name = name_of(collector, column);
    }
    if (name != NOWHERE)
        keep_field(collector, name, field, length);
    else
        count_inner_lines(collector, field, length);
}

/* Optional columns that the file does not have get the empty field at the start of the text. */
static void leave_out_missing(struct csv_collector *collector)
{
    for (size_t i = 0; i < collector->plan->optional_count; i++) {
        if (collector->optional_column[i] == NOWHERE) {
            collector->row.start[collector->plan->name_count + i] = 0;
            collector->row.length[collector->plan->name_count + i] = 0;
        }
    }
}

static bool check_header(struct csv_collector *collector)
{
    const struct csv_plan *const plan = collector->plan;

    for (size_t i = 0; i < plan->name_count; i++) {
        if (i >= collector->columns)
            return problem_set(collector->problem, "%s:%lu: column %s: missing from the header, which has %zu columns",
                               collector->row.file, collector->line, plan->names[i], collector->columns);
        const char *const name = csv_field(&collector->row, i);
        const size_t length = csv_length(&collector->row, i);
        if (length != strlen(plan->names[i]) || memcmp(name, plan->names[i], length) != 0)
            return problem_set(
                collector->problem, "%s:%lu: column %s: expected here (column %zu), but the header has %s",
                collector->row.file, collector->line, plan->names[i], i + 1, shown_field(name, length).text);
    }
    collector->header_columns = collector->columns;
    collector->stopped = !plan->on_row;
    if (plan->on_header && collector->columns > CSV_MOST_COLUMNS)
        return problem_set(collector->problem, "%s:%lu: the header has %zu columns (allowed: up to %d)",
                           collector->row.file, collector->line, collector->columns, CSV_MOST_COLUMNS);
    leave_out_missing(collector);
    collector->row.count = plan->on_header ? collector->columns : plan->name_count + plan->optional_count;
    return !plan->on_header || plan->on_header(plan->context, &collector->row, collector->problem);
}

static bool bad_column_count(const struct csv_collector *collector, unsigned long line, size_t columns,
                             const char *more)
{
    const size_t last = columns < collector->plan->name_count ? columns : collector->plan->name_count - 1;

    return problem_set(collector->problem, "%s:%lu: column %s: the row has %zu fields, the header %zu%s",
                       collector->row.file, line, collector->plan->names[last], columns, collector->header_columns,
                       more);
}

bool csv_short_row_is_not_the_last(const struct csv_collector *collector)
{
    return bad_column_count(collector, collector->short_line, collector->short_columns, ", and it is not the last");
}

static bool take_row(struct csv_collector *collector)
{
    if (collector->header_columns == 0)
        return check_header(collector);
    if (collector->short_line > 0)
        return csv_short_row_is_not_the_last(collector);
    if (collector->columns != collector->header_columns) {
        if (!collector->plan->allow_truncated || collector->columns > collector->header_columns)
            return bad_column_count(collector, collector->line, collector->columns, "");
        collector->short_line = collector->line;
        collector->short_columns = collector->columns;
        return true;
    }
    collector->rows++;
    collector->row.line = collector->line;
    return collector->plan->on_row(collector->plan->context, &collector->row, collector->problem);
}

void csv_on_line_end(int end, void *context)
{
    struct csv_collector *const collector = context;
    const bool second_half = end == '\n' && collector->after_return && collector->columns == 0;

    if (collector->columns > 0 && !collector->failed && !collector->stopped)
        collector->failed = !take_row(collector);
    collector->columns = 0;
    collector->used = EMPTY_FIELD;
    collector->line += collector->inner_lines + (end >= 0 && !second_half ? 1 : 0);
    collector->inner_lines = 0;
    collector->after_return = end == '\r';
}

struct csv_collector csv_collector_start(const struct csv_plan *plan, const char *name, struct problem *problem)
{
    struct csv_collector collector = {.plan = plan, .problem = problem, .line = 1, .used = EMPTY_FIELD};

    collector.row.file = name;
    collector.row.names = plan->names;
    for (size_t i = 0; i < plan->optional_count; i++)
        collector.optional_column[i] = NOWHERE;
    make_room(&collector);
    collector.text[0] = '\0';
    return collector;
}

bool csv_is_in_named_column(const struct csv_collector *collector)
{
    return name_of(collector, collector->columns) != NOWHERE;
}

void csv_collector_free(struct csv_collector *collector)
{
    free(collector->text);
    collector->text = NULL;
}
