/*
 * A strict reader on top of libcsv's streaming parser.
 *
 * libcsv splits fields; this file knows lines and rows: it collects the named
 * fields of a row in one buffer, checks the header, and tells a row that was cut
 * off from one that is wrong. A file whose last byte is no line end was cut off, and
 * then its last row cannot be trusted even if the fields happen to be all there.
 * libcsv cannot be stopped from a callback, so after a failure callbacks do nothing
 * and the loop ends with the block.
 */
#include "tollgate/text/csv_reader.h"

#include <csv.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/text/memory.h"

enum { BLOCK = 1 << 16, LARGEST_FIELD = 1 << 20 };

struct reader {
    const struct csv_plan *plan;
    struct problem *problem;
    struct csv_row row;
    char *text;
    size_t columns;            /* fields of this row so far */
    size_t header_columns;     /* 0 until the header has been read */
    size_t optional_column;    /* where the optional one stands in the header; SIZE_MAX: nowhere */
    unsigned long line;        /* line of the row being read */
    unsigned long inner_lines; /* line ends inside its quoted fields */
    unsigned long short_line;  /* line of a row with too few fields, or 0 */
    size_t short_columns;      /* how many it has */
    unsigned long rows;
    bool after_return; /* the last line end was a carriage return */
    bool failed;
    bool stopped; /* as was wanted: by a plan that is about the header alone */
};

size_t csv_length(const struct csv_row *row, size_t i)
{
    return row->start[i + 1] - row->start[i] - 1;
}

bool csv_bad_field(const struct csv_row *row, size_t i, const char *reason, struct problem *problem)
{
    const struct shown shown = shown_field(row->text + row->start[i], csv_length(row, i));

    return problem_set(problem, "%s:%lu: column %s: %s is not %s", row->file, row->line, row->names[i], shown.text,
                       reason);
}

/* Whether a caller sees that column of the file. */
static bool is_kept(const struct reader *reader, size_t column)
{
    return column < reader->plan->name_count || column == reader->optional_column;
}

/* Its place among the names. */
static size_t name_of(const struct reader *reader, size_t column)
{
    return column < reader->plan->name_count ? column : reader->plan->name_count;
}

struct place {
    char text[64];
};

/* The field that is being read: "column NAME", or "field NUMBER" where names end. */
static struct place place_of(const struct reader *reader)
{
    struct place place;

    if (is_kept(reader, reader->columns))
        snprintf(place.text, sizeof place.text, "column %s", reader->plan->names[name_of(reader, reader->columns)]);
    else
        snprintf(place.text, sizeof place.text, "field %zu", reader->columns + 1);
    return place;
}

/* Sets "FILE:LINE: PLACE: REASON" for the field that is being read; returns false. */
static bool broken_field(const struct reader *reader, const char *reason)
{
    return problem_set(reader->problem, "%s:%lu: %s: %s", reader->row.file, reader->line, place_of(reader).text,
                       reason);
}

static void count_inner_lines(struct reader *reader, const char *field, size_t length)
{
    for (const char *at = field; (at = memchr(at, '\n', length - (size_t)(at - field))); at++)
        reader->inner_lines++;
}

/* Whether the header's field is the optional column; a second one of that name is like any other. */
static bool begins_optional(const struct reader *reader, const char *field, size_t length)
{
    const struct csv_plan *const plan = reader->plan;

    return reader->header_columns == 0 && plan->optional_count > 0 && reader->optional_column == SIZE_MAX
        && length == strlen(plan->names[plan->name_count]) && memcmp(field, plan->names[plan->name_count], length) == 0;
}

/* Room for the first `begin` bytes of a row, and for as many fields as there may be that are not long. */
static void make_room(struct reader *reader, size_t begin)
{
    reader->text = reallocate(reader->text, begin + CSV_MOST_COLUMNS * (CSV_LONGEST_FIELD + 1), 1);
    reader->row.text = reader->text;
}

/* What is taken of a field that is long: all of it where all columns are asked for, else none. */
static size_t take_long_field(struct reader *reader, size_t name, size_t length)
{
    if (reader->plan->on_header) {
        make_room(reader, reader->row.start[name] + length + 1);
        return length;
    }
    if (!reader->failed)
        problem_set(reader->problem, "%s:%lu: column %s: the field has %zu bytes (allowed: up to %d)", reader->row.file,
                    reader->line, reader->plan->names[name], length, CSV_LONGEST_FIELD);
    reader->failed = true;
    return 0;
}

