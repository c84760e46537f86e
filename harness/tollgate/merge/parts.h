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

/* The machine of rows that do not name one: the host in the environment.csv of the run; NULL where there is none. */
const char *merge_host(const struct merge_run *run);

struct merge {
    struct merge_run *runs; /* [run_count] */
    size_t run_count;
    bool allow_truncated;
};

/* What was found in the samples of all runs. */
struct merge_found {
    struct sentences refusals; /* any: the runs must not be joined */
    struct sentences warnings;
    struct sentences machines;
    size_t cell_count;
    size_t sample_count;
    size_t wrong_results;
};

/*
 * Reads the samples of all runs, one run in memory at a time. Returns false, with the problem set, if one cannot be
 * read or two runs hold the same process of a cell. Either way *found is to be freed.
 */
bool merge_check(const struct merge *merge, struct merge_found *found, struct problem *problem);

void merge_found_free(struct merge_found *found);

/* Writes the files of all runs into a folder that is there. */
bool merge_files(const struct merge *merge, const char *directory, struct problem *problem);

/* Removes what merge_files() may have written, and the folder. */
void merge_remove(const char *directory);

#endif
