/*
 * The native agent's answers to requests (docs/PROTOCOL.md).
 */
#ifndef TOLLGATE_NATIVE_REQUESTS_H
#define TOLLGATE_NATIVE_REQUESTS_H

#include <stdbool.h>
#include <stddef.h>

/* Answers one line (its newline removed; overwritten) on stdout; false after `quit`. */
bool answer_line(char *line, size_t length);

/* Closes the cells that are still open. */
void close_cells(void);

#endif
