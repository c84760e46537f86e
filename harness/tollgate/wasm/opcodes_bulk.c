/* Opcodes behind 0xfc: saturating conversions, bulk memory, tables, wide arithmetic. */
#include "tollgate/wasm/opcode_tables.h"

const struct wasm_opcode wasm_bulk_opcodes[WASM_BULK_OPCODES] = {
    [0x00] = {"i32.trunc_sat_f32_s", "", WASM_NONTRAPPING}, [0x01] = {"i32.trunc_sat_f32_u", "", WASM_NONTRAPPING},
    [0x02] = {"i32.trunc_sat_f64_s", "", WASM_NONTRAPPING}, [0x03] = {"i32.trunc_sat_f64_u", "", WASM_NONTRAPPING},
    [0x04] = {"i64.trunc_sat_f32_s", "", WASM_NONTRAPPING}, [0x05] = {"i64.trunc_sat_f32_u", "", WASM_NONTRAPPING},
    [0x06] = {"i64.trunc_sat_f64_s", "", WASM_NONTRAPPING}, [0x07] = {"i64.trunc_sat_f64_u", "", WASM_NONTRAPPING},
    [0x08] = {"memory.init", "dm", WASM_BULK_MEMORY},       [0x09] = {"data.drop", "d", WASM_BULK_MEMORY},
    [0x0a] = {"memory.copy", "mm", WASM_BULK_MEMORY},       [0x0b] = {"memory.fill", "m", WASM_BULK_MEMORY},
    [0x0c] = {"table.init", "st", WASM_BULK_MEMORY},        [0x0d] = {"elem.drop", "s", WASM_BULK_MEMORY},
    [0x0e] = {"table.copy", "tt", WASM_BULK_MEMORY},        [0x0f] = {"table.grow", "t", WASM_REFERENCE_TYPES},
    [0x10] = {"table.size", "t", WASM_REFERENCE_TYPES},     [0x11] = {"table.fill", "t", WASM_REFERENCE_TYPES},
    [0x13] = {"i64.add128", "", WASM_WIDE_ARITHMETIC},      [0x14] = {"i64.sub128", "", WASM_WIDE_ARITHMETIC},
    [0x15] = {"i64.mul_wide_s", "", WASM_WIDE_ARITHMETIC},  [0x16] = {"i64.mul_wide_u", "", WASM_WIDE_ARITHMETIC},
};
