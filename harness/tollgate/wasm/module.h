/*
 * What a WebAssembly module holds. A reader of what is there, not a validator: what is said of
 * sizes, counts, indices and encodings must hold, but nobody checks which values instructions find
 * on the stack.
 */
#ifndef TOLLGATE_WASM_MODULE_H
#define TOLLGATE_WASM_MODULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tollgate/text/problem.h"
#include "tollgate/wasm/cursor.h"
#include "tollgate/wasm/features.h"

enum wasm_section_id {
    WASM_SECTION_CUSTOM,
    WASM_SECTION_TYPE,
    WASM_SECTION_IMPORT,
    WASM_SECTION_FUNCTION,
    WASM_SECTION_TABLE,
    WASM_SECTION_MEMORY,
    WASM_SECTION_GLOBAL,
    WASM_SECTION_EXPORT,
    WASM_SECTION_START,
    WASM_SECTION_ELEMENT,
    WASM_SECTION_CODE,
    WASM_SECTION_DATA,
    WASM_SECTION_DATA_COUNT,
    WASM_SECTION_TAG,
    WASM_SECTION_IDS,
};

struct wasm_section {
    uint8_t id;
    struct wasm_name name; /* of a custom section */
    size_t offset;         /* of what it holds, behind id and size */
    size_t size;
    uint32_t items; /* 0 where it has no list */
};

/* Bytes that begin a value type, and those that heap types are. */
enum {
    WASM_I32 = 0x7f,
    WASM_I64 = 0x7e,
    WASM_F32 = 0x7d,
    WASM_F64 = 0x7c,
    WASM_V128 = 0x7b,
    WASM_I8 = 0x78,
    WASM_I16 = 0x77,
    WASM_FUNCREF = 0x70,
    WASM_EXTERNREF = 0x6f,
    WASM_REF = 0x64,
    WASM_REF_NULL = 0x63,
};

struct wasm_value_type {
    uint8_t code;
    uint8_t heap;  /* behind WASM_REF and WASM_REF_NULL: an abstract heap type, or 0 */
    uint32_t type; /* where heap is 0: the index of a type */
};

struct wasm_field {
    struct wasm_value_type value;
    bool is_mutable;
};

enum wasm_type_kind { WASM_FUNCTION_TYPE, WASM_STRUCT_TYPE, WASM_ARRAY_TYPE };

struct wasm_type {
    enum wasm_type_kind kind;
    bool is_final;
    bool has_super;
    uint32_t super;
    size_t offset;
    size_t first_field;  /* in fields of the module: parameters, then results; or fields */
    uint32_t parameters; /* or fields */
    uint32_t results;
};

struct wasm_limits {
    uint64_t minimum;
    uint64_t maximum; /* where has_maximum */
    bool has_maximum;
    bool is_shared;
    bool is_64;
};

struct wasm_opcode_count {
    uint32_t opcode; /* as wasm_opcode() numbers them */
    uint32_t count;
};

struct wasm_function {
    uint32_t type;
    struct wasm_name name; /* of the name section, the first export or the import; NULL bytes where it has none */
    size_t offset;         /* of the body, behind its size; 0 where it is imported */
    size_t size;
    uint64_t locals; /* without parameters */
    uint32_t instructions;
    size_t first_count; /* in counts of the module, in order of opcodes */
    size_t counts;
};

struct wasm_table {
    struct wasm_value_type element;
    struct wasm_limits limits;
};

struct wasm_global {
    struct wasm_value_type value;
    bool is_mutable;
};

/* What is imported and exported, numbered as in the binary. */
enum wasm_kind { WASM_FUNCTION, WASM_TABLE, WASM_MEMORY, WASM_GLOBAL, WASM_TAG, WASM_KINDS };

struct wasm_import {
    struct wasm_name module;
    struct wasm_name name;
    enum wasm_kind kind;
    uint32_t index; /* among all of its kind */
    size_t offset;
};

struct wasm_export {
    struct wasm_name name;
    enum wasm_kind kind;
    uint32_t index;
    size_t offset;
};

struct wasm_use {
    bool is_used;
    size_t offset; /* where it was first met */
};

struct wasm_module {
    size_t size;           /* of the file */
    struct wasm_name name; /* of the name section; NULL bytes where it has none */
    struct wasm_section *sections;
    struct wasm_type *types;
    struct wasm_field *fields;
    struct wasm_import *imports;
    struct wasm_export *exports;
    struct wasm_function *functions; /* imported ones first, here and in all that can be imported */
    struct wasm_table *tables;
    struct wasm_limits *memories;
    struct wasm_global *globals;
    uint32_t *tags; /* their types */
    struct wasm_opcode_count *counts;
    size_t section_count;
    size_t type_count;
    size_t field_count;
    size_t import_count;
    size_t export_count;
    size_t count[WASM_KINDS];    /* of functions, tables, memories, globals, tags */
    size_t imported[WASM_KINDS]; /* of these */
    size_t count_count;
    size_t element_segments;
    uint32_t announced_data; /* by the data count section */
    size_t bodies;
    struct wasm_use uses[WASM_FEATURES];
    bool has_bad_names;
    struct problem bad_names; /* what is wrong with the name section; then no names are taken from it */
};

/*
 * Reads bytes[size], which messages call `file` and which must stay as long as the module. Returns
 * false, with the problem set, if they are no module; then there is nothing to free.
 */
bool wasm_read(const uint8_t *bytes, size_t size, const char *file, struct wasm_module *module,
               struct problem *problem);

void wasm_free(struct wasm_module *module);

/* "type", "import", ... of a section that there is. */
const char *wasm_section_name(uint8_t id);

/* "function", "table", "memory", "global", "tag". */
const char *wasm_kind_name(enum wasm_kind kind);

#endif
