/*
 * Any bytes as a claim. What must hold, besides no crash, no leak and no hang:
 *   - either it is read, or there is at least one mistake, and each names the file and a line of it;
 *   - what is read has all required values, none of them empty, and a range that is one.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/claims/claim_file.h"

/* libFuzzer shows the input, and the stack of the check that called this. */
static void expect(int holds)
{
    if (!holds)
        __builtin_trap();
}

static size_t count_lines(const uint8_t *data, size_t size)
{
    size_t lines = 0;

    for (size_t i = 0; i < size; i++)
        lines += data[i] == '\n';
    return lines + (size > 0 && data[size - 1] != '\n');
}

/* "fuzzed.claim:31: " and a reason. */
static void check_mistake(const char *mistake, size_t lines)
{
    static const char name[] = "fuzzed.claim:";
    char *end = NULL;

    expect(strncmp(mistake, name, strlen(name)) == 0);
    const unsigned long line = strtoul(mistake + strlen(name), &end, 10);
    expect(line <= lines && strncmp(end, ": ", 2) == 0 && end[2] != '\0');
}

static void check_claim(const struct claim *claim)
{
    static const enum claim_key required[] = {CLAIM_CLAIM,    CLAIM_SOURCE,    CLAIM_YEAR, CLAIM_OPENED,
                                              CLAIM_QUANTITY, CLAIM_PUBLISHED, CLAIM_RULE, CLAIM_QUERY};

    for (size_t i = 0; i < sizeof required / sizeof required[0]; i++)
        expect(claim->values[required[i]] != NULL);
    for (size_t i = 0; i < CLAIM_KEY_COUNT; i++)
        expect(!claim->values[i] || (*claim->values[i] && !strpbrk(claim->values[i], "\r\n")));
    expect(claim->year >= 1000 && claim->year <= 9999);
    expect(claim->published.low <= claim->published.high);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sentences mistakes = {0};
    struct claim claim;

    if (size < 1)
        return -1;
    FILE *const stream = fmemopen((void *)(uintptr_t)data, size, "rb");
    expect(stream != NULL);
    if (claim_read_stream(stream, "fuzzed.claim", "fuzzed", &claim, &mistakes)) {
        expect(mistakes.count == 0);
        check_claim(&claim);
        claim_free(&claim);
    } else {
        expect(mistakes.count > 0);
        for (size_t i = 0; i < mistakes.count; i++)
            check_mistake(mistakes.text[i], count_lines(data, size));
    }
    sentences_free(&mistakes);
    fclose(stream);
    return 0;
}