static void keep_field(struct reader *reader, size_t name, const char *field, size_t length)
{
    if (length > CSV_LONGEST_FIELD)
        length = take_long_field(reader, name, length);
    char *const place = reader->text + reader->row.start[name];
    /* libcsv has just written these bytes one by one; memcpy's wide loads would wait for them. */
    for (size_t i = 0; i < length; i++)
        place[i] = field[i];
    place[length] = '\0';
    reader->row.start[name + 1] = reader->row.start[name] + length + 1;
}

static void on_field(void *field_bytes, size_t length, void *context)
{
    struct reader *const reader = context;
    const char *const field = field_bytes;
    const size_t column = reader->columns++;

    if (column < reader->plan->name_count || (reader->plan->on_header && column < CSV_MOST_COLUMNS)) {
        keep_field(reader, column, field, length);
        return;
    }
    if (begins_optional(reader, field, length))
        reader->optional_column = column;
    if (column == reader->optional_column)
        keep_field(reader, reader->plan->name_count, field, length);
    else
        count_inner_lines(reader, field, length);
}

static bool check_header(struct reader *reader)
{
    const struct csv_plan *const plan = reader->plan;

    for (size_t i = 0; i < plan->name_count; i++) {
        if (i >= reader->columns)
            return problem_set(reader->problem, "%s:%lu: column %s: missing from the header, which has %zu columns",
                               reader->row.file, reader->line, plan->names[i], reader->columns);
        const char *const name = reader->text + reader->row.start[i];
        const size_t length = csv_length(&reader->row, i);
        if (length != strlen(plan->names[i]) || memcmp(name, plan->names[i], length) != 0)
            return problem_set(reader->problem, "%s:%lu: column %s: expected here (column %zu), but the header has %s",
                               reader->row.file, reader->line, plan->names[i], i + 1, shown_field(name, length).text);
    }
    reader->header_columns = reader->columns;
    reader->stopped = !plan->on_row;
    if (plan->on_header && reader->columns > CSV_MOST_COLUMNS)
        return problem_set(reader->problem, "%s:%lu: the header has %zu columns (allowed: up to %d)", reader->row.file,
                           reader->line, reader->columns, CSV_MOST_COLUMNS);
    reader->row.count = plan->on_header ? reader->columns : plan->name_count + plan->optional_count;
    return !plan->on_header || plan->on_header(plan->context, &reader->row, reader->problem);
}

static bool bad_column_count(const struct reader *reader, unsigned long line, size_t columns, const char *more)
{
    const size_t last = columns < reader->plan->name_count ? columns : reader->plan->name_count - 1;

    return problem_set(reader->problem, "%s:%lu: column %s: the row has %zu fields, the header %zu%s", reader->row.file,
                       line, reader->plan->names[last], columns, reader->header_columns, more);
}

static bool short_row_is_not_the_last(const struct reader *reader)
{
    return bad_column_count(reader, reader->short_line, reader->short_columns, ", and it is not the last");
}

static bool take_row(struct reader *reader)
{
    if (reader->header_columns == 0)
        return check_header(reader);
    if (reader->short_line > 0)
        return short_row_is_not_the_last(reader);
    if (reader->columns != reader->header_columns) {
        if (!reader->plan->allow_truncated || reader->columns > reader->header_columns)
            return bad_column_count(reader, reader->line, reader->columns, "");
        reader->short_line = reader->line;
        reader->short_columns = reader->columns;
        return true;
    }
    if (reader->plan->optional_count > 0 && reader->optional_column == SIZE_MAX)
        keep_field(reader, reader->plan->name_count, "", 0);
    reader->rows++;
    reader->row.line = reader->line;
    return reader->plan->on_row(reader->plan->context, &reader->row, reader->problem);
}

/*
 * Called at every line end outside quotes; `end` is that byte, or -1 at the end of the file.
 * A carriage return and a newline with nothing between them are one line end.
 */
static void on_line_end(int end, void *context)
{
    struct reader *const reader = context;
    const bool second_half = end == '\n' && reader->after_return && reader->columns == 0;

    if (reader->columns > 0 && !reader->failed && !reader->stopped)
        reader->failed = !take_row(reader);
    reader->columns = 0;
    reader->line += reader->inner_lines + (end >= 0 && !second_half ? 1 : 0);
    reader->inner_lines = 0;
    reader->after_return = end == '\r';
}

