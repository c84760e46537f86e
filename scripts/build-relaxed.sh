#!/bin/sh
# Builds build/wasm/FAMILY_relaxed.wasm: build-relaxed.sh COMPILER NODE FAMILY
# COMPILER is emcc, a clang with a WebAssembly target, or empty: then the
# variant is left out, which is said and is no error.
set -eu
compiler=$1 node=$2 family=$3
source=kernels/$family/${family}_relaxed.c
module=build/wasm/${family}_relaxed.wasm

if [ -z "$compiler" ]; then
  echo "$module: left out, no compiler here knows relaxed SIMD; clang-22 and lld-22 would: make deps"
  exit 0
fi
case $(basename "$compiler") in
  clang*)
    exports=$("$node" scripts/kernel-exports.js "$family" -Wl,--export= ' ')
    # No wasm-opt: an older one on the PATH does not know the opcodes.
    # shellcheck disable=SC2086 # flags are a list of words
    set -- "$compiler" --target=wasm32 -std=c11 -O3 -nostdlib $RELAXED_FLAGS --no-wasm-opt \
      -Wl,--no-entry -Wl,--export=__heap_base $exports
    ;;
  *)
    # shellcheck disable=SC2086 # flags are a list of words
    set -- "$compiler" $WASM_FLAGS $RELAXED_FLAGS \
      -sEXPORTED_FUNCTIONS="$("$node" scripts/kernel-exports.js "$family" _)"
    ;;
esac
# shellcheck disable=SC2086
set -- "$@" $SCALAR_FLAGS -o "$module" "$source"
echo "$@"
"$@"
"$node" scripts/check-wasm.js "$module"
