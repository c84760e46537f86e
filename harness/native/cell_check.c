/* Correct before timed: what a cell computed is held against the reference, and summed up in a check. */
#include "cell.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool cell_read_reference(struct cell *cell, const char *path, struct failure *failure)
{
    size_t expected = 0;
    for (size_t i = 0; i < cell->buffer_count; i++) {
        const struct buffer *buffer = &cell->buffers[i];
        if (buffer->is_output)
            expected += buffer->length * element_types[buffer->type].bytes;
    }
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return failure_set(failure, "load", "cannot open the reference %s", path);
    cell->reference = malloc(expected + 1);
    cell->reference_bytes = cell->reference == NULL ? 0 : fread(cell->reference, 1, expected + 1, file);
    fclose(file);
    if (cell->reference == NULL || cell->reference_bytes != expected) {
        return failure_set(failure, "load", "the reference %s does not hold %zu bytes", path, expected);
    }
    return true;
}

static uint32_t fnv1a(uint32_t hash, uint32_t word)
{
    return (hash ^ word) * 0x01000193u;
}

static uint32_t hash_bytes(uint32_t hash, const void *data, size_t bytes)
{
    const unsigned char *rest = data;
    for (; bytes >= sizeof hash; bytes -= sizeof hash, rest += sizeof hash) {
        uint32_t word;
        memcpy(&word, rest, sizeof word);
        hash = fnv1a(hash, word);
    }
    if (bytes == 0)
        return hash;
    uint32_t word = 0;
    memcpy(&word, rest, bytes);
    return fnv1a(hash, word);
}

uint32_t cell_checksum(const struct cell *cell, double result)
{
    uint32_t hash = hash_bytes(0x811c9dc5u, &result, sizeof result);
    for (size_t i = 0; i < cell->buffer_count; i++) {
        const struct buffer *buffer = &cell->buffers[i];
        if (buffer->is_output) {
            hash = hash_bytes(hash, buffer->data, buffer->length * element_types[buffer->type].bytes);
        }
    }
    return hash;
}

void cell_poison_outputs(const struct cell *cell)
{
    enum { POISON = 0xa5 };
    for (size_t i = 0; i < cell->buffer_count; i++) {
        const struct buffer *buffer = &cell->buffers[i];
        if (buffer->is_output)
            memset(buffer->data, POISON, buffer->length * element_types[buffer->type].bytes);
    }
}

/* NaN differs from everything. */
static bool differs(double got, double want, double tolerance)
{
    return !(fabs(got - want) <= tolerance);
}

bool cell_verify(const struct cell *cell, double result, struct failure *failure)
{
    if (differs(result, cell->reference_result, cell->tolerance)) {
        return failure_set(failure, "verify", "result is %.17g; the C reference gives %.17g, to be met within %g",
                           result, cell->reference_result, cell->tolerance);
    }
    const uint8_t *want = cell->reference;
    for (size_t i = 0; want != NULL && i < cell->buffer_count; i++) {
        const struct buffer *buffer = &cell->buffers[i];
        if (!buffer->is_output)
            continue;
        const size_t size = element_types[buffer->type].bytes;
        for (size_t k = 0; k < buffer->length; k++, want += size) {
            double aligned;
            memcpy(&aligned, want, size);
            const double expected = load_element(&aligned, buffer->type, 0);
            const double got = load_element(buffer->data, buffer->type, k);
            if (differs(got, expected, cell->tolerance)) {
                return failure_set(failure, "verify",
                                   "%s[%zu] is %.17g; the C reference gives %.17g, to be met within %g", buffer->name,
                                   k, got, expected, cell->tolerance);
            }
        }
    }
    return true;
}

bool cell_write_outputs(const struct cell *cell, const char *path, struct failure *failure)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return failure_set(failure, "load", "cannot write the reference %s", path);
    bool written = true;
    for (size_t i = 0; i < cell->buffer_count; i++) {
        const struct buffer *buffer = &cell->buffers[i];
        if (buffer->is_output) {
            const size_t size = element_types[buffer->type].bytes;
            written = fwrite(buffer->data, size, buffer->length, file) == buffer->length && written;
        }
    }
    if (fclose(file) != 0 || !written)
        return failure_set(failure, "load", "cannot write the reference %s", path);
    return true;
}
