/* Tables of calls: directions down, signatures across. */
#ifndef TOLLGATE_SUMMARIZE_CALLS_TABLE_H
#define TOLLGATE_SUMMARIZE_CALLS_TABLE_H

#include <stdio.h>

#include "tollgate/summarize/calls.h"

/* Prints the tables of each engine on each machine, with each setting. */
void calls_tables_print(const struct samples *samples, const struct calls *calls, FILE *out);

#endif
