/* The claims of a folder. */
#ifndef TOLLGATE_CLAIM_REGISTRY_H
#define TOLLGATE_CLAIM_REGISTRY_H

#include <stdbool.h>
#include <stddef.h>

#include "tollgate/claims/claim_file.h"
#include "tollgate/text/sentences.h"

struct registry {
    struct claim *all; /* by id; [count] */
    size_t count;
};

/*
 * Reads all files of the folder whose names end in `.claim`. False, with all mistakes of all files added to
 * `mistakes`, where there is one; then nothing needs freeing.
 */
bool registry_read(const char *folder, struct registry *registry, struct sentences *mistakes);

void registry_free(struct registry *registry);

#endif
