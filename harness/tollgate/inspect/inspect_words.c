/* Words rather than sentences, so that a terminal can break lines between them. */
#include "tollgate/inspect/inspect_words.h"

#include <stdio.h>
#include <string.h>

#include "tollgate/text/memory.h"
#include "tollgate/wasm/utf8.h"

struct word {
    char text[40];
};

struct heap_word {
    char text[16];
};

/* ---- names --------------------------------------------------------------------- */

/* Control characters, also those that UTF-8 writes in two bytes, and what the text format escapes. */
static bool is_escaped(const uint8_t *character, size_t length)
{
    if (length == 2)
        return character[0] == 0xc2 && character[1] < 0xa0;
    return length == 1 && (*character < 0x20 || *character == 0x7f || *character == '"' || *character == '\\');
}

/* Writes a character of UTF-8 as it is shown; returns how many bytes that are. */
static size_t show(const char *character, size_t length, char *shown)
{
    if (!is_escaped((const uint8_t *)character, length)) {
        memcpy(shown, character, length);
        return length;
    }
    for (size_t i = 0; i < length; i++)
        snprintf(shown + 3 * i, 4, "\\%02x", (unsigned)(uint8_t)character[i]);
    return 3 * length;
}

char *words_of_name(struct wasm_name name, size_t most)
{
    static const char more[] = "...";
    char *const shown = allocate(3 * name.length + sizeof more, 1);
    size_t used = 0;

    for (size_t at = 0, characters = 0; at < name.length;) {
        const size_t length = utf8_character(name.bytes + at, name.length - at);
        const size_t width = is_escaped((const uint8_t *)name.bytes + at, length) ? 3 * length : 1;
        characters += width;
        if (characters > most) {
            memcpy(shown + used, more, sizeof more);
            return shown;
        }
        used += show(name.bytes + at, length, shown + used);
        at += length;
    }
    shown[used] = '\0';
    return shown;
}

/* ---- types --------------------------------------------------------------------- */

enum { FIRST_HEAP_TYPE = 0x69 };

static struct heap_word word_of_heap(const struct wasm_value_type *type)
{
    static const char *const names[] = {"exn",    "array", "struct", "i31",      "eq",     "any",
                                        "extern", "func",  "none",   "noextern", "nofunc", "noexn"};
    struct heap_word word;

    if (type->heap != 0)
        snprintf(word.text, sizeof word.text, "%s", names[type->heap - FIRST_HEAP_TYPE]);
    else
        snprintf(word.text, sizeof word.text, "%u", type->type);
    return word;
}

static struct word word_of_value(const struct wasm_value_type *type)
{
    static const char *const names[] = {"exnref",
                                        "arrayref",
                                        "structref",
                                        "i31ref",
                                        "eqref",
                                        "anyref",
                                        "externref",
                                        "funcref",
                                        "nullref",
                                        "nullexternref",
                                        "nullfuncref",
                                        "nullexnref",
                                        [WASM_I16 - FIRST_HEAP_TYPE] = "i16",
                                        [WASM_I8 - FIRST_HEAP_TYPE] = "i8",
                                        [WASM_V128 - FIRST_HEAP_TYPE] = "v128",
                                        [WASM_F64 - FIRST_HEAP_TYPE] = "f64",
                                        [WASM_F32 - FIRST_HEAP_TYPE] = "f32",
                                        [WASM_I64 - FIRST_HEAP_TYPE] = "i64",
                                        [WASM_I32 - FIRST_HEAP_TYPE] = "i32"};
    struct word word;

    if (type->code == WASM_REF || type->code == WASM_REF_NULL)
        snprintf(word.text, sizeof word.text, "(ref %s%s)", type->code == WASM_REF ? "" : "null ",
                 word_of_heap(type).text);
    else
        snprintf(word.text, sizeof word.text, "%s", names[type->code - FIRST_HEAP_TYPE]);
    return word;
}

/* "(mut i32," "f64)" of fields [first, first + count) of the module; "()" where there are none. */
static void words_of_fields(const struct wasm_module *module, size_t first, uint32_t count, struct sentences *words)
{
    if (count == 0)
        sentences_add(words, "()");
    for (size_t i = first; i < first + count; i++) {
        const struct wasm_field *const field = &module->fields[i];
        sentences_add(words, "%s%s%s%s", i == first ? "(" : "", field->is_mutable ? "mut " : "",
                      word_of_value(&field->value).text, i + 1 == first + count ? ")" : ",");
    }
}

static void words_of_signature(const struct wasm_module *module, const struct wasm_type *type, struct sentences *words)
{
    words_of_fields(module, type->first_field, type->parameters, words);
    sentences_add(words, "->");
    words_of_fields(module, type->first_field + type->parameters, type->results, words);
}

void words_of_type(const struct wasm_module *module, uint32_t index, struct sentences *words)
{
    const struct wasm_type *const type = &module->types[index];

    if (type->has_super || !type->is_final)
        sentences_add(words, "%s", type->is_final ? "sub final" : "sub");
    if (type->has_super)
        sentences_add(words, "%u", type->super);
    if (type->kind == WASM_FUNCTION_TYPE) {
        words_of_signature(module, type, words);
        return;
    }
    sentences_add(words, "%s", type->kind == WASM_STRUCT_TYPE ? "struct" : "array");
    words_of_fields(module, type->first_field, type->parameters, words);
}

/* ---- what is imported and exported --------------------------------------------- */

static void words_of_limits(const struct wasm_limits *limits, const char *unit, struct sentences *words)
{
    const char *const behind = limits->is_shared || limits->is_64 ? "," : "";

    if (limits->has_maximum)
        sentences_add(words, "%llu to %llu %s%s", (unsigned long long)limits->minimum,
                      (unsigned long long)limits->maximum, unit, behind);
    else
        sentences_add(words, "%llu or more %s%s", (unsigned long long)limits->minimum, unit, behind);
    if (limits->is_shared)
        sentences_add(words, "shared%s", limits->is_64 ? "," : "");
    if (limits->is_64)
        sentences_add(words, "64-bit");
}

void words_of_item(const struct wasm_module *module, enum wasm_kind kind, uint32_t index, struct sentences *words)
{
    switch (kind) {
    case WASM_FUNCTION:
        words_of_signature(module, &module->types[module->functions[index].type], words);
        break;
    case WASM_TABLE:
        words_of_limits(&module->tables[index].limits, word_of_value(&module->tables[index].element).text, words);
        break;
    case WASM_MEMORY:
        words_of_limits(&module->memories[index], "pages", words);
        break;
    case WASM_GLOBAL:
        sentences_add(words, "%s%s", module->globals[index].is_mutable ? "mut " : "",
                      word_of_value(&module->globals[index].value).text);
        break;
    default: /* WASM_TAG */
        words_of_signature(module, &module->types[module->tags[index]], words);
        break;
    }
}
