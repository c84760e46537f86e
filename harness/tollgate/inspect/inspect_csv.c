/* What a module holds, a row a thing; docs/FORMAT.md lists the records. */
#include <stdlib.h>

#include "tollgate/inspect/inspect.h"
#include "tollgate/inspect/inspect_words.h"
#include "tollgate/text/csv_write.h"
#include "tollgate/wasm/opcodes.h"

static const struct wasm_name NO_NAME = {NULL, 0};

/* ---- fields -------------------------------------------------------------------- */

static void csv_name(struct csv_output *csv, struct wasm_name name)
{
    char *const shown = words_of_name(name, SIZE_MAX);

    csv_text(csv, shown);
    free(shown);
}

/* The words as one field; forgets them. */
static void csv_words(struct csv_output *csv, struct sentences *words)
{
    char *const joined = sentences_join(words, words->count, " ");

    csv_text(csv, joined);
    free(joined);
    sentences_free(words);
}

static void csv_optional(struct csv_output *csv, bool is_there, uint64_t value)
{
    if (is_there)
        csv_count(csv, value);
    else
        csv_text(csv, "");
}

/* record, index, module, name, kind */
static void csv_begin(struct csv_output *csv, const char *record, size_t index, struct wasm_name name, const char *kind)
{
    csv_text(csv, record);
    csv_count(csv, index);
    csv_text(csv, "");
    csv_name(csv, name);
    csv_text(csv, kind);
}

/* offset, value */
static void csv_end(struct csv_output *csv, size_t offset, uint64_t value)
{
    csv_count(csv, offset);
    csv_count(csv, value);
    csv_end_row(csv);
}

/* ---- records ------------------------------------------------------------------- */

static void module_record(struct csv_output *csv, const struct wasm_module *module)
{
    csv_begin(csv, "module", 0, module->name, "version");
    csv_count(csv, 1);
    csv_end(csv, 0, module->size);
}

static void section_records(struct csv_output *csv, const struct wasm_module *module)
{
    for (size_t i = 0; i < module->section_count; i++) {
        const struct wasm_section *const section = &module->sections[i];
        const bool has_items = section->id != WASM_SECTION_CUSTOM && section->id != WASM_SECTION_START
                            && section->id != WASM_SECTION_DATA_COUNT;
        csv_begin(csv, "section", i, section->name, wasm_section_name(section->id));
        csv_optional(csv, has_items, section->items);
        csv_end(csv, section->offset, section->size);
    }
}

static void type_records(struct csv_output *csv, const struct wasm_module *module)
{
    static const char *const kinds[] = {
        [WASM_FUNCTION_TYPE] = "func", [WASM_STRUCT_TYPE] = "struct", [WASM_ARRAY_TYPE] = "array"};

    for (uint32_t i = 0; i < module->type_count; i++) {
        struct sentences words = {0};
        csv_begin(csv, "type", i, NO_NAME, kinds[module->types[i].kind]);
        words_of_type(module, i, &words);
        csv_words(csv, &words);
        csv_count(csv, module->types[i].offset);
        csv_text(csv, "");
        csv_end_row(csv);
    }
}

static void import_records(struct csv_output *csv, const struct wasm_module *module)
{
    for (size_t i = 0; i < module->import_count; i++) {
        const struct wasm_import *const import = &module->imports[i];
        struct sentences words = {0};
        csv_text(csv, "import");
        csv_count(csv, i);
        csv_name(csv, import->module);
        csv_name(csv, import->name);
        csv_text(csv, wasm_kind_name(import->kind));
        words_of_item(module, import->kind, import->index, &words);
        csv_words(csv, &words);
        csv_end(csv, import->offset, import->index);
    }
}

static void export_records(struct csv_output *csv, const struct wasm_module *module)
{
    for (size_t i = 0; i < module->export_count; i++) {
        const struct wasm_export *const export = &module->exports[i];
        struct sentences words = {0};
        csv_begin(csv, "export", i, export->name, wasm_kind_name(export->kind));
        words_of_item(module, export->kind, export->index, &words);
        csv_words(csv, &words);
        csv_end(csv, export->offset, export->index);
    }
}

static void memory_record(struct csv_output *csv, size_t index, const char *kind, bool is_there, uint64_t value)
{
    csv_begin(csv, "memory", index, NO_NAME, kind);
    csv_text(csv, "");
    csv_text(csv, "");
    csv_optional(csv, is_there, value);
    csv_end_row(csv);
}

static void memory_records(struct csv_output *csv, const struct wasm_module *module)
{
    for (size_t i = 0; i < module->count[WASM_MEMORY]; i++) {
        const struct wasm_limits *const limits = &module->memories[i];
        memory_record(csv, i, "minimum_pages", true, limits->minimum);
        memory_record(csv, i, "maximum_pages", limits->has_maximum, limits->maximum);
        memory_record(csv, i, "shared", true, limits->is_shared);
        memory_record(csv, i, "address_bits", true, limits->is_64 ? 64 : 32);
    }
}

static void feature_records(struct csv_output *csv, const struct wasm_module *module)
{
    for (int i = WASM_MVP + 1; i < WASM_FEATURES; i++) {
        const struct wasm_use *const use = &module->uses[i];
        csv_text(csv, "feature");
        csv_text(csv, "");
        csv_text(csv, "");
        csv_text(csv, wasm_feature_name((enum wasm_feature)i));
        csv_text(csv, "");
        csv_text(csv, "");
        csv_optional(csv, use->is_used, use->offset);
        csv_count(csv, use->is_used);
        csv_end_row(csv);
    }
}

static void function_records(struct csv_output *csv, const struct wasm_module *module)
{
    for (size_t i = 0; i < module->count[WASM_FUNCTION]; i++) {
        const struct wasm_function *const function = &module->functions[i];
        const bool is_imported = i < module->imported[WASM_FUNCTION];
        struct sentences words = {0};
        csv_begin(csv, "function", i, function->name, is_imported ? "imported" : "defined");
        words_of_item(module, WASM_FUNCTION, (uint32_t)i, &words);
        csv_words(csv, &words);
        csv_optional(csv, !is_imported, function->offset);
        csv_optional(csv, !is_imported, function->size);
        csv_end_row(csv);
    }
}

static void opcode_records(struct csv_output *csv, const struct wasm_module *module)
{
    for (size_t i = 0; i < module->count[WASM_FUNCTION]; i++) {
        const struct wasm_function *const function = &module->functions[i];
        for (size_t k = 0; k < function->counts; k++) {
            const struct wasm_opcode_count *const count = &module->counts[function->first_count + k];
            const struct wasm_opcode *const opcode = wasm_opcode(count->opcode);
            csv_begin(csv, "opcode", i, function->name, wasm_feature_name(opcode->feature));
            csv_text(csv, opcode->name);
            csv_text(csv, "");
            csv_count(csv, count->count);
            csv_end_row(csv);
        }
    }
}

void inspect_csv(const struct wasm_module *module, FILE *out)
{
    struct csv_output csv = {.stream = out};

    fprintf(out, "record,index,module,name,kind,detail,offset,value\n");
    module_record(&csv, module);
    section_records(&csv, module);
    type_records(&csv, module);
    import_records(&csv, module);
    export_records(&csv, module);
    memory_records(&csv, module);
    feature_records(&csv, module);
    function_records(&csv, module);
    opcode_records(&csv, module);
}
