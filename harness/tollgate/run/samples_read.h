/* samples.csv into a loader, which may get samples of other files too. */
#ifndef TOLLGATE_SAMPLES_READ_H
#define TOLLGATE_SAMPLES_READ_H

#include <stdbool.h>

#include "tollgate/run/loader.h"
#include "tollgate/text/problem.h"

struct samples_options {
    bool allow_truncated; /* leave out one incomplete last row */
    bool allow_no_rows;   /* a header alone will do */
};

/*
 * Adds the samples of the file `path`. Returns false with the problem set if it is no samples.csv. *dropped_line is the
 * line of a cut-off last row that was left out, or 0.
 */
bool samples_load(const char *path, struct loader *loader, const struct samples_options *options,
                  unsigned long *dropped_line, struct problem *problem);

#endif
