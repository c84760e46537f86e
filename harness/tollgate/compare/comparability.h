/* Whether two runs may be compared at all, and what else differs between them. */
#ifndef TOLLGATE_COMPARABILITY_H
#define TOLLGATE_COMPARABILITY_H

#include <stdbool.h>

#include "tollgate/compare/changes.h"
#include "tollgate/run/run.h"
#include "tollgate/text/problem.h"
#include "tollgate/text/sentences.h"

struct comparability {
    struct sentences refusals; /* any: the runs are not comparable */
    struct sentences warnings; /* machine, versions, flags, commit */
    struct sentences remarks;  /* expected: modules, cells of one run alone */
};

/*
 * Looks at the checks of the changes' cells, and at kernels.csv and environment.csv of both
 * runs where they are. Returns false, with the problem set, if one of these cannot be
 * read; then nothing needs freeing.
 */
bool compare_conditions(const struct run *base, const struct run *fresh, const struct changes *changes,
                        struct comparability *found, struct problem *problem);

void comparability_free(struct comparability *found);

#endif
