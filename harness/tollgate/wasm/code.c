/*
 * Instructions (https://webassembly.github.io/spec/core/binary/instructions.html). What follows
 * an opcode is data of opcodes.h; this file knows how each such thing is written.
 */
#include <string.h>

#include "tollgate/wasm/reader.h"

enum { END = 0x0b, DELEGATE = 0x18 };

/* An expression that is being read. */
struct expression {
    struct wasm_reader *reader;
    uint64_t locals; /* parameters and locals */
    size_t depth;    /* blocks that are open, the expression itself not counted */
};

static void labels(struct expression *expression)
{
    struct wasm_cursor *const in = &expression->reader->in;
    const uint32_t count = wasm_count(in);

    for (uint64_t i = 0; i <= count && !in->failed; i++)
        (void)wasm_index(in, expression->depth + 1, "label");
}

static void catches(struct expression *expression)
{
    enum { CATCH, CATCH_REF, CATCH_ALL, CATCH_ALL_REF };
    struct wasm_cursor *const in = &expression->reader->in;
    const uint32_t count = wasm_count(in);

    for (uint32_t i = 0; i < count && !in->failed; i++) {
        const size_t start = in->at;
        const uint8_t kind = wasm_byte(in);
        if (kind > CATCH_ALL_REF)
            wasm_fail(in, start, "unknown catch clause 0x%02x", kind);
        if (kind == CATCH || kind == CATCH_REF)
            (void)wasm_index(in, expression->reader->module->count[WASM_TAG], "tag");
        /* The block that catches is no label of its own clauses. */
        (void)wasm_index(in, expression->depth + 1, "label");
    }
}

static void memory_access(struct wasm_reader *reader)
{
    enum { HAS_MEMORY = 0x40 };
    const struct wasm_module *const module = reader->module;
    const size_t start = reader->in.at;
    const uint32_t alignment = wasm_u32(&reader->in);
    uint32_t memory = 0;

    if (alignment >= 2 * HAS_MEMORY)
        wasm_fail(&reader->in, start, "unknown alignment %u of a memory access", alignment);
    if (alignment & HAS_MEMORY)
        memory = wasm_index(&reader->in, module->count[WASM_MEMORY], "memory");
    else if (module->count[WASM_MEMORY] == 0)
        wasm_fail(&reader->in, start, "memory 0 does not exist (there are 0)");
    const size_t place = reader->in.at;
    const uint64_t offset = wasm_u64(&reader->in);
    if (!reader->in.failed && offset > UINT32_MAX && !module->memories[memory].is_64)
        wasm_fail(&reader->in, place, "an offset does not fit the 32 bits of memory %u", memory);
}

static void value_types(struct wasm_reader *reader)
{
    const uint32_t count = wasm_count(&reader->in);

    for (uint32_t i = 0; i < count && !reader->in.failed; i++)
        (void)wasm_value_type(reader);
}

/* A byte that is at most `most`. */
static void small_byte(struct wasm_cursor *in, uint8_t most, const char *what)
{
    const size_t start = in->at;
    const uint8_t byte = wasm_byte(in);

    if (byte > most)
        wasm_fail(in, start, "%s 0x%02x (allowed: up to %u)", what, byte, most);
}

/* Whether the letter stands for an index of the module, which is then read. */
static bool module_index(struct wasm_reader *reader, char letter)
{
    const struct wasm_module *const module = reader->module;
    const struct {
        char letter;
        const char *what;
        size_t limit;
    } indices[] = {
        {'f', "function", module->count[WASM_FUNCTION]},
        {'t', "table", module->count[WASM_TABLE]},
        {'m', "memory", module->count[WASM_MEMORY]},
        {'g', "global", module->count[WASM_GLOBAL]},
        {'e', "tag", module->count[WASM_TAG]},
        {'y', "type", module->type_count},
        {'r', "type", module->type_count},
        {'s', "element segment", module->element_segments},
        {'d', "data segment", module->announced_data},
    };

    if (letter == 'r')
        wasm_use(reader, WASM_FUNCTION_REFERENCES, reader->in.at);
    for (size_t i = 0; i < sizeof indices / sizeof indices[0]; i++) {
        if (indices[i].letter == letter) {
            (void)wasm_index(&reader->in, indices[i].limit, indices[i].what);
            return true;
        }
    }
    return false;
}

/* A letter that stands for a number or for bytes. */
static void plain_operand(struct wasm_cursor *in, char letter)
{
    enum { VECTOR = 16 }; /* bytes, of the letter V */

    switch (letter) {
    case 'i':
        wasm_s32(in);
        break;
    case 'I':
        wasm_s64(in);
        break;
    case 'n':
        (void)wasm_u32(in);
        break;
    case 'b':
        (void)wasm_byte(in);
        break;
    case 'C':
        small_byte(in, 3, "unknown flags of a cast");
        break;
    case '0':
        small_byte(in, 0, "unknown fence");
        break;
    default:
        wasm_skip(in, letter == '4' ? 4 : letter == '8' ? 8 : VECTOR);
        break;
    }
}

static void operand(struct expression *expression, char letter)
{
    struct wasm_reader *const reader = expression->reader;

    if (module_index(reader, letter))
        return;
    switch (letter) {
    case 'x':
        (void)wasm_index(&reader->in, expression->locals, "local");
        break;
    case 'l':
        (void)wasm_index(&reader->in, expression->depth + 1, "label");
        break;
    case 'L':
        labels(expression);
        break;
    case 'T':
        catches(expression);
        break;
    case 'A':
        memory_access(reader);
        break;
    case 'B':
        wasm_block_type(reader);
        break;
    case 'S':
        value_types(reader);
        break;
    case 'h':
        wasm_heap_type(reader);
        break;
    default:
        plain_operand(&reader->in, letter);
        break;
    }
}

