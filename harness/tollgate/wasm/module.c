/*
 * A module is a list of sections (https://webassembly.github.io/spec/core/binary/modules.html).
 * This file knows their order and their ends; what is in them is read by the others.
 */
#include "tollgate/wasm/module.h"

#include <stdlib.h>
#include <string.h>

#include "tollgate/text/memory.h"
#include "tollgate/wasm/reader.h"

static const struct section_kind {
    const char *name;
    const char *part;                   /* as messages call it */
    unsigned order;                     /* sections come in this order, each once; 0: anywhere */
    void (*item)(struct wasm_reader *); /* NULL: no list */
} kinds[WASM_SECTION_IDS] = {
    [WASM_SECTION_CUSTOM] = {"custom", "a custom section", 0, NULL},
    [WASM_SECTION_TYPE] = {"type", "the type section", 1, wasm_type_item},
    [WASM_SECTION_IMPORT] = {"import", "the import section", 2, wasm_import_item},
    [WASM_SECTION_FUNCTION] = {"function", "the function section", 3, wasm_function_item},
    [WASM_SECTION_TABLE] = {"table", "the table section", 4, wasm_table_item},
    [WASM_SECTION_MEMORY] = {"memory", "the memory section", 5, wasm_memory_item},
    [WASM_SECTION_TAG] = {"tag", "the tag section", 6, wasm_tag_item},
    [WASM_SECTION_GLOBAL] = {"global", "the global section", 7, wasm_global_item},
    [WASM_SECTION_EXPORT] = {"export", "the export section", 8, wasm_export_item},
    [WASM_SECTION_START] = {"start", "the start section", 9, NULL},
    [WASM_SECTION_ELEMENT] = {"element", "the element section", 10, wasm_element_item},
    [WASM_SECTION_DATA_COUNT] = {"data count", "the data count section", 11, NULL},
    [WASM_SECTION_CODE] = {"code", "the code section", 12, wasm_code_item},
    [WASM_SECTION_DATA] = {"data", "the data section", 13, wasm_data_item},
};

const char *wasm_section_name(uint8_t id)
{
    return kinds[id].name;
}

const char *wasm_kind_name(enum wasm_kind kind)
{
    static const char *const names[WASM_KINDS] = {"function", "table", "memory", "global", "tag"};

    return names[kind];
}

void *wasm_room(void *items, size_t count, size_t size)
{
    const bool is_full = (count & (count - 1)) == 0; /* 0 or a power of two */

    return is_full ? reallocate(items, count > 0 ? 2 * count : 1, size) : items;
}

void wasm_use(struct wasm_reader *reader, enum wasm_feature feature, size_t offset)
{
    struct wasm_use *const use = &reader->module->uses[feature];

    if (!use->is_used)
        *use = (struct wasm_use){true, offset};
}

static void header(struct wasm_reader *reader)
{
    static const uint8_t magic[] = {0x00, 'a', 's', 'm'};
    static const uint8_t version[] = {0x01, 0x00, 0x00, 0x00};
    struct wasm_cursor *const in = &reader->in;

    for (size_t i = 0; i < sizeof magic; i++)
        if (wasm_byte(in) != magic[i])
            wasm_fail(in, i, "not a WebAssembly module: it does not begin with 00 61 73 6d");
    for (size_t i = 0; i < sizeof version; i++)
        if (wasm_byte(in) != version[i])
            wasm_fail(in, sizeof magic + i, "not version 1 of WebAssembly modules (01 00 00 00)");
}

static void check_order(struct wasm_reader *reader, const struct wasm_section *section, size_t start)
{
    const struct wasm_module *const module = reader->module;

    for (size_t i = 0; kinds[section->id].order > 0 && i < module->section_count; i++) {
        const uint8_t before = module->sections[i].id;
        if (before == section->id)
            wasm_fail(&reader->in, start, "a second %s section", kinds[before].name);
        if (kinds[before].order > kinds[section->id].order)
            wasm_fail(&reader->in, start, "the %s section comes after the %s section", kinds[section->id].name,
                      kinds[before].name);
    }
}

/* One number instead of a list, or bytes of someone else's. */
static void section_without_items(struct wasm_reader *reader, const struct wasm_section *section)
{
    struct wasm_cursor *const in = &reader->in;

    if (section->id == WASM_SECTION_START) {
        (void)wasm_index(in, reader->module->count[WASM_FUNCTION], "function");
    } else if (section->id == WASM_SECTION_DATA_COUNT) {
        reader->module->announced_data = wasm_u32(in);
        wasm_use(reader, WASM_BULK_MEMORY, section->offset);
    } else {
        wasm_skip(in, in->end - in->at);
    }
}

