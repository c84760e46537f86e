/* What the quiet time of a cell does not tell: how far its median and its processes are from it. */
#ifndef TOLLGATE_SUMMARIZE_STEADINESS_H
#define TOLLGATE_SUMMARIZE_STEADINESS_H

#include <stdbool.h>

#include "tollgate/run/samples.h"

/* Median over quiet time. */
double median_over_quiet(const struct cell *cell);

/* Slowest over quietest process. */
double spread_of_processes(const struct cell *cell);

/* Whether one of the two is above TABLE_WORTH_A_NOTE. */
bool is_unsteady(const struct cell *cell);

#endif
