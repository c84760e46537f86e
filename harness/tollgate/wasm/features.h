/*
 * What a module uses beyond the first version of WebAssembly. Names are those of the
 * `target_features` section (WebAssembly/tool-conventions, Linking.md) where it has one.
 */
#ifndef TOLLGATE_WASM_FEATURES_H
#define TOLLGATE_WASM_FEATURES_H

enum wasm_feature {
    WASM_MVP, /* the first version: no feature */
    WASM_ATOMICS,
    WASM_BULK_MEMORY,
    WASM_EXCEPTIONS,
    WASM_EXTENDED_CONST,
    WASM_FUNCTION_REFERENCES,
    WASM_GC,
    WASM_LEGACY_EXCEPTIONS,
    WASM_MEMORY64,
    WASM_MULTIMEMORY,
    WASM_MULTIVALUE,
    WASM_MUTABLE_GLOBALS,
    WASM_NONTRAPPING,
    WASM_REFERENCE_TYPES,
    WASM_RELAXED_SIMD,
    WASM_SHARED_MEMORY,
    WASM_SIGN_EXTENSION,
    WASM_SIMD,
    WASM_TAIL_CALL,
    WASM_WIDE_ARITHMETIC,
    WASM_FEATURES, /* how many */
};

/* "simd128" and the like; "mvp" for WASM_MVP. */
const char *wasm_feature_name(enum wasm_feature feature);

#endif
