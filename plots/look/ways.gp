# Ways to cross, for charts that show ways instead of variants: each borrows colour and shape from a variant. Ways that
# one panel shows borrow from different variants.
# Reads: palette.
# Sets:  known, the ways in the order of legends and rows; place() of a way in the lists of the palette.
loans = 'js:js js-loop:js-tuned js-shuffled:js-tuned set:wasm slice:native-simd typed-array:native-simd' \
  .' copy-within:native-march view:wasm-simd elements:wasm-relaxed encode-into:wasm text-decoder:native-simd' \
  .' char-codes:js-tuned builtins:wasm-simd emscripten:wasm-relaxed' \
  .' wasm-bulk:wasm wasm-loop-words:wasm-simd wasm-loop-bytes:wasm-relaxed' \
  .' wasm-linear:wasm wasm-gc:wasm-simd wasm-malloc:native wasm-linear-from-js:wasm wasm-gc-from-js:wasm-simd' \
  .' wasm-gc-typed-from-js:wasm-relaxed wasm-gc-shuffled:native-march' \
  .' js-to-js:js js-to-wasm:wasm wasm-to-js:wasm-relaxed wasm-to-wasm:wasm-simd wasm-to-wasm-indirect:native-simd' \
  .' js-to-wasm-to-js:js-tuned' \
  .' js-tuned:js-tuned wasm:wasm wasm-simd:wasm-simd wasm-call:wasm wasm-known:wasm-simd wasm-batch:wasm-relaxed' \
  .' wasm-batch-tuned:native-simd put-only:native-march'
known = ''; lenders = ''
do for [loan in loans] {
  known   = known.' '.loan[1:strstrt(loan, ':') - 1]
  lenders = lenders.' '.loan[strstrt(loan, ':') + 1:*]
}
lent(v)  = at(known, v) ? at(palette, word(lenders, at(known, v))) : 0
place(v) = lent(v) ? lent(v) : words(palette) + 1
