/* How tables and files name a cell: the same words in each. */
#ifndef TOLLGATE_LABEL_H
#define TOLLGATE_LABEL_H

#include <stdbool.h>
#include <stddef.h>

#include "tollgate/run/samples.h"
#include "tollgate/text/csv_write.h"
#include "tollgate/text/table.h"

/* "wasm-simd +copy threads=4": how tables name a variant, with its transfer and setting. */
struct table_text label_of(const struct cell_key *key, bool with_engine);

/* " on host-b", where the samples are of several machines; else nothing. */
struct table_text on_machine(const struct samples *samples, const struct cell_key *key);

/* The first columns of a file with a row for each cell, and the fields that csv_cell_key() writes there. */
#define CSV_CELL_COLUMNS "engine,experiment,kernel,variant,n,batch,transfer"
void csv_cell_key(struct csv_output *output, const struct cell_key *key);

/* The last columns of such a file. csv_end_cell() writes these fields, and ends the row. */
#define CSV_LAST_COLUMNS "machine,setting"
void csv_end_cell(struct csv_output *output, const struct cell_key *key);

/* Whether cells[0 .. count) run in more than one engine, native code aside. */
bool several_engines(const struct cell *cells, size_t count);

/* Whether they run in so many engines that a row for each makes too long a table. */
enum { MANY_ENGINES = 3 };
bool many_engines(const struct cell *cells, size_t count);

bool is_native(const struct cell_key *key);

#endif
