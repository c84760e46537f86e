/* `tollgate claims`: the published claims that are registered. */
#ifndef TOLLGATE_CLAIMS_H
#define TOLLGATE_CLAIMS_H

#include <stdbool.h>
#include <stdio.h>

#include "tollgate/text/sentences.h"

/*
 * Prints a table of the claims in `folder` to `out`, and how many there are. False, with nothing printed and
 * all mistakes of all files added to `mistakes`, where a file is no claim.
 */
bool claims(const char *folder, FILE *out, struct sentences *mistakes);

#endif
