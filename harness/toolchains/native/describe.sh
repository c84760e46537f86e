#!/bin/sh
# Version and flags of the native compiler, for build/toolchain.txt.
set -eu
echo "native_cc_version=$($NATIVE_CC --version 2>/dev/null | sed -n '1s/^.*clang version \([0-9.]*\).*/clang \1/; 1p')"
echo "native_flags=$NATIVE_FLAGS $ARCH_FLAGS $NATIVE_SCALAR_FLAGS"
echo "native_march_flags=$NATIVE_FLAGS $NATIVE_MARCH_FLAGS"
