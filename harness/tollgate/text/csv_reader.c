/*
 * A strict reader on top of libcsv's streaming parser. A file whose last byte is no line end was cut off, and
 * then its last row cannot be trusted even if the fields happen to be all there. libcsv cannot be stopped from a
 * callback, so after a failure the loop ends with the block.
 */
#include "tollgate/text/csv_reader.h"

#include <csv.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "tollgate/text/csv_collect.h"

enum { BLOCK = 1 << 16, LARGEST_FIELD = 1 << 20 };

static bool parse_block(struct csv_collector *collector, struct csv_parser *parser, const char *block, size_t length)
{
    const char *const nul = memchr(block, '\0', length);
    const size_t sound = nul ? (size_t)(nul - block) : length;

    const size_t parsed = csv_parse(parser, block, sound, csv_on_field, csv_on_line_end, collector);
    if (collector->stopped || collector->failed)
        return false;
    if (parsed != sound)
        return csv_broken_field(collector, "a quote where none may stand (RFC 4180)");
    if (nul)
        return csv_broken_field(collector, "a NUL byte: this is not a text file");
    if (csv_get_buffer_size(parser) > LARGEST_FIELD)
        return csv_broken_field(collector, "more than 1048576 bytes: is a quote missing?");
    return true;
}

/*
 * Whether the field in which the file ends has line ends in it. No field of a named column may have one, so then a
 * quote is missing, and whole rows have become part of the field.
 */
static bool has_swallowed_rows(const struct csv_collector *collector, const struct csv_parser *parser)
{
    return csv_is_in_named_column(collector) && parser->entry_pos > 0
        && memchr(parser->entry_buf, '\n', parser->entry_pos);
}

static bool finish(struct csv_collector *collector, struct csv_parser *parser, char last, unsigned long *dropped_line)
{
    const bool cut = last != '\n' && last != '\r';

    if (cut && has_swallowed_rows(collector, parser))
        return csv_broken_field(collector, "a quoted field has no end");
    if (cut && collector->short_line > 0)
        return csv_short_row_is_not_the_last(collector);
    if (cut && collector->header_columns > 0 && collector->plan->allow_truncated)
        collector->short_line = collector->line;
    else if (cut)
        return csv_broken_field(collector,
                                collector->header_columns > 0
                                    ? "the last row is cut off: no line end (--allow-truncated leaves the row out)"
                                    : "the last row is cut off: no line end");
    else if (csv_fini(parser, csv_on_field, csv_on_line_end, collector) != 0)
        return csv_broken_field(collector, "a quoted field has no end");
    /* No row can have failed since: csv_fini() has none left where the last byte is a line end. */
    if (collector->header_columns == 0)
        return problem_set(collector->problem, "%s:1: column %s: missing: there is no header", collector->row.file,
                           collector->plan->names[0]);
    if (collector->rows == 0 && !collector->plan->allow_no_rows)
        return problem_set(collector->problem, "%s:%lu: no rows below the header", collector->row.file,
                           collector->line);
    *dropped_line = collector->short_line;
    return true;
}

/* A byte order mark, which some spreadsheets write, is no part of the first name. */
static size_t mark_length(const char *block, size_t length)
{
    return length >= 3 && memcmp(block, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

static bool read_stream(FILE *stream, struct csv_collector *collector, struct csv_parser *parser,
                        unsigned long *dropped_line)
{
    static char block[BLOCK];
    char last = '\0';
    bool empty = true;
    size_t length;

    do {
        length = fread(block, 1, sizeof block, stream);
        if (length > 0) {
            const size_t skip = empty ? mark_length(block, length) : 0;
            if (!parse_block(collector, parser, block + skip, length - skip))
                return false;
            last = block[length - 1];
            empty = false;
        }
    } while (length == sizeof block);
    if (ferror(stream))
        return problem_set(collector->problem, "%s: cannot read: %s", collector->row.file, strerror(errno));
    if (empty)
        return problem_set(collector->problem, "%s:1: the file is empty", collector->row.file);
    return finish(collector, parser, last, dropped_line);
}

bool csv_read_stream(FILE *stream, const char *name, const struct csv_plan *plan, unsigned long *dropped_line,
                     struct problem *problem)
{
    struct csv_parser parser;

    *dropped_line = 0;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
        return problem_set(problem, "%s: cannot start the CSV parser", name);

    struct csv_collector collector = csv_collector_start(plan, name, problem);
    const bool read =
        read_stream(stream, &collector, &parser, dropped_line) || (collector.stopped && !collector.failed);
    csv_free(&parser);
    csv_collector_free(&collector);
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
