/* What the variant of a cell of the experiment `calls` says: `<direction>/<callee>[/<more>...]`. */
#ifndef TOLLGATE_CALL_WORDS_H
#define TOLLGATE_CALL_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tollgate/text/problem.h"

struct call_words {
    const char *direction; /* one of CALL_DIRECTIONS, or CALL_LOOP: a loop that calls nothing */
    const char *callee;    /* "opaque" or "inlinable"; of a loop "js" or "wasm" */
    const char *site;      /* "monomorphic" or "polymorphic"; of a loop "" */
    const char *held;      /* "variable", "property", "array", "bound", "cwrap", "ccall"; of a loop "" */
    uint64_t repeat;       /* 1, or 2 for the same cell measured again */
    uint64_t chain;        /* dependent multiplications in the callee */
};

enum { CALL_DIRECTION_COUNT = 6 };
extern const char *const CALL_DIRECTIONS[CALL_DIRECTION_COUNT];
extern const char CALL_LOOP[];

/* Reads a variant; false, with the problem set to what is wrong with it and what is allowed. */
bool call_words_read(const char *variant, struct call_words *words, struct problem *problem);

/* Its place in CALL_DIRECTIONS; CALL_DIRECTION_COUNT for a loop. */
size_t call_direction_place(const struct call_words *words);

#endif