/* The number of the next opcode, or WASM_NO_OPCODE if there is none that is known. */
static uint32_t opcode(struct wasm_reader *reader)
{
    const size_t start = reader->in.at;
    const uint8_t first = wasm_byte(&reader->in);
    const bool has_prefix = first >= WASM_PREFIX_GC && first <= WASM_PREFIX_ATOMIC;
    const uint32_t code = has_prefix ? wasm_u32(&reader->in) : first;
    const uint32_t id = wasm_opcode_id(has_prefix ? first : 0, code);

    if (id == WASM_NO_OPCODE && has_prefix)
        wasm_fail(&reader->in, start, "unknown opcode 0x%02x 0x%02x", first, code);
    else if (id == WASM_NO_OPCODE)
        wasm_fail(&reader->in, start, "unknown opcode 0x%02x", first);
    return reader->in.failed ? WASM_NO_OPCODE : id;
}

static bool opens_block(const struct wasm_opcode *row)
{
    return row->operands[0] == 'B';
}

/* Reads one instruction; WASM_NO_OPCODE if that failed. */
static uint32_t instruction(struct expression *expression)
{
    struct wasm_reader *const reader = expression->reader;
    const size_t start = reader->in.at;
    const uint32_t id = opcode(reader);

    if (id == WASM_NO_OPCODE)
        return id;
    const struct wasm_opcode *const row = wasm_opcode(id);
    for (const char *letter = row->operands; *letter; letter++)
        operand(expression, *letter);
    if (row->feature != WASM_MVP)
        wasm_use(reader, row->feature, start);
    if (id == DELEGATE && expression->depth == 0)
        wasm_fail(&reader->in, start, "a delegate ends no try");
    if (opens_block(row))
        expression->depth++;
    else if (id == DELEGATE)
        expression->depth--;
    return reader->in.failed ? WASM_NO_OPCODE : id;
}

/* What a constant expression may do besides naming a constant came later. */
static bool is_arithmetic(uint32_t id)
{
    return (id >= 0x6a && id <= 0x6c) || (id >= 0x7c && id <= 0x7e); /* add, sub, mul of i32 and i64 */
}

void wasm_constant(struct wasm_reader *reader)
{
    struct expression expression = {.reader = reader};

    for (;;) {
        const size_t start = reader->in.at;
        const uint32_t id = instruction(&expression);
        if (id == WASM_NO_OPCODE || (id == END && expression.depth == 0))
            return;
        if (id == END)
            expression.depth--;
        if (is_arithmetic(id))
            wasm_use(reader, WASM_EXTENDED_CONST, start);
    }
}

/* ---- bodies -------------------------------------------------------------------- */

static uint64_t locals(struct wasm_reader *reader)
{
    const uint32_t groups = wasm_count(&reader->in);
    uint64_t total = 0;

    for (uint32_t i = 0; i < groups && !reader->in.failed; i++) {
        const size_t start = reader->in.at;
        total += wasm_u32(&reader->in);
        (void)wasm_value_type(reader);
        if (total > UINT32_MAX)
            wasm_fail(&reader->in, start, "a function has more than 4294967295 locals");
    }
    return total;
}

/* Moves the counts of the function that was read into the module. */
static void keep_counts(struct wasm_reader *reader, struct wasm_function *function)
{
    struct wasm_module *const module = reader->module;

    function->first_count = module->count_count;
    for (uint32_t id = 0; id < WASM_OPCODE_IDS; id++) {
        if (reader->times[id] == 0)
            continue;
        module->counts = wasm_room(module->counts, module->count_count, sizeof *module->counts);
        module->counts[module->count_count++] = (struct wasm_opcode_count){id, reader->times[id]};
        function->instructions += reader->times[id];
    }
    function->counts = module->count_count - function->first_count;
}

static void body(struct wasm_reader *reader, struct wasm_function *function)
{
    function->locals = locals(reader);
    struct expression expression = {
        .reader = reader,
        .locals = function->locals + reader->module->types[function->type].parameters,
    };

    memset(reader->times, 0, sizeof reader->times);
    for (;;) {
        const uint32_t id = instruction(&expression);
        if (id == WASM_NO_OPCODE)
            return;
        reader->times[id]++;
        if (id == END && expression.depth-- == 0)
            break;
    }
    if (reader->in.at < reader->in.end)
        wasm_fail(&reader->in, reader->in.at, "a function body goes on behind its end, by %zu bytes",
                  reader->in.end - reader->in.at);
    keep_counts(reader, function);
}

void wasm_code_item(struct wasm_reader *reader)
{
    struct wasm_module *const module = reader->module;
    struct wasm_cursor *const in = &reader->in;
    const size_t index = module->imported[WASM_FUNCTION] + module->bodies;
    const struct wasm_cursor outside = *in;
    const uint32_t size = wasm_u32(in);
    const size_t start = in->at;

    wasm_skip(in, size);
    if (index >= module->count[WASM_FUNCTION])
        wasm_fail(in, outside.at, "a body without a function (the function section announces %zu)",
                  module->count[WASM_FUNCTION] - module->imported[WASM_FUNCTION]);
    if (in->failed)
        return;
    in->at = start;
    in->end = start + size;
    in->part = "a function body";
    module->functions[index].offset = start;
    module->functions[index].size = size;
    body(reader, &module->functions[index]);
    in->end = outside.end;
    in->part = outside.part;
    module->bodies++;
}
