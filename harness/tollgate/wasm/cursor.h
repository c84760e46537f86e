/*
 * A place in the bytes of a module. The first thing that is wrong is kept, with its offset; from
 * then on every read gives zero, so that callers check once, where it matters.
 */
#ifndef TOLLGATE_WASM_CURSOR_H
#define TOLLGATE_WASM_CURSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tollgate/text/problem.h"

struct wasm_cursor {
    const char *file; /* what messages call it */
    const uint8_t *bytes;
    size_t at;
    size_t end;       /* of the part that is being read */
    const char *part; /* "the type section" and the like */
    struct problem *problem;
    bool failed;
};

/* Bytes of the file, which nothing here ends with a NUL. */
struct wasm_name {
    const char *bytes;
    size_t length;
};

/* Sets "FILE: byte 31 (0x1f): ..." unless something failed before, and reads no further. */
void wasm_fail(struct wasm_cursor *cursor, size_t offset, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

uint8_t wasm_byte(struct wasm_cursor *cursor);

/* Passes over `count` bytes, which must be there. */
void wasm_skip(struct wasm_cursor *cursor, uint64_t count);

/* LEB128, as short or as padded as the specification allows. */
uint32_t wasm_u32(struct wasm_cursor *cursor);
uint64_t wasm_u64(struct wasm_cursor *cursor);
int64_t wasm_s33(struct wasm_cursor *cursor);
void wasm_s32(struct wasm_cursor *cursor);
void wasm_s64(struct wasm_cursor *cursor);

/* How many items follow; each takes a byte at least, so there cannot be more than bytes are left. */
uint32_t wasm_count(struct wasm_cursor *cursor);

/* A length, and that many bytes of UTF-8. */
struct wasm_name wasm_name(struct wasm_cursor *cursor);

/* An index below `limit`; `what` is "function" and the like. */
uint32_t wasm_index(struct wasm_cursor *cursor, uint64_t limit, const char *what);

#endif
