/* Types (https://webassembly.github.io/spec/core/binary/types.html). */
#include "tollgate/wasm/reader.h"

/* What the JavaScript API lets an engine accept of a signature; more would make each listing of it long. */
enum { MOST_VALUES = 1000 };

/* The heap types that have a name; the same bytes alone stand for a nullable reference to them. */
static bool is_abstract_heap(uint8_t code)
{
    return code >= 0x69 && code <= 0x74;
}

static enum wasm_feature feature_of_heap(uint8_t code)
{
    switch (code) {
    case WASM_FUNCREF:
    case WASM_EXTERNREF:
        return WASM_REFERENCE_TYPES;
    case 0x69: /* exn */
    case 0x74: /* noexn */
        return WASM_EXCEPTIONS;
    default:
        return WASM_GC;
    }
}

/* What a reference points to. */
static void heap_type(struct wasm_reader *reader, struct wasm_value_type *type)
{
    const size_t start = reader->in.at;
    const int64_t value = wasm_s33(&reader->in);

    if (value >= 0 && (uint64_t)value < reader->type_limit) {
        type->type = (uint32_t)value;
    } else if (value >= 0) {
        wasm_fail(&reader->in, start, "type %lld does not exist (there are %zu)", (long long)value, reader->type_limit);
    } else if (value >= -64 && is_abstract_heap((uint8_t)(value & 0x7f))) {
        type->heap = (uint8_t)(value & 0x7f);
        wasm_use(reader, feature_of_heap(type->heap), start);
    } else {
        wasm_fail(&reader->in, start, "unknown heap type %lld", (long long)value);
    }
}

void wasm_heap_type(struct wasm_reader *reader)
{
    struct wasm_value_type ignored = {0};

    heap_type(reader, &ignored);
}

static void note_value_type(struct wasm_reader *reader, uint8_t code, size_t start)
{
    if (code == WASM_V128)
        wasm_use(reader, WASM_SIMD, start);
    else if (code == WASM_REF || code == WASM_REF_NULL)
        wasm_use(reader, WASM_FUNCTION_REFERENCES, start);
    else if (code < WASM_V128)
        wasm_use(reader, feature_of_heap(code), start);
}

/* A value type without a note of what it uses. */
static struct wasm_value_type bare_value_type(struct wasm_reader *reader)
{
    const size_t start = reader->in.at;
    struct wasm_value_type type = {.code = wasm_byte(&reader->in)};

    if (type.code == WASM_REF || type.code == WASM_REF_NULL)
        heap_type(reader, &type);
    else if ((type.code < WASM_V128 || type.code > WASM_I32) && !is_abstract_heap(type.code))
        wasm_fail(&reader->in, start, "unknown value type 0x%02x", type.code);
    return type;
}

struct wasm_value_type wasm_value_type(struct wasm_reader *reader)
{
    const size_t start = reader->in.at;
    const struct wasm_value_type type = bare_value_type(reader);

    note_value_type(reader, type.code, start);
    return type;
}

/* Of tables and segments, where funcref is as old as WebAssembly. */
struct wasm_value_type wasm_reference_type(struct wasm_reader *reader)
{
    const size_t start = reader->in.at;
    const struct wasm_value_type type = bare_value_type(reader);

    if (type.code >= WASM_V128)
        wasm_fail(&reader->in, start, "0x%02x is not a reference type", type.code);
    if (type.code != WASM_FUNCREF)
        note_value_type(reader, type.code, start);
    return type;
}

void wasm_block_type(struct wasm_reader *reader)
{
    enum { EMPTY = 0x40 };
    const size_t start = reader->in.at;
    const uint8_t first = wasm_byte(&reader->in);

    if (first == EMPTY || reader->in.failed)
        return;
    reader->in.at = start;
    if ((first & 0xc0U) == 0x40) { /* a negative number of one byte */
        (void)wasm_value_type(reader);
        return;
    }
    const int64_t index = wasm_s33(&reader->in);
    if (index < 0 || (uint64_t)index >= reader->module->type_count) {
        wasm_fail(&reader->in, start, "type %lld does not exist (there are %zu)", (long long)index,
                  reader->module->type_count);
        return;
    }
    const struct wasm_type *const type = &reader->module->types[index];
    if (type->kind != WASM_FUNCTION_TYPE)
        wasm_fail(&reader->in, start, "type %lld of a block is not a function type", (long long)index);
    if (type->parameters > 0 || type->results > 1)
        wasm_use(reader, WASM_MULTIVALUE, start);
}

struct wasm_limits wasm_limits(struct wasm_reader *reader)
{
    enum { HAS_MAXIMUM = 1, IS_SHARED = 2, IS_64 = 4 };
    const size_t start = reader->in.at;
    const uint8_t flags = wasm_byte(&reader->in);
    struct wasm_limits limits = {
        .has_maximum = flags & HAS_MAXIMUM, .is_shared = flags & IS_SHARED, .is_64 = flags & IS_64};

