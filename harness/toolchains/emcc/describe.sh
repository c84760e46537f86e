#!/bin/sh
# Version and flags of Emscripten, for build/toolchain.txt.
set -eu
echo "emcc_version=$($EMCC --version 2>/dev/null | sed -n '1s/.*) \([0-9][0-9.]*\).*/\1/; 1p')"
echo "emcc_flags=$WASM_FLAGS $SCALAR_FLAGS"
echo "emcc_simd_flags=$WASM_FLAGS $WASM_SIMD_FLAGS $SCALAR_FLAGS"
