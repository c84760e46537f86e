/* CSV files, written whole or not at all. */
#ifndef TOLLGATE_CSV_WRITE_H
#define TOLLGATE_CSV_WRITE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "tollgate/text/problem.h"

struct csv_output {
    FILE *stream;
    char *path;
    char *temporary; /* what is written until csv_commit() */
    bool in_row;
};

/* Starts DIR/NAME with a header row: column names with commas between; NULL: the caller writes it as a row. */
bool csv_create(struct csv_output *output, const char *directory, const char *name, const char *header,
                struct problem *problem);

/* One field each; quoted where RFC 4180 needs it, empty where a number is not finite. */
void csv_text(struct csv_output *output, const char *text);
void csv_count(struct csv_output *output, uint64_t count);
void csv_number(struct csv_output *output, double value);
void csv_end_row(struct csv_output *output);

/*
 * Puts the file in its place. If anything could not be written, removes what was, sets
 * the problem and returns false. Either way the output is done with.
 */
bool csv_commit(struct csv_output *output, struct problem *problem);

/* Removes what was written. */
void csv_abandon(struct csv_output *output);

#endif
