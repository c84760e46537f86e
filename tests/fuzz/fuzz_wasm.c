/*
 * Any bytes as a module: read, and shown as text and as CSV. What must hold, besides no crash, no
 * leak and no hang:
 *   - a refusal names the file and a byte offset within it, or at its end;
 *   - no line of the text is wider than 80 columns, but the one with the file's name;
 *   - the CSV has a row a thing, each with as many fields;
 *   - the instructions of all functions are no more than their bytes.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/inspect/inspect.h"

enum { WIDTH = 80, SEPARATORS = 7 };

/* libFuzzer shows the input, and the stack of the check that called this. */
static void expect(int holds)
{
    if (!holds)
        __builtin_trap();
}

/* "fuzzed.wasm: byte 31 (0x1f): " and a reason. */
static void check_refusal(const struct problem *problem, size_t size)
{
    static const char start[] = "fuzzed.wasm: byte ";
    char *end = NULL;

    expect(strncmp(problem->text, start, sizeof start - 1) == 0);
    const unsigned long offset = strtoul(problem->text + sizeof start - 1, &end, 10);
    expect(strncmp(end, " (0x", 4) == 0 && offset <= size);
    expect(strtoul(end + 2, &end, 16) == offset);
    expect(strncmp(end, "): ", 3) == 0 && end[3] != '\0');
}

static size_t columns(const char *line, size_t length)
{
    size_t count = 0;

    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)line[i] & 0xc0U) != 0x80;
    return count;
}

static void check_text(const struct wasm_module *module)
{
    char *text = NULL;
    size_t length = 0;
    FILE *const stream = open_memstream(&text, &length);

    expect(stream != NULL);
    inspect_text(module, "fuzzed.wasm", stream);
    fclose(stream);
    expect(length == strlen(text) && text[length - 1] == '\n');
    for (const char *line = text, *end; (end = strchr(line, '\n')); line = end + 1)
        expect(columns(line, (size_t)(end - line)) <= WIDTH);
    free(text);
}

/* Names cannot hold quotes or line ends as they are shown, so a line is a row, and quotes come in pairs. */
static size_t check_rows(const char *csv)
{
    size_t rows = 0;
    size_t separators = 0;
    int is_quoted = 0;

    for (; *csv; csv++) {
        is_quoted ^= *csv == '"';
        separators += *csv == ',' && !is_quoted;
        if (*csv != '\n')
            continue;
        expect(!is_quoted && separators == SEPARATORS);
        separators = 0;
        rows++;
    }
    return rows;
}

static void check_csv(const struct wasm_module *module)
{
    char *csv = NULL;
    size_t length = 0;
    FILE *const stream = open_memstream(&csv, &length);
    const size_t header_and_module = 2;

    expect(stream != NULL);
    inspect_csv(module, stream);
    fclose(stream);
    expect(length == strlen(csv));
    expect(check_rows(csv)
           == header_and_module + module->section_count + module->type_count + module->import_count
                  + module->export_count + 4 * module->count[WASM_MEMORY] + WASM_FEATURES - 1
                  + module->count[WASM_FUNCTION] + module->count_count);
    free(csv);
}

static void check_counts(const struct wasm_module *module)
{
    for (size_t i = 0; i < module->count[WASM_FUNCTION]; i++)
        expect(module->functions[i].instructions <= module->functions[i].size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct wasm_module module;
    struct problem problem;

    if (!wasm_read(data, size, "fuzzed.wasm", &module, &problem)) {
        check_refusal(&problem, size);
        return 0;
    }
    if (module.has_bad_names)
        check_refusal(&module.bad_names, size);
    check_counts(&module);
    check_text(&module);
    check_csv(&module);
    wasm_free(&module);
    return 0;
}
