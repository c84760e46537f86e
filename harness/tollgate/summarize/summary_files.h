/* summary.csv and ratios.csv: a row a cell, and a row a comparison of two cells. */
#ifndef TOLLGATE_SUMMARIZE_SUMMARY_FILES_H
#define TOLLGATE_SUMMARIZE_SUMMARY_FILES_H

#include <stdbool.h>

#include "tollgate/summarize/run_folder.h"
#include "tollgate/text/problem.h"

/* Writes both files, of all cells whose results agree, or neither. */
bool summary_files_write(const struct run_folder *folder, struct problem *problem);

#endif
