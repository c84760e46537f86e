/* `tollgate inspect`: what a WebAssembly module holds, for people and for programs. */
#ifndef TOLLGATE_INSPECT_H
#define TOLLGATE_INSPECT_H

#include <stdbool.h>
#include <stdio.h>

#include "tollgate/text/problem.h"
#include "tollgate/wasm/module.h"

/*
 * Reads the file and writes what it holds to `out`; nothing is written unless all of it could be
 * read. Broken names of functions are a warning on stderr.
 */
bool inspect(const char *path, bool as_csv, FILE *out, struct problem *problem);

/* At most 80 columns; long names are cut short. */
void inspect_text(const struct wasm_module *module, const char *path, FILE *out);

/* The columns of docs/FORMAT.md. */
void inspect_csv(const struct wasm_module *module, FILE *out);

#endif