static void contents(struct wasm_reader *reader, struct wasm_section *section)
{
    struct wasm_cursor *const in = &reader->in;
    const struct section_kind *const kind = &kinds[section->id];

    if (kind->item) {
        section->items = wasm_count(in);
        for (uint32_t i = 0; i < section->items && !in->failed; i++)
            kind->item(reader);
    } else {
        section_without_items(reader, section);
    }
    if (in->at < in->end)
        wasm_fail(in, in->at, "%s goes on behind its last item, by %zu bytes", in->part, in->end - in->at);
}

static void section(struct wasm_reader *reader)
{
    struct wasm_module *const module = reader->module;
    struct wasm_cursor *const in = &reader->in;
    const struct wasm_cursor outside = *in;
    struct wasm_section section = {.id = wasm_byte(in)};

    if (section.id >= WASM_SECTION_IDS)
        wasm_fail(in, outside.at, "unknown section %u (known: 0 to %d)", section.id, WASM_SECTION_IDS - 1);
    section.size = wasm_u32(in);
    section.offset = in->at;
    wasm_skip(in, section.size);
    if (in->failed)
        return;
    check_order(reader, &section, outside.at);
    in->end = in->at;
    in->at = section.offset;
    in->part = kinds[section.id].part;
    if (section.id == WASM_SECTION_CUSTOM)
        section.name = wasm_name(in);
    contents(reader, &section);
    in->end = outside.end;
    in->part = outside.part;
    module->sections = wasm_room(module->sections, module->section_count, sizeof *module->sections);
    module->sections[module->section_count++] = section;
}

/* The first section of a kind, or NULL. */
static const struct wasm_section *find(const struct wasm_module *module, uint8_t id)
{
    for (size_t i = 0; i < module->section_count; i++)
        if (module->sections[i].id == id)
            return &module->sections[i];
    return NULL;
}

/* What two sections say of each other. */
static void check_announced(struct wasm_reader *reader)
{
    const struct wasm_module *const module = reader->module;
    const struct wasm_section *const data = find(module, WASM_SECTION_DATA);
    const size_t functions = module->count[WASM_FUNCTION] - module->imported[WASM_FUNCTION];
    const uint32_t segments = data ? data->items : 0;

    if (module->bodies < functions)
        wasm_fail(&reader->in, reader->in.at, "%zu functions are announced, but there are %zu bodies", functions,
                  module->bodies);
    if (find(module, WASM_SECTION_DATA_COUNT) && module->announced_data != segments)
        wasm_fail(&reader->in, data ? data->offset : reader->in.at, "%u data segments are announced, but there are %u",
                  module->announced_data, segments);
}

static void name_functions(struct wasm_reader *reader)
{
    static const char names[] = "name";
    const struct wasm_module *const module = reader->module;

    for (size_t i = 0; i < module->section_count; i++) {
        const struct wasm_section *const section = &module->sections[i];
        const struct wasm_name *const name = &section->name;
        if (name->length != sizeof names - 1 || memcmp(name->bytes, names, name->length) != 0)
            continue;
        const size_t start = (size_t)((const uint8_t *)name->bytes - reader->in.bytes) + name->length;
        wasm_names(reader, start, section->offset + section->size - start);
        break;
    }
    for (size_t i = 0; i < module->export_count; i++) {
        const struct wasm_export *const export = &module->exports[i];
        if (export->kind == WASM_FUNCTION && !module->functions[export->index].name.bytes)
            module->functions[export->index].name = export->name;
    }
    for (size_t i = 0; i < module->import_count; i++) {
        const struct wasm_import *const import = &module->imports[i];
        if (import->kind == WASM_FUNCTION && !module->functions[import->index].name.bytes)
            module->functions[import->index].name = import->name;
    }
}

bool wasm_read(const uint8_t *bytes, size_t size, const char *file, struct wasm_module *module, struct problem *problem)
{
    struct wasm_reader reader = {
        .in = {.file = file, .bytes = bytes, .end = size, .part = "the file", .problem = problem},
        .module = module,
    };

    *module = (struct wasm_module){.size = size};
    header(&reader);
    while (reader.in.at < reader.in.end && !reader.in.failed)
        section(&reader);
    check_announced(&reader);
    if (reader.in.failed)
        wasm_free(module);
    else
        name_functions(&reader);
    return !reader.in.failed;
}

void wasm_free(struct wasm_module *module)
{
    free(module->sections);
    free(module->types);
    free(module->fields);
    free(module->imports);
    free(module->exports);
    free(module->functions);
    free(module->tables);
    free(module->memories);
    free(module->globals);
    free(module->tags);
    free(module->counts);
    *module = (struct wasm_module){0};
}
