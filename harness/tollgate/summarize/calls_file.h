/* <experiment>.csv of calls: a row a cell. */
#ifndef TOLLGATE_SUMMARIZE_CALLS_FILE_H
#define TOLLGATE_SUMMARIZE_CALLS_FILE_H

#include <stdbool.h>

#include "tollgate/summarize/calls.h"
#include "tollgate/text/problem.h"

/* Writes DIR/<experiment>.csv. */
bool calls_file_write(const char *directory, const char *experiment, const struct calls *calls,
                      struct problem *problem);

#endif
