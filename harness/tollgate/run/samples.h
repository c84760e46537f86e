/* samples.csv in memory: cells, their processes, their samples. */
#ifndef TOLLGATE_SAMPLES_H
#define TOLLGATE_SAMPLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "tollgate/run/cell_key.h"
#include "tollgate/text/lookup.h"
#include "tollgate/text/problem.h"

struct process {
    char *run;
    uint64_t number;
    double *sorted; /* ns per iteration, ascending, [count] */
    size_t count;
};

/*
 * Samples of one process depend on each other, so resampling leaves out whole units. A unit is a process. It is a
 * whole run where any cell of the same machine, experiment and kernel has SAMPLES_LEAST_RUNS runs or more: when two
 * sides were measured in turns, say.
 */
struct unit {
    const char *run; /* belongs to the cell */
    uint64_t number; /* of the process; 0 stands for the run */
};
enum { SAMPLES_LEAST_RUNS = 4 };

struct cell {
    struct cell_key key;       /* the strings belong to the samples */
    struct process *processes; /* by run, then number; [process_count] */
    size_t process_count;
    double *quiet_ns;      /* the 10 % quantile of each process; [process_count] */
    struct unit *units;    /* by run, then number; [unit_count] */
    double *unit_quiet_ns; /* of each unit: of its process, or the quiet time over its processes */
    size_t unit_count;
    double resolution_ns; /* the clock's step an iteration, as the samples show it; or NaN (quiet.h) */
    size_t sample_count;  /* over all processes */
    bool has_check;
    bool checks_differ; /* a wrong result: no time can be given */
    uint32_t check;     /* of its first sample that has one */
};

struct samples {
    struct cell *cells; /* in the order of cell_compare(); [cell_count] */
    size_t cell_count;
    char **engines; /* in the order of the file; [engine_count] */
    size_t engine_count;
    char **machines; /* in the order of the file; [machine_count] */
    size_t machine_count;
    unsigned long dropped_line; /* of a cut-off last row that was left out, or 0 */
    struct lookup index;        /* from the key's text to the cell's place */
};

/*
 * Reads `path`. Returns false with the problem set if it is no samples.csv, and
 * then nothing needs freeing. What the rows' order is makes no difference, but for
 * the order of engines.
 */
bool samples_read(const char *path, bool allow_truncated, struct samples *samples, struct problem *problem);

/* The same from a stream, which messages call `name`; the caller closes it. */
bool samples_read_stream(FILE *stream, const char *name, bool allow_truncated, struct samples *samples,
                         struct problem *problem);

void samples_free(struct samples *samples);

/* Puts the cells in order, and makes the index anew. */
void samples_sort(struct samples *samples);

/* Gives the cells of samples that do not name their machine (all of them) that name. */
void samples_name_machine(struct samples *samples, const char *machine);

/* The cell with that key, or NULL; one whose checks differ is not found. */
const struct cell *samples_find(const struct samples *samples, const struct cell_key *key);

/* Warns on stderr about each cell whose checks differ; returns how many there are. */
size_t samples_warn_of_wrong_results(const struct samples *samples);

#endif
