/* A table of cells in many engines: a row a variant, a column an engine. */
#ifndef TOLLGATE_SUMMARIZE_SUMMARY_MATRIX_H
#define TOLLGATE_SUMMARIZE_SUMMARY_MATRIX_H

#include <stddef.h>
#include <stdio.h>

#include "tollgate/summarize/run_folder.h"

/* Prints cells[count], which share experiment, kernel, machine and n, in as many blocks of columns as it takes. */
void summary_matrix_print(const struct run_folder *folder, const char *title, const struct cell *cells, size_t count,
                          FILE *out);

/* Says what the signs of a matrix mean. */
void summary_matrix_print_legend(FILE *out);

#endif
