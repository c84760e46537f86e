/* What a module holds, for a terminal: every line is words, broken before column 80. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/inspect/inspect.h"
#include "tollgate/inspect/inspect_words.h"
#include "tollgate/text/memory.h"
#include "tollgate/wasm/opcodes.h"

enum { WIDTH = 80, LONGEST_NAME = 48 };

/* ---- lines --------------------------------------------------------------------- */

/* Columns that a word of UTF-8 takes. */
static size_t columns(const char *word)
{
    size_t count = 0;

    for (; *word; word++)
        count += ((uint8_t)*word & 0xc0U) != 0x80;
    return count;
}

/* Prints the words, indented, further lines by `more`, and forgets them. */
static void print_words(FILE *out, size_t indent, size_t more, struct sentences *words)
{
    size_t column = indent;

    fprintf(out, "%*s", (int)indent, "");
    for (size_t i = 0; i < words->count; i++) {
        const size_t width = columns(words->text[i]);
        if (i > 0 && column + 1 + width > WIDTH) {
            fprintf(out, "\n%*s", (int)(indent + more), "");
            column = indent + more;
        } else if (i > 0) {
            fputc(' ', out);
            column++;
        }
        fputs(words->text[i], out);
        column += width;
    }
    fputc('\n', out);
    sentences_free(words);
}

/* Adds "NAME" in quotes, with `behind` behind them. */
static void add_name(struct sentences *words, struct wasm_name name, const char *behind)
{
    char *const shown = words_of_name(name, LONGEST_NAME);

    sentences_add(words, "\"%s\"%s", shown, behind);
    free(shown);
}

/* Puts a comma behind the last word. */
static void add_comma(struct sentences *words)
{
    char **const last = &words->text[words->count - 1];
    const size_t length = strlen(*last);

    *last = reallocate(*last, length + 2, 1);
    memcpy(*last + length, ",", 2);
}

/* ---- parts --------------------------------------------------------------------- */

static void print_features(const struct wasm_module *module, FILE *out)
{
    struct sentences words = {0};

    sentences_add(&words, "features:");
    for (int i = WASM_MVP + 1; i < WASM_FEATURES; i++) {
        if (!module->uses[i].is_used)
            continue;
        if (words.count > 1)
            add_comma(&words);
        sentences_add(&words, "%s", wasm_feature_name((enum wasm_feature)i));
    }
    if (words.count == 1)
        sentences_add(&words, "none beyond the first version");
    print_words(out, 0, 4, &words);
}

static void print_sections(const struct wasm_module *module, FILE *out)
{
    if (module->section_count > 0)
        fprintf(out, "\nsections        offset       bytes     items\n");
    for (size_t i = 0; i < module->section_count; i++) {
        const struct wasm_section *const section = &module->sections[i];
        char *const name = words_of_name(section->name, LONGEST_NAME / 2);
        fprintf(out, "  %-10s  0x%08zx  %10zu", wasm_section_name(section->id), section->offset, section->size);
        if (section->id == WASM_SECTION_CUSTOM)
            fprintf(out, "            \"%s\"", name);
        else if (section->id != WASM_SECTION_START && section->id != WASM_SECTION_DATA_COUNT)
            fprintf(out, "  %8" PRIu32, section->items);
        fputc('\n', out);
        free(name);
    }
}

static void print_types(const struct wasm_module *module, FILE *out)
{
    if (module->type_count > 0)
        fprintf(out, "\ntypes\n");
    for (uint32_t i = 0; i < module->type_count; i++) {
        struct sentences words = {0};
        sentences_add(&words, "%" PRIu32 ":", i);
        words_of_type(module, i, &words);
        print_words(out, 2, 4, &words);
    }
}

