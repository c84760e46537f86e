/* What a caller wants of a CSV file. */
#ifndef TOLLGATE_CSV_PLAN_H
#define TOLLGATE_CSV_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "tollgate/text/csv_row.h"
#include "tollgate/text/problem.h"

/*
 * With on_header it gets all fields of each row, of any length, in the order of the
 * file, of up to CSV_MOST_COLUMNS columns, and no column may be optional. Without, there may be so many names.
 */
struct csv_plan {
    const char *const *names; /* the header's first columns, in order, then the optional ones */
    size_t name_count;        /* how many columns must be there, 1 or more; others may follow them */
    size_t optional_count;    /* so many may stand behind those, in any order; one that does not has empty fields */
    bool allow_truncated;     /* leave out one incomplete last row */
    bool allow_no_rows;       /* a header alone will do */
    bool (*on_header)(void *context, const struct csv_row *row, struct problem *problem); /* or NULL */
    bool (*on_row)(void *context, const struct csv_row *row,
                   struct problem *problem); /* NULL: read no further than the header */
    void *context;
};

#endif
