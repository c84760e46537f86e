/* WebAssembly's 128-bit SIMD for every build: the compiler's own header where
 * the target is WebAssembly, elsewhere the same intrinsics through SIMDe, so
 * that one source gives `wasm-simd` and `native-simd`. */
#ifndef KERNELS_SIMD_H
#define KERNELS_SIMD_H

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#else
#define SIMDE_ENABLE_NATIVE_ALIASES
#include <simde/wasm/simd128.h>
#endif

/* For helpers that hold vector instructions: inlined whatever the compiler
 * thinks of their length, so that each kernel function holds its own, which
 * scripts/check-wasm.js asserts. */
#define KERNELS_INLINE static inline __attribute__((always_inline))

#endif
