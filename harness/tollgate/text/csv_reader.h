/* CSV files, row by row. */
#ifndef TOLLGATE_CSV_READER_H
#define TOLLGATE_CSV_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "tollgate/text/problem.h"

enum { CSV_MOST_COLUMNS = 32, CSV_LONGEST_FIELD = 1000 };

struct csv_row {
    const char *file;
    unsigned long line; /* where the row begins, from 1 */
    const char *const *names;
    const char *text;                   /* the named fields in order, the optional one last, a NUL behind each */
    size_t count;                       /* how many fields that are */
    size_t start[CSV_MOST_COLUMNS + 1]; /* field i is text[start[i]] .. text[start[i + 1] - 2] */
};

/*
 * What a caller wants of a file. With on_header it gets all fields of each row, of any length, in the order of the file,
 * of up to CSV_MOST_COLUMNS columns; then a file may have no rows.
 */
struct csv_plan {
    const char *const *names; /* the header's first columns, in order; more may follow them */
    size_t name_count;        /* 1 .. CSV_MOST_COLUMNS */
    size_t
        optional_count; /* 1: names[name_count] may stand anywhere behind those; its field is empty where it does not */
    bool allow_truncated; /* leave out one incomplete last row */
    bool (*on_header)(void *context, const struct csv_row *row, struct problem *problem); /* or NULL */
    bool (*on_row)(void *context, const struct csv_row *row,
                   struct problem *problem); /* NULL: read no further than the header */
    void *context;
};

/* Length in bytes of field i. */
size_t csv_length(const struct csv_row *row, size_t i);

/* Sets "FILE:LINE: column NAME: "field" is not REASON"; returns false. */
bool csv_bad_field(const struct csv_row *row, size_t i, const char *reason, struct problem *problem);

/*
 * Calls plan->on_row for each row below the header. Returns false, with the
 * problem set, as soon as on_row does or the file is not such a CSV file. On
 * success *dropped_line is the line of a row that was left out, or 0.
 */
bool csv_read(const char *path, const struct csv_plan *plan, unsigned long *dropped_line, struct problem *problem);

/* The same from a stream, which messages call `name`; the caller closes it. */
bool csv_read_stream(FILE *stream, const char *name, const struct csv_plan *plan, unsigned long *dropped_line,
                     struct problem *problem);

#endif
