#!/bin/sh
# Writes versions and flags of the compilers to build/toolchain.txt, for
# environment.csv; touches the file only if they changed, so that make rebuilds
# exactly then. The Makefile passes its variables in the environment.
set -eu

file=build/toolchain.txt
first_line() { "$@" 2>/dev/null | head -n 1 | sed 's/^.*clang version \([0-9.]*\).*/clang \1/'; }

mkdir -p build
{
  echo "emcc_version=$(first_line "$EMCC" --version | sed 's/.*) \([0-9][0-9.]*\).*/\1/')"
  echo "emcc_flags=$WASM_FLAGS $SCALAR_FLAGS"
  echo "emcc_simd_flags=$WASM_FLAGS $WASM_SIMD_FLAGS $SCALAR_FLAGS"
  echo "boundary_flags=$BOUNDARY_FLAGS"
  echo "glue_flags=$GLUE_FLAGS"
  echo "relaxed_cc_version=$([ -z "$RELAXED_CC" ] || first_line "$RELAXED_CC" --version)"
  echo "relaxed_flags=$RELAXED_FLAGS $SCALAR_FLAGS"
  echo "native_cc_version=$(first_line "$NATIVE_CC" --version)"
  echo "native_flags=$NATIVE_FLAGS $NATIVE_ARCH_FLAGS $NATIVE_SCALAR_FLAGS"
  echo "native_march_flags=$NATIVE_FLAGS $NATIVE_MARCH_FLAGS"
  echo "cc_version=$(first_line "$CC" --version)"
  echo "cc_flags=$TOOL_FLAGS $CFLAGS"
} | tr -s ' ' >"$file.new"
if cmp -s "$file.new" "$file"; then rm "$file.new"; else mv "$file.new" "$file"; fi
