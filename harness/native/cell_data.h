/*
 * The data of a cell, out of the words that describe it.
 */
#ifndef TOLLGATE_NATIVE_CELL_DATA_H
#define TOLLGATE_NATIVE_CELL_DATA_H

#include <stdbool.h>

#include "cell.h"

/*
 * Reads numbers, parameters and buffers, and fills the inputs. On failure returns false and *failure
 * names the word that is not as it should be; the cell then needs closing.
 */
bool cell_read_data(struct cell *cell, const struct message *message, struct failure *failure);

#endif