static bool parse_block(struct reader *reader, struct csv_parser *parser, const char *block, size_t length)
{
    const char *const nul = memchr(block, '\0', length);
    const size_t sound = nul ? (size_t)(nul - block) : length;

    const size_t parsed = csv_parse(parser, block, sound, on_field, on_line_end, reader);
    if (reader->stopped || reader->failed)
        return false;
    if (parsed != sound)
        return broken_field(reader, "a quote where none may stand (RFC 4180)");
    if (nul)
        return broken_field(reader, "a NUL byte: this is not a text file");
    if (csv_get_buffer_size(parser) > LARGEST_FIELD)
        return broken_field(reader, "more than 1048576 bytes: is a quote missing?");
    return true;
}

/*
 * Whether the field that the end of the file interrupts has taken in line ends, which no named
 * column may hold: then a quote is missing, and whole rows are in the field.
 */
static bool has_swallowed_rows(const struct reader *reader, const struct csv_parser *parser)
{
    return is_kept(reader, reader->columns) && parser->entry_pos > 0
        && memchr(parser->entry_buf, '\n', parser->entry_pos);
}

static bool finish(struct reader *reader, struct csv_parser *parser, char last, unsigned long *dropped_line)
{
    const bool cut = last != '\n' && last != '\r';

    if (cut && has_swallowed_rows(reader, parser))
        return broken_field(reader, "a quoted field has no end");
    if (cut && reader->short_line > 0)
        return short_row_is_not_the_last(reader);
    if (cut && reader->header_columns > 0 && reader->plan->allow_truncated)
        reader->short_line = reader->line;
    else if (cut)
        return broken_field(reader, reader->header_columns > 0
                                        ? "the last row is cut off: no line end (--allow-truncated leaves the row out)"
                                        : "the last row is cut off: no line end");
    else if (csv_fini(parser, on_field, on_line_end, reader) != 0)
        return broken_field(reader, "a quoted field has no end");
    /* No row can have failed since: csv_fini() has none left where the last byte is a line end. */
    if (reader->header_columns == 0)
        return problem_set(reader->problem, "%s:1: column %s: missing: there is no header", reader->row.file,
                           reader->plan->names[0]);
    if (reader->rows == 0 && !reader->plan->on_header)
        return problem_set(reader->problem, "%s:%lu: no rows below the header", reader->row.file, reader->line);
    *dropped_line = reader->short_line;
    return true;
}

/* A byte order mark, which some spreadsheets write, is no part of the first name. */
static size_t mark_length(const char *block, size_t length)
{
    return length >= 3 && memcmp(block, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

static bool read_stream(FILE *stream, struct reader *reader, struct csv_parser *parser, unsigned long *dropped_line)
{
    static char block[BLOCK];
    char last = '\0';
    bool empty = true;
    size_t length;

    do {
        length = fread(block, 1, sizeof block, stream);
        if (length > 0) {
            const size_t skip = empty ? mark_length(block, length) : 0;
            if (!parse_block(reader, parser, block + skip, length - skip))
                return false;
            last = block[length - 1];
            empty = false;
        }
    } while (length == sizeof block);
    if (ferror(stream))
        return problem_set(reader->problem, "%s: cannot read: %s", reader->row.file, strerror(errno));
    if (empty)
        return problem_set(reader->problem, "%s:1: the file is empty", reader->row.file);
    return finish(reader, parser, last, dropped_line);
}

bool csv_read_stream(FILE *stream, const char *name, const struct csv_plan *plan, unsigned long *dropped_line,
                     struct problem *problem)
{
    struct reader reader = {.plan = plan, .problem = problem, .line = 1, .optional_column = SIZE_MAX};
    struct csv_parser parser;

    *dropped_line = 0;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
        return problem_set(problem, "%s: cannot start the CSV parser", name);
    reader.row = (struct csv_row){.file = name, .names = plan->names};
    make_room(&reader, 0);

    const bool read = read_stream(stream, &reader, &parser, dropped_line) || (reader.stopped && !reader.failed);
    csv_free(&parser);
    free(reader.text);
    return read;
}

bool csv_read(const char *path, const struct csv_plan *plan, unsigned long *dropped_line, struct problem *problem)
{
    FILE *const stream = fopen(path, "rb");

    *dropped_line = 0;
    if (!stream)
        return problem_set(problem, "%s: cannot open: %s", path, strerror(errno));

    const bool read = csv_read_stream(stream, path, plan, dropped_line, problem);
    fclose(stream);
    return read;
}