static void print_imports(const struct wasm_module *module, FILE *out)
{
    if (module->import_count > 0)
        fprintf(out, "\nimports\n");
    for (size_t i = 0; i < module->import_count; i++) {
        const struct wasm_import *const import = &module->imports[i];
        struct sentences words = {0};
        add_name(&words, import->module, "");
        add_name(&words, import->name, ":");
        sentences_add(&words, "%s %" PRIu32 ",", wasm_kind_name(import->kind), import->index);
        words_of_item(module, import->kind, import->index, &words);
        print_words(out, 2, 4, &words);
    }
}

static void print_exports(const struct wasm_module *module, FILE *out)
{
    if (module->export_count > 0)
        fprintf(out, "\nexports\n");
    for (size_t i = 0; i < module->export_count; i++) {
        const struct wasm_export *const export = &module->exports[i];
        struct sentences words = {0};
        add_name(&words, export->name, ":");
        sentences_add(&words, "%s %" PRIu32 ",", wasm_kind_name(export->kind), export->index);
        words_of_item(module, export->kind, export->index, &words);
        print_words(out, 2, 4, &words);
    }
}

static void print_memories(const struct wasm_module *module, FILE *out)
{
    if (module->count[WASM_MEMORY] > 0)
        fprintf(out, "\nmemories (pages of 65536 bytes)\n");
    for (uint32_t i = 0; i < module->count[WASM_MEMORY]; i++) {
        struct sentences words = {0};
        sentences_add(&words, "%" PRIu32 ":", i);
        words_of_item(module, WASM_MEMORY, i, &words);
        print_words(out, 2, 4, &words);
    }
}

/* ---- functions ----------------------------------------------------------------- */

/* The most frequent first, then by opcode. */
static int more_frequent(const void *left, const void *right)
{
    const struct wasm_opcode_count *const a = left;
    const struct wasm_opcode_count *const b = right;

    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return (a->opcode > b->opcode) - (a->opcode < b->opcode);
}

static void print_counts(const struct wasm_module *module, const struct wasm_function *function, FILE *out)
{
    struct wasm_opcode_count *const counts = allocate(function->counts, sizeof *counts);
    struct sentences words = {0};

    memcpy(counts, module->counts + function->first_count, function->counts * sizeof *counts);
    qsort(counts, function->counts, sizeof *counts, more_frequent);
    for (size_t i = 0; i < function->counts; i++)
        sentences_add(&words, "%s %" PRIu32 "%s", wasm_opcode(counts[i].opcode)->name, counts[i].count,
                      i + 1 < function->counts ? "," : "");
    print_words(out, 6, 0, &words);
    free(counts);
}

static void print_functions(const struct wasm_module *module, FILE *out)
{
    const size_t imported = module->imported[WASM_FUNCTION];

    if (module->count[WASM_FUNCTION] > imported)
        fprintf(out, "\nfunctions, and how often each instruction stands in them\n");
    for (size_t i = imported; i < module->count[WASM_FUNCTION]; i++) {
        const struct wasm_function *const function = &module->functions[i];
        struct sentences words = {0};
        sentences_add(&words, "%zu%s", i, function->name.bytes ? "" : ":");
        if (function->name.bytes)
            add_name(&words, function->name, ":");
        words_of_item(module, WASM_FUNCTION, (uint32_t)i, &words);
        add_comma(&words);
        sentences_add(&words, "locals %" PRIu64 ",", function->locals);
        sentences_add(&words, "bytes %zu,", function->size);
        sentences_add(&words, "instructions %" PRIu32, function->instructions);
        print_words(out, 2, 4, &words);
        print_counts(module, function, out);
    }
}

void inspect_text(const struct wasm_module *module, const char *path, FILE *out)
{
    struct sentences words = {0};

    fprintf(out, "%s\n", path);
    sentences_add(&words, "WebAssembly 1, %zu bytes", module->size);
    if (module->name.bytes) {
        add_comma(&words);
        add_name(&words, module->name, "");
    }
    print_words(out, 0, 4, &words);
    print_features(module, out);
    print_sections(module, out);
    print_types(module, out);
    print_imports(module, out);
    print_exports(module, out);
    print_memories(module, out);
    print_functions(module, out);
}
