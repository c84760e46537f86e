/* experiments.csv in memory: how each experiment of a run is summed up. */
#ifndef TOLLGATE_EXPERIMENTS_H
#define TOLLGATE_EXPERIMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "tollgate/text/problem.h"

/* The forms of a summary, in the order in which their tables are printed. */
enum experiment_form {
    FORM_CELLS, /* a table of each kernel and size: time and speedup of each cell */
    FORM_SWEEP, /* the same work in batches of several sizes: the price of a call, and when it pays */
    FORM_ITEMS, /* time and rate of one item, net of an empty loop */
    FORM_CALLS, /* time of one call, net of an empty loop; variants and kernels are named as call_words.h says */
    FORM_TWINS, /* each variant twice, the second one named `-again`: the noise floor */
    FORM_COUNT
};

struct experiment {
    const char *name;
    enum experiment_form form;
    const char *heading; /* what titles of its tables add; "" for nothing */
    bool lone_cells;     /* of a sweep: a cell measured at one batch alone is meant to be alone */
    size_t place;        /* among the experiments of a run, for the order of tables */
};

/* What a run says of its experiments. All zero bytes are those of a run that says nothing. */
struct experiments {
    struct experiment *all; /* in the order of the file; [count] */
    char **texts;           /* names and headings, which belong to it; [2 * count] */
    size_t count;
};

/*
 * Reads DIR/experiments.csv; a file that is not there makes no experiments. Names of experiments that make a file
 * (sweep, items, calls) can name one: lower-case letters, digits and hyphens, and no other file of a run.
 * On false nothing needs freeing.
 */
bool experiments_read(const char *directory, struct experiments *experiments, struct problem *problem);

/* The same from a stream, which messages call `name`; the caller closes it. */
bool experiments_read_stream(FILE *stream, const char *name, struct experiments *experiments, struct problem *problem);

/*
 * The experiment of that name: as the run says, else as is known of older runs; one that neither knows is
 * of cells, with its name as heading. Valid as long as `experiments` and `name`.
 */
struct experiment experiments_find(const struct experiments *experiments, const char *name);

void experiments_free(struct experiments *experiments);

#endif
