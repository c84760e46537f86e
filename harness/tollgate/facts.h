/* environment.csv in memory: what a run was measured on and with. */
#ifndef TOLLGATE_FACTS_H
#define TOLLGATE_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "tollgate/problem.h"

struct fact {
    char *name;
    char *value;
};

struct facts {
    struct fact *all; /* in the order of the file; [count] */
    size_t count;
    bool there; /* whether there is a file at all */
};

/* Reads DIR/environment.csv; a file that is not there makes no facts. On false nothing needs freeing. */
bool facts_read(const char *directory, struct facts *facts, struct problem *problem);

/* The value of that name; NULL where there is none. */
const char *facts_value(const struct facts *facts, const char *name);

void facts_free(struct facts *facts);

#endif
