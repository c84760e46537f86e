/* The subcommands. Each returns false, with the problem set, if it could not do its work. */
#ifndef TOLLGATE_COMMANDS_H
#define TOLLGATE_COMMANDS_H

#include <stdbool.h>
#include <stdio.h>

#include "tollgate/problem.h"
#include "tollgate/samples.h"
#include "tollgate/table.h"

/* Writes DIR/summary.csv and DIR/ratios.csv, and tables of all experiments but `crossings` to `out`. */
bool summarize(const struct samples *samples, const char *directory, FILE *out, struct problem *problem);

/*
 * Writes DIR/crossings.csv, and its tables to `out`. Variants with too few batch sizes
 * are left out with a line on stderr; having none at all is a problem.
 */
bool crossings(const struct samples *samples, const char *directory, FILE *out, struct problem *problem);

/* The experiment that crossings() is about. */
extern const char CROSSINGS[];

/* "wasm-simd +copy": how tables name a variant. */
struct table_text label_of(const struct cell_key *key, bool with_engine);

/* Whether cells[0 .. count) run in more than one engine, native code aside. */
bool several_engines(const struct cell *cells, size_t count);

#endif
