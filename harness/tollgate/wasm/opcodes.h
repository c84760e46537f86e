/*
 * All opcodes of WebAssembly 3.0, of legacy exception handling and of wide arithmetic
 * (https://webassembly.github.io/spec/core/binary/instructions.html), as data.
 *
 * `operands` has a letter for each thing that follows the opcode:
 *   indices    f function, t table, m memory, g global, e tag, y type, s element segment, d data segment, x local,
 *              l label, r type of a function reference
 *   numbers    i 32 bits and I 64 bits, signed; n 32 bits, unsigned; 4, 8, V: that many bytes (V: 16)
 *   memory     A alignment, memory and offset; b a lane
 *   types      B of a block, h heap type, S a list of value types
 *   control    L a list of labels and one more, T a list of catch clauses, C flags of a cast, 0 a byte that is 0
 */
#ifndef TOLLGATE_WASM_OPCODES_H
#define TOLLGATE_WASM_OPCODES_H

#include <stdint.h>

#include "tollgate/wasm/features.h"

struct wasm_opcode {
    const char *name; /* NULL: there is no such opcode */
    const char *operands;
    enum wasm_feature feature;
};

/* Opcodes are numbered without gaps between their prefixes, below WASM_OPCODE_IDS. */
enum { WASM_OPCODE_IDS = 768, WASM_NO_OPCODE = WASM_OPCODE_IDS };

enum { WASM_PREFIX_GC = 0xfb, WASM_PREFIX_BULK = 0xfc, WASM_PREFIX_SIMD = 0xfd, WASM_PREFIX_ATOMIC = 0xfe };

/* The number of an opcode, or WASM_NO_OPCODE. `prefix` is 0 for opcodes of one byte. */
uint32_t wasm_opcode_id(uint8_t prefix, uint32_t code);

/* The opcode of a number that wasm_opcode_id() gave. */
const struct wasm_opcode *wasm_opcode(uint32_t id);

#endif