    if (flags > (HAS_MAXIMUM | IS_SHARED | IS_64))
        wasm_fail(&reader->in, start, "unknown flags 0x%02x of limits", flags);
    limits.minimum = limits.is_64 ? wasm_u64(&reader->in) : wasm_u32(&reader->in);
    if (limits.has_maximum)
        limits.maximum = limits.is_64 ? wasm_u64(&reader->in) : wasm_u32(&reader->in);
    if (limits.is_shared)
        wasm_use(reader, WASM_SHARED_MEMORY, start);
    if (limits.is_64)
        wasm_use(reader, WASM_MEMORY64, start);
    return limits;
}

uint32_t wasm_signature(struct wasm_reader *reader)
{
    const size_t start = reader->in.at;
    const uint32_t index = wasm_index(&reader->in, reader->module->type_count, "type");

    if (!reader->in.failed && reader->module->types[index].kind != WASM_FUNCTION_TYPE)
        wasm_fail(&reader->in, start, "type %u is not a function type", index);
    return index;
}

/* ---- the type section ---------------------------------------------------------- */

static void add_field(struct wasm_reader *reader, struct wasm_field field)
{
    struct wasm_module *const module = reader->module;

    module->fields = wasm_room(module->fields, module->field_count, sizeof *module->fields);
    module->fields[module->field_count++] = field;
}

static uint32_t value_types(struct wasm_reader *reader)
{
    const size_t start = reader->in.at;
    const uint32_t count = wasm_count(&reader->in);

    if (count > MOST_VALUES)
        wasm_fail(&reader->in, start, "%u parameters or results (engines accept up to %d)", count, MOST_VALUES);
    for (uint32_t i = 0; i < count && !reader->in.failed; i++)
        add_field(reader, (struct wasm_field){.value = wasm_value_type(reader)});
    return count;
}

bool wasm_mutability(struct wasm_reader *reader)
{
    const size_t start = reader->in.at;
    const uint8_t flag = wasm_byte(&reader->in);

    if (flag > 1)
        wasm_fail(&reader->in, start, "0x%02x says neither mutable (1) nor not (0)", flag);
    return flag == 1;
}

static void field_type(struct wasm_reader *reader)
{
    struct wasm_field field = {{0}, false};
    const uint8_t first = reader->in.at < reader->in.end ? reader->in.bytes[reader->in.at] : 0;

    if (first == WASM_I8 || first == WASM_I16)
        field.value.code = wasm_byte(&reader->in);
    else
        field.value = wasm_value_type(reader);
    field.is_mutable = wasm_mutability(reader);
    add_field(reader, field);
}

static void composite_type(struct wasm_reader *reader, struct wasm_type *type)
{
    enum { FUNCTION = 0x60, STRUCT = 0x5f, ARRAY = 0x5e };
    const size_t start = reader->in.at;
    const uint8_t form = wasm_byte(&reader->in);

    type->first_field = reader->module->field_count;
    if (form == FUNCTION) {
        type->parameters = value_types(reader);
        type->results = value_types(reader);
        if (type->results > 1)
            wasm_use(reader, WASM_MULTIVALUE, start);
    } else if (form == STRUCT || form == ARRAY) {
        type->kind = form == STRUCT ? WASM_STRUCT_TYPE : WASM_ARRAY_TYPE;
        type->parameters = form == STRUCT ? wasm_count(&reader->in) : 1;
        for (uint32_t i = 0; i < type->parameters && !reader->in.failed; i++)
            field_type(reader);
        wasm_use(reader, WASM_GC, start);
    } else {
        wasm_fail(&reader->in, start, "unknown form of a type 0x%02x", form);
    }
}

static void super_types(struct wasm_reader *reader, struct wasm_type *type, size_t start)
{
    const uint32_t count = wasm_count(&reader->in);

    if (count > 1)
        wasm_fail(&reader->in, start, "a type has %u supertypes (allowed: one)", count);
    type->has_super = count == 1;
    if (type->has_super)
        type->super = wasm_index(&reader->in, reader->type_limit, "type");
    wasm_use(reader, WASM_GC, start);
}

static void sub_type(struct wasm_reader *reader)
{
    enum { SUB = 0x50, SUB_FINAL = 0x4f };
    struct wasm_module *const module = reader->module;
    struct wasm_type type = {.is_final = true, .offset = reader->in.at};
    const uint8_t first = wasm_byte(&reader->in);

    if (first == SUB || first == SUB_FINAL) {
        type.is_final = first == SUB_FINAL;
        super_types(reader, &type, type.offset);
    } else if (!reader->in.failed) {
        reader->in.at = type.offset;
    }
    composite_type(reader, &type);
    module->types = wasm_room(module->types, module->type_count, sizeof *module->types);
    module->types[module->type_count++] = type;
}

void wasm_type_item(struct wasm_reader *reader)
{
    enum { GROUP = 0x4e };
    const size_t start = reader->in.at;
    uint32_t count = 1;

    if (wasm_byte(&reader->in) == GROUP) {
        count = wasm_count(&reader->in);
        wasm_use(reader, WASM_GC, start);
    } else if (!reader->in.failed) {
        reader->in.at = start;
    }
    reader->type_limit = reader->module->type_count + count;
    for (uint32_t i = 0; i < count && !reader->in.failed; i++)
        sub_type(reader);
}
