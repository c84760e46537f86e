#!/bin/sh
# Builds build/wasm/FAMILY_relaxed.wasm: build.sh FAMILY
# The Makefile says in the environment: NODE, flags, and RELAXED_CC: emcc, a clang
# with a WebAssembly target, or nothing. Then the variant is left out, which is
# said and is no error.
set -eu
family=$1
source=kernels/$family/${family}_relaxed.c
module=build/wasm/${family}_relaxed.wasm

if [ -z "$RELAXED_CC" ]; then
  echo "$module: left out, no compiler here knows relaxed SIMD; clang-22 and lld-22 would: make deps"
  exit 0
fi
case $(basename "$RELAXED_CC") in
  clang*)
    exports=$("$NODE" scripts/kernel-exports.js "$family" -Wl,--export= ' ')
    # No wasm-opt: an older one on the PATH does not know the opcodes.
    # shellcheck disable=SC2086 # flags are a list of words
    set -- "$RELAXED_CC" --target=wasm32 -std=c11 -O3 -nostdlib $RELAXED_FLAGS --no-wasm-opt \
      -Wl,--no-entry -Wl,--export=__heap_base $exports
    ;;
  *)
    # shellcheck disable=SC2086 # flags are a list of words
    set -- $RELAXED_CC $WASM_FLAGS $RELAXED_FLAGS \
      -sEXPORTED_FUNCTIONS="$("$NODE" scripts/kernel-exports.js "$family" _)"
    ;;
esac
# shellcheck disable=SC2086 # flags are a list of words
set -- "$@" $SCALAR_FLAGS -o "$module" "$source"
case ${V:-0} in
  0) ;;
  *) echo "$@" ;;
esac
"$@"
"$NODE" scripts/check-wasm.js "$module"
