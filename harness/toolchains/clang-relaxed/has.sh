#!/bin/sh
# Whether a tool for relaxed SIMD need not be installed: has.sh TOOL
# It is there, or Emscripten does without it, or it is not known yet, because Emscripten is not there.
command -v "$1" >/dev/null && exit 0
emcc=${EMCC:-emcc}
command -v "${emcc%% *}" >/dev/null || exit 0
llvm=$($emcc -dM -E -x c /dev/null 2>/dev/null | sed -n 's/.*__clang_major__ //p')
[ "${llvm:-0}" -ge 18 ]
