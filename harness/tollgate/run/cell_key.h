/* What identifies a cell: its columns in samples.csv, apart from those of a process and a sample. */
#ifndef TOLLGATE_CELL_KEY_H
#define TOLLGATE_CELL_KEY_H

#include <stdbool.h>
#include <stdint.h>

struct cell_key {
    const char *engine;
    const char *experiment;
    const char *kernel;
    const char *variant;
    const char *transfer; /* "resident" or "copy" */
    const char *setting;  /* one more axis, such as "threads=4"; "" where there is none */
    const char *machine;  /* "" where the file does not say */
    uint64_t n;           /* elements */
    uint64_t batch;       /* elements a crossing */
};

/*
 * Order for tables and files: experiment, kernel, machine, n, engine (native last), batch,
 * variant (js, wasm, native, each followed by its kin), transfer, setting (numbers in it by their
 * size: "threads=2" before "threads=16").
 */
int cell_compare(const struct cell_key *a, const struct cell_key *b);

/* Whether two cells may be compared: of one experiment, kernel and machine. In that order they follow each other. */
bool cell_same_work(const struct cell_key *a, const struct cell_key *b);

/*
 * The key as text: for messages with spaces between its parts, for look-ups and seeds
 * with tabs, which no name can hold. Setting and machine are in it where they are not empty.
 */
struct cell_name {
    char text[7200];
};
struct cell_name cell_name(const struct cell_key *key, char between);

#endif
