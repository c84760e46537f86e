/* floor.csv in memory: the change that a machine shows between runs of the same code. */
#ifndef TOLLGATE_FLOORS_H
#define TOLLGATE_FLOORS_H

#include <stdbool.h>
#include <stddef.h>

#include "tollgate/run/samples.h"
#include "tollgate/text/problem.h"

/* All changes are relative: 0.012 is 1.2 %. NaN where the file has none. */
struct noise_floor {
    char *host; /* "" where the file does not say: it stands for any machine */
    char *engine;
    char *kernel;
    char *variant;
    double within; /* column `floor`: between cells of one run */
    double rerun;  /* column `rerun_floor`: between runs */
};

struct floors {
    struct noise_floor *all; /* one a host, engine, kernel and variant; [count] */
    size_t count;
};

/* Reads DIR/floor.csv; a file that is not there makes no floors. On false nothing needs freeing. */
bool floors_read(const char *directory, struct floors *floors, struct problem *problem);

/*
 * The floor of the cell's machine, engine, kernel and variant; of a cell without a machine, that of
 * the first host in the file that has one. NULL where there is none.
 */
const struct noise_floor *floors_find(const struct floors *floors, const struct cell_key *key);

/* The larger `within` of two cells, which are compared within a run; NaN where neither has one. */
double floors_between(const struct floors *floors, const struct cell_key *a, const struct cell_key *b);

void floors_free(struct floors *floors);

#endif
