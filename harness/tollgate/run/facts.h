/* environment.csv in memory: what a run was measured on and with. */
#ifndef TOLLGATE_FACTS_H
#define TOLLGATE_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "tollgate/text/problem.h"

struct fact {
    char *name;
    char *value;
    char *machine; /* "": of the whole run */
};

struct facts {
    struct fact *all; /* in the order of the file; [count] */
    size_t count;
    bool there; /* whether there is a file at all */
};

/* Reads DIR/environment.csv; a file that is not there makes no facts. On false nothing needs freeing. */
bool facts_read(const char *directory, struct facts *facts, struct problem *problem);

/* The value of that name for a machine ("": of the whole run), else of the whole run; NULL where there is none. */
const char *facts_value(const struct facts *facts, const char *machine, const char *name);

/* Whether a difference in this may explain a change of speed: machine, system, versions, flags, commit. */
bool fact_matters(const char *name);

/* The module whose bytes the fact identifies: name[length]; of any other fact length is 0. */
struct fact_module {
    const char *name;
    size_t length;
};
struct fact_module fact_module(const char *name);

void facts_free(struct facts *facts);

#endif
