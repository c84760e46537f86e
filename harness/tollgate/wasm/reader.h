/* What the files that read the parts of a module share. */
#ifndef TOLLGATE_WASM_READER_H
#define TOLLGATE_WASM_READER_H

#include "tollgate/wasm/module.h"
#include "tollgate/wasm/opcodes.h"

struct wasm_reader {
    struct wasm_cursor in;
    struct wasm_module *module;
    size_t type_limit;               /* types that may be named: those before, and all of the same group */
    uint32_t times[WASM_OPCODE_IDS]; /* how often the function being read has each opcode */
};

/*
 * Makes room for one more behind items[0 .. count), doubling: memory follows what has been
 * read, not what a file announces.
 */
void *wasm_room(void *items, size_t count, size_t size);

/* Notes that a feature is used, at `offset`. */
void wasm_use(struct wasm_reader *reader, enum wasm_feature feature, size_t offset);

/* types.c */
struct wasm_value_type wasm_value_type(struct wasm_reader *reader);
struct wasm_value_type wasm_reference_type(struct wasm_reader *reader);
void wasm_heap_type(struct wasm_reader *reader);
void wasm_block_type(struct wasm_reader *reader);
/* Whether what comes before is mutable. */
bool wasm_mutability(struct wasm_reader *reader);
struct wasm_limits wasm_limits(struct wasm_reader *reader);
void wasm_type_item(struct wasm_reader *reader);
/* The index of a function's type. */
uint32_t wasm_signature(struct wasm_reader *reader);

/* sections.c: one item of a section. */
void wasm_import_item(struct wasm_reader *reader);
void wasm_function_item(struct wasm_reader *reader);
void wasm_table_item(struct wasm_reader *reader);
void wasm_memory_item(struct wasm_reader *reader);
void wasm_global_item(struct wasm_reader *reader);
void wasm_tag_item(struct wasm_reader *reader);
void wasm_export_item(struct wasm_reader *reader);

/* segments.c */
void wasm_element_item(struct wasm_reader *reader);
void wasm_data_item(struct wasm_reader *reader);

/* code.c */
void wasm_code_item(struct wasm_reader *reader);
/* An expression up to its `end`, as initial values and offsets are. */
void wasm_constant(struct wasm_reader *reader);

/* names.c: the name section, in bytes [start, start + size) of the file. */
void wasm_names(struct wasm_reader *reader, size_t start, size_t size);

#endif
