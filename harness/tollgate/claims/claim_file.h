/* One published claim: a file of `key: value` lines (claims/README.md). */
#ifndef TOLLGATE_CLAIM_FILE_H
#define TOLLGATE_CLAIM_FILE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "tollgate/claims/claim_values.h"
#include "tollgate/text/sentences.h"

enum claim_key {
    CLAIM_CLAIM,
    CLAIM_SOURCE,
    CLAIM_YEAR,
    CLAIM_OPENED,
    CLAIM_CONDITIONS,
    CLAIM_QUANTITY,
    CLAIM_PUBLISHED,
    CLAIM_UNIT,
    CLAIM_RULE,
    CLAIM_QUERY,
    CLAIM_DIFFERS,
    CLAIM_ANALYSIS,
    CLAIM_KEY_COUNT
};

struct claim {
    char *id;                      /* the file's name without `.claim` */
    char *values[CLAIM_KEY_COUNT]; /* lines joined by one space; NULL where the key is not there */
    uint64_t year;
    bool second_hand; /* the source itself could not be opened */
    struct published published;
};

/*
 * Reads a claim from a stream, which messages call `name`; the caller closes the stream. False, with a line of
 * "NAME:LINE: ..." for each mistake added to `mistakes`, where the file is no claim; then nothing needs freeing.
 */
bool claim_read_stream(FILE *stream, const char *name, const char *id, struct claim *claim, struct sentences *mistakes);

void claim_free(struct claim *claim);

#endif
