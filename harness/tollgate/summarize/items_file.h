/* <experiment>.csv of items: a row an item. */
#ifndef TOLLGATE_SUMMARIZE_ITEMS_FILE_H
#define TOLLGATE_SUMMARIZE_ITEMS_FILE_H

#include <stdbool.h>

#include "tollgate/summarize/items.h"
#include "tollgate/text/problem.h"

/* Writes DIR/<experiment>.csv. */
bool items_file_write(const struct run_folder *folder, const char *experiment, const struct items *items,
                      struct problem *problem);

#endif
