/* The tables behind opcodes.h, by prefix; a row's place is its code. */
#ifndef TOLLGATE_WASM_OPCODE_TABLES_H
#define TOLLGATE_WASM_OPCODE_TABLES_H

#include "tollgate/wasm/opcodes.h"

enum {
    WASM_PLAIN_OPCODES = 0xd7,
    WASM_GC_OPCODES = 0x1f,
    WASM_BULK_OPCODES = 0x17,
    WASM_SIMD_OPCODES = 0x114,
    WASM_ATOMIC_OPCODES = 0x4f,
};

extern const struct wasm_opcode wasm_plain_opcodes[WASM_PLAIN_OPCODES];
extern const struct wasm_opcode wasm_gc_opcodes[WASM_GC_OPCODES];
extern const struct wasm_opcode wasm_bulk_opcodes[WASM_BULK_OPCODES];
extern const struct wasm_opcode wasm_simd_opcodes[WASM_SIMD_OPCODES];
extern const struct wasm_opcode wasm_atomic_opcodes[WASM_ATOMIC_OPCODES];

#endif
