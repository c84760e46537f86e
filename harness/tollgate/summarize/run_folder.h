/* What is summed up: the samples of a run, and what lies beside them in its folder. */
#ifndef TOLLGATE_SUMMARIZE_RUN_FOLDER_H
#define TOLLGATE_SUMMARIZE_RUN_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "tollgate/run/elements.h"
#include "tollgate/run/experiments.h"
#include "tollgate/run/facts.h"
#include "tollgate/run/floors.h"
#include "tollgate/run/samples.h"
#include "tollgate/text/problem.h"

/* Each file of the folder is read once. */
struct run_folder {
    const struct samples *samples;
    const char *directory;
    struct experiments experiments;
    struct facts facts;
    struct floors floors;
    struct elements elements;
};

/* An experiment that was measured, and its cells, which follow each other in the samples. */
struct measured {
    struct experiment experiment;
    const struct cell *cells; /* [count], 1 or more */
    size_t count;
};

/* The experiments of the samples, in the order of their places; [count]. */
struct measured_list {
    struct measured *all;
    size_t count;
};

/* Reads all files but floor.csv, which the run may be about to make. On false nothing needs freeing. */
bool run_folder_read(struct run_folder *folder, const struct samples *samples, const char *directory,
                     struct problem *problem);
void run_folder_free(struct run_folder *folder);

/* The caller frees `all`. */
struct measured_list measured_experiments(const struct run_folder *folder);

#endif
