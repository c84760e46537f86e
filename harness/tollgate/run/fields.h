/* Fields that several files of a run have. Each function returns false, with the problem set, for a bad field. */
#ifndef TOLLGATE_FIELDS_H
#define TOLLGATE_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tollgate/text/csv_row.h"
#include "tollgate/text/problem.h"

/* Text without control characters, which may be empty. */
bool field_text(const struct csv_row *row, size_t column, struct problem *problem);

/* The same, but not empty. */
bool field_name(const struct csv_row *row, size_t column, struct problem *problem);

/* A whole number from `least` (0 or 1) to 2^53. */
bool field_count(const struct csv_row *row, size_t column, uint64_t least, uint64_t *count, struct problem *problem);

/* A time of more than 0 ns, up to eleven days. */
bool field_time(const struct csv_row *row, size_t column, double *ns, struct problem *problem);

#endif
