/* What is summed up: the samples of a run, and what lies beside them in its folder. */
#ifndef TOLLGATE_SUMMARIZE_INPUT_H
#define TOLLGATE_SUMMARIZE_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "tollgate/run/elements.h"
#include "tollgate/run/experiments.h"
#include "tollgate/run/facts.h"
#include "tollgate/run/floors.h"
#include "tollgate/run/samples.h"
#include "tollgate/text/problem.h"

/* Each file of the folder is read once. */
struct input {
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
bool input_read(struct input *input, const struct samples *samples, const char *directory, struct problem *problem);
void input_free(struct input *input);

/* The caller frees `all`. */
struct measured_list input_measured(const struct input *input);

#endif
