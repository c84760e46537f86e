/* Bytes, numbers and names (https://webassembly.github.io/spec/core/binary/values.html). */
#include "tollgate/wasm/cursor.h"

#include <stdarg.h>
#include <stdio.h>

#include "tollgate/wasm/utf8.h"

void wasm_fail(struct wasm_cursor *cursor, size_t offset, const char *format, ...)
{
    char reason[256];
    va_list arguments;

    if (cursor->failed)
        return;
    va_start(arguments, format);
    vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    problem_set(cursor->problem, "%s: byte %zu (0x%zx): %s", cursor->file, offset, offset, reason);
    cursor->failed = true;
}

uint8_t wasm_byte(struct wasm_cursor *cursor)
{
    if (cursor->at >= cursor->end)
        wasm_fail(cursor, cursor->at, "%s ends in the middle of something", cursor->part);
    return cursor->failed ? 0 : cursor->bytes[cursor->at++];
}

void wasm_skip(struct wasm_cursor *cursor, uint64_t count)
{
    const size_t left = cursor->end - cursor->at;

    if (count > left)
        wasm_fail(cursor, cursor->at, "%llu bytes are wanted, but %s has only %zu left", (unsigned long long)count,
                  cursor->part, left);
    if (!cursor->failed)
        cursor->at += (size_t)count;
}

/* Whether the last byte of a number holds bits that are none of its `bits_left` (1 to 7). */
static bool has_stray_bits(uint8_t byte, unsigned bits_left, bool is_signed)
{
    const unsigned value = byte & 0x7fU;

    if (!is_signed)
        return value >> bits_left != 0;
    /* The sign and all above it are the same. */
    const unsigned above = value >> (bits_left - 1);
    return above != 0 && above != 0x7fU >> (bits_left - 1);
}

static uint64_t leb128(struct wasm_cursor *cursor, unsigned bits, bool is_signed)
{
    const size_t start = cursor->at;
    uint64_t value = 0;

    for (unsigned shift = 0;; shift += 7) {
        const uint8_t byte = wasm_byte(cursor);
        value |= (uint64_t)(byte & 0x7fU) << shift;
        if (bits - shift <= 7 && (byte & 0x80U)) {
            wasm_fail(cursor, start, "a number takes more than %u bytes", shift / 7 + 1);
            return 0;
        }
        if (byte & 0x80U)
            continue;
        if (bits - shift < 7 && has_stray_bits(byte, bits - shift, is_signed))
            wasm_fail(cursor, start, "a number does not fit in %u bits", bits);
        if (is_signed && (byte & 0x40U) && shift + 7 < 64)
            value |= UINT64_MAX << (shift + 7);
        return cursor->failed ? 0 : value;
    }
}

uint32_t wasm_u32(struct wasm_cursor *cursor)
{
    return (uint32_t)leb128(cursor, 32, false);
}

uint64_t wasm_u64(struct wasm_cursor *cursor)
{
    return leb128(cursor, 64, false);
}

int64_t wasm_s33(struct wasm_cursor *cursor)
{
    return (int64_t)leb128(cursor, 33, true);
}

void wasm_s32(struct wasm_cursor *cursor)
{
    (void)leb128(cursor, 32, true);
}

void wasm_s64(struct wasm_cursor *cursor)
{
    (void)leb128(cursor, 64, true);
}

uint32_t wasm_count(struct wasm_cursor *cursor)
{
    const size_t start = cursor->at;
    const uint32_t count = wasm_u32(cursor);
    const size_t left = cursor->end - cursor->at;

    if (count > left)
        wasm_fail(cursor, start, "%u items are announced, but %s has only %zu bytes left", count, cursor->part, left);
    return cursor->failed ? 0 : count;
}

struct wasm_name wasm_name(struct wasm_cursor *cursor)
{
    const uint32_t length = wasm_u32(cursor);
    const size_t start = cursor->at;
    const struct wasm_name name = {(const char *)cursor->bytes + start, length};

    wasm_skip(cursor, length);
    if (cursor->failed)
        return (struct wasm_name){"", 0};
    const size_t good = utf8_prefix(name.bytes, length);
    if (good < length)
        wasm_fail(cursor, start + good, "a name is not UTF-8");
    return name;
}

uint32_t wasm_index(struct wasm_cursor *cursor, uint64_t limit, const char *what)
{
    const size_t start = cursor->at;
    const uint32_t index = wasm_u32(cursor);

    if (index >= limit)
        wasm_fail(cursor, start, "%s %u does not exist (there are %llu)", what, index, (unsigned long long)limit);
    return cursor->failed ? 0 : index;
}
