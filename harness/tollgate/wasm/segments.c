/* Segments of elements and of data. */
#include "tollgate/wasm/reader.h"

/* The flags that say which of its parts a segment has. */
enum {
    IS_NOT_ACTIVE = 1, /* it is put nowhere by itself */
    HAS_INDEX = 2,     /* of an active one: its table is named; else: it only declares functions */
    HAS_EXPRESSIONS = 4,
};

static void functions(struct wasm_reader *reader)
{
    const uint32_t count = wasm_count(&reader->in);

    for (uint32_t i = 0; i < count && !reader->in.failed; i++)
        (void)wasm_index(&reader->in, reader->module->count[WASM_FUNCTION], "function");
}

static void expressions(struct wasm_reader *reader)
{
    const uint32_t count = wasm_count(&reader->in);

    for (uint32_t i = 0; i < count && !reader->in.failed; i++)
        wasm_constant(reader);
}

static void kind_of_elements(struct wasm_reader *reader)
{
    const size_t start = reader->in.at;
    const uint8_t kind = wasm_byte(&reader->in);

    if (kind != 0)
        wasm_fail(&reader->in, start, "unknown kind 0x%02x of elements (allowed: 0, functions)", kind);
}

void wasm_element_item(struct wasm_reader *reader)
{
    const size_t start = reader->in.at;
    const uint32_t flags = wasm_u32(&reader->in);
    const bool is_active = !(flags & IS_NOT_ACTIVE);

    if (flags > (IS_NOT_ACTIVE | HAS_INDEX | HAS_EXPRESSIONS))
        wasm_fail(&reader->in, start, "unknown flags 0x%02x of an element segment", flags);
    if (flags != 0)
        wasm_use(reader, flags & IS_NOT_ACTIVE && flags & HAS_INDEX ? WASM_REFERENCE_TYPES : WASM_BULK_MEMORY, start);
    if (is_active && flags & HAS_INDEX)
        (void)wasm_index(&reader->in, reader->module->count[WASM_TABLE], "table");
    if (is_active)
        wasm_constant(reader);
    if (flags & (IS_NOT_ACTIVE | HAS_INDEX)) {
        if (flags & HAS_EXPRESSIONS)
            (void)wasm_reference_type(reader);
        else
            kind_of_elements(reader);
    }
    if (flags & HAS_EXPRESSIONS)
        expressions(reader);
    else
        functions(reader);
    reader->module->element_segments++;
}

void wasm_data_item(struct wasm_reader *reader)
{
    const size_t start = reader->in.at;
    const uint32_t flags = wasm_u32(&reader->in);

    if (flags > HAS_INDEX)
        wasm_fail(&reader->in, start, "unknown flags 0x%02x of a data segment", flags);
    if (flags != 0)
        wasm_use(reader, WASM_BULK_MEMORY, start);
    if (flags & HAS_INDEX)
        (void)wasm_index(&reader->in, reader->module->count[WASM_MEMORY], "memory");
    if (!(flags & IS_NOT_ACTIVE))
        wasm_constant(reader);
    wasm_skip(&reader->in, wasm_u32(&reader->in));
}
