/* Collects the fields that libcsv finds into rows. */
#ifndef TOLLGATE_CSV_COLLECT_H
#define TOLLGATE_CSV_COLLECT_H

#include <stdbool.h>
#include <stddef.h>

#include "tollgate/text/csv_plan.h"

struct csv_collector {
    const struct csv_plan *plan;
    struct problem *problem;
    struct csv_row row;
    char *text;                               /* an empty field, then the fields of this row */
    size_t used;                              /* bytes of text[] */
    size_t columns;                           /* fields of this row so far */
    size_t header_columns;                    /* 0 until the header has been read */
    size_t optional_column[CSV_MOST_COLUMNS]; /* where the header has each optional one, or NOWHERE */
    unsigned long line;                       /* line of the row being read */
    unsigned long inner_lines;                /* line ends inside its quoted fields */
    unsigned long short_line;                 /* line of a row with too few fields, or 0 */
    size_t short_columns;                     /* how many it has */
    unsigned long rows;
    bool after_return; /* the last line end was a carriage return */
    bool failed;
    bool stopped; /* on purpose: the plan wants the header only */
};

/* Begins a file, which messages call `name`. */
struct csv_collector csv_collector_start(const struct csv_plan *plan, const char *name, struct problem *problem);

void csv_collector_free(struct csv_collector *collector);

/* For csv_parse(): called at the end of every field; the context is the collector. */
void csv_on_field(void *field_bytes, size_t length, void *context);

/*
 * For csv_parse(): called at every line end outside quotes; `end` is that byte, or -1 at the end of the file.
 * A carriage return and a newline with nothing between them are one line end.
 */
void csv_on_line_end(int end, void *context);

/* Sets "FILE:LINE: PLACE: REASON" for the field that is being read; returns false. */
bool csv_broken_field(const struct csv_collector *collector, const char *reason);

/* Sets the problem for a row with too few fields that others follow; returns false. */
bool csv_short_row_is_not_the_last(const struct csv_collector *collector);

/* Whether the field that is being read is in a column that the plan names. */
bool csv_is_in_named_column(const struct csv_collector *collector);

#endif
