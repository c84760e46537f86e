/* Tables of what a call and an element cost, and of the batch that pays. */
#ifndef TOLLGATE_SUMMARIZE_SWEEP_TABLE_H
#define TOLLGATE_SUMMARIZE_SWEEP_TABLE_H

#include <stdio.h>

#include "tollgate/summarize/run_folder.h"
#include "tollgate/summarize/sweep_price.h"

/* Prints a table a kernel and machine; where there are many engines, a table an engine as well. */
void sweep_tables_print(const struct run_folder *folder, const struct measured *measured, const struct prices *prices,
                        FILE *out);

#endif
