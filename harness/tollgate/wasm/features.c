/* Names of features. */
#include "tollgate/wasm/features.h"

const char *wasm_feature_name(enum wasm_feature feature)
{
    static const char *const names[WASM_FEATURES] = {
        [WASM_MVP] = "mvp",
        [WASM_ATOMICS] = "atomics",
        [WASM_BULK_MEMORY] = "bulk-memory",
        [WASM_EXCEPTIONS] = "exception-handling",
        [WASM_EXTENDED_CONST] = "extended-const",
        [WASM_FUNCTION_REFERENCES] = "function-references",
        [WASM_GC] = "gc",
        [WASM_LEGACY_EXCEPTIONS] = "legacy-exceptions",
        [WASM_MEMORY64] = "memory64",
        [WASM_MULTIMEMORY] = "multimemory",
        [WASM_MULTIVALUE] = "multivalue",
        [WASM_MUTABLE_GLOBALS] = "mutable-globals",
        [WASM_NONTRAPPING] = "nontrapping-fptoint",
        [WASM_REFERENCE_TYPES] = "reference-types",
        [WASM_RELAXED_SIMD] = "relaxed-simd",
        [WASM_SHARED_MEMORY] = "shared-mem",
        [WASM_SIGN_EXTENSION] = "sign-ext",
        [WASM_SIMD] = "simd128",
        [WASM_TAIL_CALL] = "tail-call",
        [WASM_WIDE_ARITHMETIC] = "wide-arithmetic",
    };

    return names[feature];
}
