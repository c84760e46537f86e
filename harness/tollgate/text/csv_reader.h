/* CSV files, row by row. */
#ifndef TOLLGATE_CSV_READER_H
#define TOLLGATE_CSV_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "tollgate/text/csv_plan.h"
#include "tollgate/text/csv_row.h"
#include "tollgate/text/problem.h"

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
