/*
 * One cell of native code: its library, its data, one run, its check.
 */
#ifndef TOLLGATE_NATIVE_CELL_H
#define TOLLGATE_NATIVE_CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cell_data.h"
#include "protocol.h"

/*
 * Makes everything of the cell that `message` describes but its code and reference: numbers,
 * parameters, buffers with their inputs. On failure returns false, *failure says why, and
 * nothing needs closing.
 */
bool cell_prepare(struct cell *cell, const struct message *message, struct failure *failure);

/* cell_prepare(), then loads the library and reads the reference. */
bool cell_open(struct cell *cell, const struct message *message, struct failure *failure);

/* The work, `iterations` times; returns the last result. */
double cell_run(const struct cell *cell, size_t iterations);

/* FNV-1a over 32-bit words of the result as a double and all output buffers. */
uint32_t cell_checksum(const struct cell *cell, double result);

/* Fills the outputs with a pattern, so that a run that writes nothing cannot pass. */
void cell_poison_outputs(const struct cell *cell);

/* Reads the outputs that are right from `path`; false and *failure if the file does not hold them. */
bool cell_read_reference(struct cell *cell, const char *path, struct failure *failure);

/* Holds result and outputs against the reference; false and *failure at the first difference. */
bool cell_verify(const struct cell *cell, double result, struct failure *failure);

/* Writes the output buffers to `path`; false and *failure if that cannot be done. */
bool cell_write_outputs(const struct cell *cell, const char *path, struct failure *failure);

void cell_close(struct cell *cell);

#endif
