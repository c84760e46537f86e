/* Items of sections, but types, segments and code (https://webassembly.github.io/spec/core/binary/modules.html). */
#include "tollgate/wasm/reader.h"

/* One more of a kind, which sections announce and imports name. */
static void *room_for(struct wasm_reader *reader, enum wasm_kind kind, void *items, size_t size)
{
    return wasm_room(items, reader->module->count[kind]++, size);
}

static void add_function(struct wasm_reader *reader)
{
    struct wasm_module *const module = reader->module;
    const struct wasm_function function = {.type = wasm_signature(reader)};

    module->functions = room_for(reader, WASM_FUNCTION, module->functions, sizeof *module->functions);
    module->functions[module->count[WASM_FUNCTION] - 1] = function;
}

static void add_table(struct wasm_reader *reader)
{
    struct wasm_module *const module = reader->module;
    const size_t start = reader->in.at;
    struct wasm_table table = {.element = wasm_reference_type(reader)};

    table.limits = wasm_limits(reader);
    module->tables = room_for(reader, WASM_TABLE, module->tables, sizeof *module->tables);
    module->tables[module->count[WASM_TABLE] - 1] = table;
    if (module->count[WASM_TABLE] > 1)
        wasm_use(reader, WASM_REFERENCE_TYPES, start);
}

static void add_memory(struct wasm_reader *reader)
{
    struct wasm_module *const module = reader->module;
    const size_t start = reader->in.at;
    const struct wasm_limits limits = wasm_limits(reader);

    module->memories = room_for(reader, WASM_MEMORY, module->memories, sizeof *module->memories);
    module->memories[module->count[WASM_MEMORY] - 1] = limits;
    if (module->count[WASM_MEMORY] > 1)
        wasm_use(reader, WASM_MULTIMEMORY, start);
}

static void add_global(struct wasm_reader *reader)
{
    struct wasm_module *const module = reader->module;
    struct wasm_global global = {.value = wasm_value_type(reader)};

    global.is_mutable = wasm_mutability(reader);
    module->globals = room_for(reader, WASM_GLOBAL, module->globals, sizeof *module->globals);
    module->globals[module->count[WASM_GLOBAL] - 1] = global;
}

static void add_tag(struct wasm_reader *reader)
{
    struct wasm_module *const module = reader->module;
    const size_t start = reader->in.at;
    const uint8_t attribute = wasm_byte(&reader->in);

    if (attribute != 0)
        wasm_fail(&reader->in, start, "unknown attribute 0x%02x of a tag (allowed: 0)", attribute);
    const uint32_t type = wasm_signature(reader);
    module->tags = room_for(reader, WASM_TAG, module->tags, sizeof *module->tags);
    module->tags[module->count[WASM_TAG] - 1] = type;
    wasm_use(reader, WASM_EXCEPTIONS, start);
}

static enum wasm_kind kind(struct wasm_reader *reader)
{
    const size_t start = reader->in.at;
    const uint8_t byte = wasm_byte(&reader->in);

    if (byte >= WASM_KINDS)
        wasm_fail(&reader->in, start, "unknown kind 0x%02x (known: 0 function, 1 table, 2 memory, 3 global, 4 tag)",
                  byte);
    return reader->in.failed ? WASM_FUNCTION : (enum wasm_kind)byte;
}

/* Importing or exporting a global that changes came later than globals that change. */
static void note_global(struct wasm_reader *reader, enum wasm_kind of, uint32_t index, size_t offset)
{
    if (!reader->in.failed && of == WASM_GLOBAL && reader->module->globals[index].is_mutable)
        wasm_use(reader, WASM_MUTABLE_GLOBALS, offset);
}

void wasm_import_item(struct wasm_reader *reader)
{
    static void (*const add[])(struct wasm_reader *) = {add_function, add_table, add_memory, add_global, add_tag};
    struct wasm_module *const module = reader->module;
    struct wasm_import import = {.offset = reader->in.at};

    import.module = wasm_name(&reader->in);
    import.name = wasm_name(&reader->in);
    import.kind = kind(reader);
    import.index = (uint32_t)module->count[import.kind];
    if (reader->in.failed)
        return;
    add[import.kind](reader);
    module->imported[import.kind]++;
    note_global(reader, import.kind, import.index, import.offset);
    module->imports = wasm_room(module->imports, module->import_count, sizeof *module->imports);
    module->imports[module->import_count++] = import;
}

void wasm_function_item(struct wasm_reader *reader)
{
    add_function(reader);
}

void wasm_table_item(struct wasm_reader *reader)
{
    enum { WITH_INITIAL_VALUE = 0x40 };
    const size_t start = reader->in.at;

    if (wasm_byte(&reader->in) != WITH_INITIAL_VALUE) {
        reader->in.at = reader->in.failed ? reader->in.at : start;
        add_table(reader);
        return;
    }
    const uint8_t reserved = wasm_byte(&reader->in);
    if (reserved != 0)
        wasm_fail(&reader->in, start + 1, "a table with an initial value goes on with 0x%02x, not 0x00", reserved);
    add_table(reader);
    wasm_constant(reader);
    wasm_use(reader, WASM_FUNCTION_REFERENCES, start);
}

void wasm_memory_item(struct wasm_reader *reader)
{
    add_memory(reader);
}

void wasm_global_item(struct wasm_reader *reader)
{
    add_global(reader);
    wasm_constant(reader);
}

void wasm_tag_item(struct wasm_reader *reader)
{
    add_tag(reader);
}

void wasm_export_item(struct wasm_reader *reader)
{
    struct wasm_module *const module = reader->module;
    struct wasm_export export = {.offset = reader->in.at};

    export.name = wasm_name(&reader->in);
    export.kind = kind(reader);
    export.index = wasm_index(&reader->in, module->count[export.kind], wasm_kind_name(export.kind));
    note_global(reader, export.kind, export.index, export.offset);
    module->exports = wasm_room(module->exports, module->export_count, sizeof *module->exports);
    module->exports[module->export_count++] = export;
}
