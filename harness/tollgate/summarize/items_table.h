/* Tables of items. */
#ifndef TOLLGATE_SUMMARIZE_ITEMS_TABLE_H
#define TOLLGATE_SUMMARIZE_ITEMS_TABLE_H

#include <stdio.h>

#include "tollgate/summarize/items.h"

/* Prints a table a kernel, machine and engine. */
void items_tables_print(const struct samples *samples, const struct items *items, FILE *out);

#endif
