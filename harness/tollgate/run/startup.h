/* startup.csv, which runs had until whole processes were an experiment of samples.csv. */
#ifndef TOLLGATE_STARTUP_H
#define TOLLGATE_STARTUP_H

#include <stdbool.h>

#include "tollgate/run/loader.h"
#include "tollgate/text/problem.h"

/*
 * Adds the rows of the file `path`, which may be none, as samples of the experiment `processes`: each is one process,
 * numbered as its round, of one iteration. Returns false with the problem set if it is no startup.csv. *dropped_line is
 * the line of a cut-off last row that was left out, or 0.
 */
bool startup_load(const char *path, struct loader *loader, bool allow_truncated, unsigned long *dropped_line,
                  struct problem *problem);

#endif
