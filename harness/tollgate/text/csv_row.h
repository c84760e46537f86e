/* One row of a CSV file that is being read. */
#ifndef TOLLGATE_CSV_ROW_H
#define TOLLGATE_CSV_ROW_H

#include <stdbool.h>
#include <stddef.h>

#include "tollgate/text/problem.h"

enum { CSV_MOST_COLUMNS = 32, CSV_LONGEST_FIELD = 1000 };

struct csv_row {
    const char *file;
    unsigned long line; /* where the row begins, from 1 */
    const char *const *names;
    const char *text;                /* fields with a NUL behind each; the required ones in order, without gaps */
    size_t count;                    /* how many fields there are */
    size_t start[CSV_MOST_COLUMNS];  /* field i is text[start[i]] .. */
    size_t length[CSV_MOST_COLUMNS]; /* .. in bytes, without the NUL */
};

static inline const char *csv_field(const struct csv_row *row, size_t i)
{
    return row->text + row->start[i];
}

/* Length in bytes of field i. */
static inline size_t csv_length(const struct csv_row *row, size_t i)
{
    return row->length[i];
}

/* A copy of field i, which the caller frees. */
char *csv_copy(const struct csv_row *row, size_t i);

/* Sets "FILE:LINE: column NAME: "field" is not REASON"; returns false. */
bool csv_bad_field(const struct csv_row *row, size_t i, const char *reason, struct problem *problem);

#endif
