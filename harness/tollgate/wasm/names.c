/*
 * The custom section "name". A module works without it, and engines run modules in which it is
 * broken: then there are no names, and the reader says why.
 */
#include "tollgate/wasm/reader.h"

enum { OF_MODULE = 0, OF_FUNCTIONS = 1 };

static void function_names(struct wasm_reader *reader)
{
    struct wasm_module *const module = reader->module;
    const uint32_t count = wasm_count(&reader->in);

    for (uint32_t i = 0; i < count && !reader->in.failed; i++) {
        const uint32_t index = wasm_index(&reader->in, module->count[WASM_FUNCTION], "function");
        const struct wasm_name name = wasm_name(&reader->in);
        if (!reader->in.failed)
            module->functions[index].name = name;
    }
}

static void part(struct wasm_reader *reader, size_t end_of_section)
{
    struct wasm_cursor *const in = &reader->in;
    const uint8_t id = wasm_byte(in);
    const uint32_t size = wasm_u32(in);
    const size_t start = in->at;

    wasm_skip(in, size);
    if (in->failed || (id != OF_MODULE && id != OF_FUNCTIONS))
        return;
    in->at = start;
    in->end = start + size;
    if (id == OF_MODULE)
        reader->module->name = wasm_name(in);
    else
        function_names(reader);
    if (in->at < in->end)
        wasm_fail(in, in->at, "%zu bytes behind the last name", in->end - in->at);
    in->end = end_of_section;
}

static void forget_names(struct wasm_module *module)
{
    module->name = (struct wasm_name){NULL, 0};
    for (size_t i = 0; i < module->count[WASM_FUNCTION]; i++)
        module->functions[i].name = (struct wasm_name){NULL, 0};
}

void wasm_names(struct wasm_reader *reader, size_t start, size_t size)
{
    struct wasm_module *const module = reader->module;
    const struct wasm_cursor outside = reader->in;

    reader->in.at = start;
    reader->in.end = start + size;
    reader->in.part = "the name section";
    reader->in.problem = &module->bad_names;
    while (reader->in.at < reader->in.end && !reader->in.failed)
        part(reader, start + size);
    module->has_bad_names = reader->in.failed;
    if (module->has_bad_names)
        forget_names(module);
    reader->in = outside;
}
