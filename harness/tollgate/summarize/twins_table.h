/* Tables of twins. */
#ifndef TOLLGATE_SUMMARIZE_TWINS_TABLE_H
#define TOLLGATE_SUMMARIZE_TWINS_TABLE_H

#include <stdio.h>

#include "tollgate/summarize/twins.h"

/* Prints a table a kernel, machine and n, and how many comparisons were called different. */
void twins_tables_print(const struct samples *samples, const struct twins *twins, FILE *out);

#endif
