/* floor.csv: the noise floor of a machine, a row a kernel and variant. */
#ifndef TOLLGATE_SUMMARIZE_FLOOR_FILE_H
#define TOLLGATE_SUMMARIZE_FLOOR_FILE_H

#include <stdbool.h>

#include "tollgate/summarize/twins.h"
#include "tollgate/text/problem.h"

/* Writes DIR/floor.csv. */
bool floor_file_write(const struct run_folder *folder, const struct twins *twins, struct problem *problem);

#endif
