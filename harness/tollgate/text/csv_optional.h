/* Files of a run that need not be there. */
#ifndef TOLLGATE_CSV_OPTIONAL_H
#define TOLLGATE_CSV_OPTIONAL_H

#include <stdbool.h>

#include "tollgate/text/csv_reader.h"

/* Whether there is such a file, if perhaps one that cannot be read. */
bool csv_is_there(const char *path);

/*
 * csv_read() of DIR/NAME where there is such a file. Returns false, with the problem
 * set, only if it is there and cannot be read; *there says whether it is.
 */
bool csv_read_if_there(const char *directory, const char *name, const struct csv_plan *plan, bool *there,
                       struct problem *problem);

#endif
