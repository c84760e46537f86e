/* Numbers for opcodes: each prefix has its stretch of them. */
#include "tollgate/wasm/opcodes.h"

#include <stddef.h>

#include "tollgate/wasm/opcode_tables.h"

static const struct stretch {
    uint8_t prefix;
    uint32_t first;
    uint32_t count;
    const struct wasm_opcode *rows;
} stretches[] = {
    {0, 0, WASM_PLAIN_OPCODES, wasm_plain_opcodes},
    {WASM_PREFIX_GC, 0x100, WASM_GC_OPCODES, wasm_gc_opcodes},
    {WASM_PREFIX_BULK, 0x120, WASM_BULK_OPCODES, wasm_bulk_opcodes},
    {WASM_PREFIX_SIMD, 0x140, WASM_SIMD_OPCODES, wasm_simd_opcodes},
    {WASM_PREFIX_ATOMIC, 0x260, WASM_ATOMIC_OPCODES, wasm_atomic_opcodes},
};

enum { STRETCHES = sizeof stretches / sizeof stretches[0] };

uint32_t wasm_opcode_id(uint8_t prefix, uint32_t code)
{
    for (size_t i = 0; i < STRETCHES; i++) {
        const struct stretch *const stretch = &stretches[i];
        if (stretch->prefix == prefix)
            return code < stretch->count && stretch->rows[code].name ? stretch->first + code : WASM_NO_OPCODE;
    }
    return WASM_NO_OPCODE;
}

const struct wasm_opcode *wasm_opcode(uint32_t id)
{
    size_t i = STRETCHES - 1;

    while (id < stretches[i].first)
        i--;
    return &stretches[i].rows[id - stretches[i].first];
}
