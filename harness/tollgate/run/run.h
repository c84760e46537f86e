/* A run in memory, and the folder that it came from. */
#ifndef TOLLGATE_RUN_H
#define TOLLGATE_RUN_H

#include <stdbool.h>
#include <stddef.h>

#include "tollgate/run/samples.h"
#include "tollgate/text/problem.h"
#include "tollgate/text/sentences.h"

struct run {
    const char *directory;
    struct samples samples;
    struct sentences left_out; /* rows that were cut off: "FILE:LINE: what is the matter" */
};

/*
 * Reads DIR/samples.csv, and the startup.csv of an old run where there is one. Returns false, with the problem set,
 * if one of them cannot be read or there is no sample; then nothing needs freeing.
 */
bool run_read(const char *directory, bool allow_truncated, struct run *run, struct problem *problem);

/* Warns on stderr of rows that were left out, and of cells whose checks differ; returns the number of such cells. */
size_t run_warn(const struct run *run);

void run_free(struct run *run);

#endif
