/* Modules from few bytes: sections and bodies get their sizes here. */
#ifndef TESTS_WASM_BYTES_H
#define TESTS_WASM_BYTES_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmocka_all.h"
#include "tollgate/wasm/module.h"

struct part {
    uint8_t id;
    const char *contents;
    size_t size; /* below 128, as one byte of LEB128 has it */
};

struct bytes {
    uint8_t data[1024];
    size_t size;
};

#define SECTION(id, contents) {id, contents, sizeof(contents) - 1}
#define TYPE SECTION(1, "\1\x60\0\0") /* () -> () */
#define FUNCTION SECTION(3, "\1\0")
#define CODE SECTION(10, "\1\2\0\x0b")

/* A module of these sections. */
#define MODULE(...)                                                                                                    \
    module_of((const struct part[]){__VA_ARGS__}, sizeof(const struct part[]){__VA_ARGS__} / sizeof(struct part))

/* A module with one of everything that instructions name, and one function of these bytes, locals and end included. */
#define FUNCTION_OF(code) function_of(code, sizeof(code) - 1)

static inline void add_bytes(struct bytes *bytes, const void *more, size_t size)
{
    assert_true(bytes->size + size <= sizeof bytes->data);
    memcpy(bytes->data + bytes->size, more, size);
    bytes->size += size;
}

static inline struct bytes module_of(const struct part *parts, size_t count)
{
    struct bytes bytes = {{0}, 0};

    add_bytes(&bytes, "\0asm\1\0\0\0", 8);
    for (size_t i = 0; i < count; i++) {
        assert_true(parts[i].size < 128);
        const uint8_t head[] = {parts[i].id, (uint8_t)parts[i].size};
        add_bytes(&bytes, head, sizeof head);
        add_bytes(&bytes, parts[i].contents, parts[i].size);
    }
    return bytes;
}

/* The code begins at byte 62. */
static inline struct bytes function_of(const char *code, size_t size)
{
    char contents[128] = {1, (char)size};

    assert_true(size + 2 < sizeof contents);
    memcpy(contents + 2, code, size);
    return MODULE(SECTION(1, "\2\x60\0\0\x5f\1\x7f\1"), FUNCTION, SECTION(4, "\1\x70\0\1"), SECTION(5, "\2\0\1\4\1"),
                  SECTION(13, "\1\0\0"), SECTION(6, "\1\x7f\1\x41\0\x0b"), SECTION(9, "\1\1\0\1\0"), SECTION(12, "\1"),
                  {10, contents, size + 2}, SECTION(11, "\1\1\0"));
}

/* Reads a module that is good; the bytes must stay. */
static inline void read_good(struct wasm_module *module, const struct bytes *bytes)
{
    struct problem problem = {""};
    const bool read = wasm_read(bytes->data, bytes->size, "m.wasm", module, &problem);

    assert_string_equal(problem.text, "");
    assert_true(read);
}

/* Reads a module that is not good, and says why. */
static inline void assert_refused(struct bytes bytes, const char *reason)
{
    struct wasm_module module;
    struct problem problem = {""};
    /* Bytes of its own, so that the sanitizer sees a read behind their end. */
    uint8_t *const copy = malloc(bytes.size > 0 ? bytes.size : 1);

    assert_non_null(copy);
    memcpy(copy, bytes.data, bytes.size);
    assert_false(wasm_read(copy, bytes.size, "m.wasm", &module, &problem));
    free(copy);
    assert_memory_equal(problem.text, "m.wasm: ", 8);
    assert_string_equal(problem.text + 8, reason);
}

#endif
