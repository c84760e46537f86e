/* `tollgate summarize`: everything that can be made of a run. */
#ifndef TOLLGATE_SUMMARIZE_H
#define TOLLGATE_SUMMARIZE_H

#include <stdbool.h>
#include <stdio.h>

#include "tollgate/run/samples.h"
#include "tollgate/text/problem.h"

/*
 * Writes into the folder of the samples, each file once:
 *   summary.csv, ratios.csv  of all cells
 *   floor.csv                of experiments of twins
 *   <experiment>.csv         of each experiment of the forms sweep, items and calls
 * and prints their tables to `out`: cells, sweeps, items, calls, twins. What an experiment has too few samples for is
 * left out with a line on stderr. False, with the problem set, where a file cannot be read or written.
 */
bool summarize(const struct samples *samples, const char *directory, FILE *out, struct problem *problem);

#endif
