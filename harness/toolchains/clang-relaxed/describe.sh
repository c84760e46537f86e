#!/bin/sh
# Version and flags of the compiler for relaxed SIMD, for build/toolchain.txt.
set -eu
version=
if [ -n "$RELAXED_CC" ]; then
  version=$($RELAXED_CC --version 2>/dev/null | sed -n '1s/^.*clang version \([0-9.]*\).*/clang \1/; 1p')
fi
echo "relaxed_cc_version=$version"
echo "relaxed_flags=$RELAXED_FLAGS $SCALAR_FLAGS"
