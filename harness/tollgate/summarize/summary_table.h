/* Tables of cells: how long each takes, how sure that is, how many times faster than JavaScript it is. */
#ifndef TOLLGATE_SUMMARIZE_SUMMARY_TABLE_H
#define TOLLGATE_SUMMARIZE_SUMMARY_TABLE_H

#include <stdbool.h>
#include <stdio.h>

#include "tollgate/summarize/run_folder.h"

/*
 * Prints a table of each kernel, machine and n of the experiment; true where one of them is a matrix
 * (summary_matrix.h), which needs a legend below all tables.
 */
bool summary_tables_print(const struct run_folder *folder, const struct measured *measured, FILE *out);

#endif
