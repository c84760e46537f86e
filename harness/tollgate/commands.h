/* The subcommands. Each returns false, with the problem set, if it could not do its work. */
#ifndef TOLLGATE_COMMANDS_H
#define TOLLGATE_COMMANDS_H

#include <stdbool.h>
#include <stdio.h>

#include "tollgate/compare/comparability.h"
#include "tollgate/run/samples.h"
#include "tollgate/text/csv_write.h"
#include "tollgate/text/problem.h"
#include "tollgate/text/table.h"

/* Exit codes. A proven regression is a wrong result in its way, and shares its code. */
enum { DONE = 0, WRONG_RESULT = 1, REGRESSION = 1, UNUSABLE = 2, NOT_COMPARABLE = 3 };

enum compare_format { COMPARE_TEXT, COMPARE_MARKDOWN, COMPARE_JSON };

struct compare_options {
    double threshold; /* relative: 0.05 is 5 % */
    enum compare_format format;
    bool list_all; /* in text, unproven changes row by row */
};

/*
 * Writes compare.csv into the folder of `fresh` (or removes an old one, where the runs are not
 * comparable) and a report to `out`; *exit_code is 0, 1 or 3. wrong_results: cells of
 * both runs whose checks differ between samples.
 */
bool compare(const struct run *base, const struct run *fresh, const struct compare_options *options,
             size_t wrong_results, FILE *out, int *exit_code, struct problem *problem);

struct merge_options {
    const char *out; /* a folder that is not there, or is empty */
    bool allow_truncated;
};

/*
 * Joins runs[run_count], folders, into the new folder options->out, and says so on `out`; *exit_code is 0, 1 where
 * cells have wrong results, or 3 where the runs must not be joined, and then nothing is written.
 */
bool merge(const char *const *runs, size_t run_count, const struct merge_options *options, FILE *out, int *exit_code,
           struct problem *problem);

/* "wasm-simd +copy": how tables name a variant. */
struct table_text label_of(const struct cell_key *key, bool with_engine);

/* " on host-b", where the samples are of several machines; else nothing. */
struct table_text on_machine(const struct samples *samples, const struct cell_key *key);

/* The fields of a cell's columns, engine to transfer. */
void csv_cell_key(struct csv_output *output, const struct cell_key *key);

/* Its last column, `machine`, and the end of the row. */
void csv_end_cell(struct csv_output *output, const struct cell_key *key);

/* Whether cells[0 .. count) run in more than one engine, native code aside. */
bool several_engines(const struct cell *cells, size_t count);

/* Whether they run in so many that a row each is no longer a table. */
enum { MANY_ENGINES = 3 };
bool many_engines(const struct cell *cells, size_t count);

bool is_native(const struct cell_key *key);

#endif
