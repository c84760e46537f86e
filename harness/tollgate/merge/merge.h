/* `tollgate merge`: several runs as one. */
#ifndef TOLLGATE_MERGE_H
#define TOLLGATE_MERGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "tollgate/text/problem.h"

struct merge_options {
    const char *out; /* a folder that is not there, or is empty */
    bool allow_truncated;
};

/*
 * Joins runs[run_count], folders, into the new folder options->out, and says so on `out`; *exit_code is 0, 1 where
 * cells have wrong results, or 3 where the runs must not be joined, and then nothing is written.
 */
bool merge(const char *const *runs, size_t run_count, const struct merge_options *options, FILE *out, int *exit_code,
           struct problem *problem);

#endif
