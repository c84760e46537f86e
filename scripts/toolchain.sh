#!/bin/sh
# Writes versions and flags of the compilers to build/toolchain.txt, for
# environment.csv; touches the file only if they changed, so that make rebuilds
# exactly then. Each toolchain describes itself; what is common to all is
# described here. The Makefile passes its variables in the environment.
set -eu
file=build/toolchain.txt

mkdir -p build
{
  for describe in harness/toolchains/*/describe.sh; do
    sh "$describe"
  done
  echo "boundary_flags=$BOUNDARY_FLAGS"
  echo "glue_flags=$GLUE_FLAGS"
  echo "cc_version=$($CC --version 2>/dev/null | sed -n '1s/^.*clang version \([0-9.]*\).*/clang \1/; 1p')"
  echo "cc_flags=$TOOL_FLAGS $CFLAGS"
} | tr -s ' ' | sed 's/ *$//' >"$file.new"
if cmp -s "$file.new" "$file"; then rm "$file.new"; else mv "$file.new" "$file"; fi
