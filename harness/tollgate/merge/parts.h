/* What the parts of `tollgate merge` share. */
#ifndef TOLLGATE_MERGE_PARTS_H
#define TOLLGATE_MERGE_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "tollgate/run/elements.h"
#include "tollgate/run/facts.h"
#include "tollgate/text/problem.h"
#include "tollgate/text/sentences.h"

/* One of the runs that are joined. */
struct merge_run {
    const char *directory;
    struct facts facts;
    struct elements elements;
};

/* The machine of what does not name one: the run's host; NULL where nobody knows. */
const char *merge_host(const struct merge_run *run);

struct merge {
    struct merge_run *runs; /* [run_count] */
    size_t run_count;
    bool allow_truncated;
};

/* What the samples of all runs are, one run in memory at a time. */
struct merge_found {
    struct sentences refusals; /* any: the runs must not be joined */
    struct sentences warnings;
    struct sentences machines;
    size_t cell_count;
    size_t sample_count;
    size_t wrong_results;
};

/*
 * Reads the samples of all runs. False, with the problem set, also where a process of a cell is in two of
 * them. *found is to be freed either way.
 */
bool merge_check(const struct merge *merge, struct merge_found *found, struct problem *problem);

void merge_found_free(struct merge_found *found);

/* Writes the files of all runs into a folder that is there. */
bool merge_files(const struct merge *merge, const char *directory, struct problem *problem);

/* Removes what merge_files() may have written, and the folder. */
void merge_remove(const char *directory);

#endif
