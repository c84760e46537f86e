# Ways to cross, in the palette's colours: `known` in the order of legends and rows, and the
# place in the palette of each. Ways that one panel shows have different places.
known = 'js js-loop js-shuffled set slice typed-array copy-within view elements encode-into text-decoder char-codes builtins emscripten'
slots = '1  2       2           3   7     7           8           4    5        3           7            2          4        5'
known = known.' wasm-bulk wasm-loop-words wasm-loop-bytes wasm-linear wasm-gc wasm-malloc wasm-linear-from-js wasm-gc-from-js wasm-gc-typed-from-js wasm-gc-shuffled'
slots = slots.' 3         4               5               3           4       6           3                   4               5                     8'
known = known.' js-to-js js-to-wasm wasm-to-js wasm-to-wasm wasm-to-wasm-indirect js-to-wasm-to-js'
slots = slots.' 1        3          5          4            7                     2'
known = known.' js-tuned wasm wasm-simd wasm-call wasm-known wasm-batch wasm-batch-tuned put-only'
slots = slots.' 2        3    4         3         4          5          7                8'
place(v) = at(known, v) ? int(word(slots, at(known, v))) : words(light)
