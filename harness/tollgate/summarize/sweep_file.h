/* <experiment>.csv of a sweep: a row a price. */
#ifndef TOLLGATE_SUMMARIZE_SWEEP_FILE_H
#define TOLLGATE_SUMMARIZE_SWEEP_FILE_H

#include <stdbool.h>

#include "tollgate/summarize/sweep_price.h"
#include "tollgate/text/problem.h"

/* Writes DIR/<experiment>.csv with the prices that are not those of lone cells. */
bool sweep_file_write(const char *directory, const char *experiment, const struct prices *prices,
                      struct problem *problem);

#endif
