# One colour and one point shape a variant, the same in every chart. Hue tells the
# family (warm: JavaScript, blue to purple: WebAssembly, ink and greens: native code),
# lightness and shape the member. Chosen by search: contrast with the ground at least
# 3:1, and apart from each other in OKLab also under protanopia, deuteranopia and
# tritanopia (Machado 2009). A variant that is not listed is grey.
known  = 'js      js-tuned wasm    wasm-simd wasm-relaxed native  native-simd native-march'
light  = '#fb5a04 #6d4701  #244990 #379fbb   #a739e2      #0e1a1d #007653     #779841     #76797d'
dark   = '#ea6406 #fee46d  #2473eb #4ecafc   #bc449a      #d9f3f5 #23b58b     #b3c602     #8b9097'
filled = '5       7        9       11        13           15      5           7           3'
hollow = '4       6        8       10        12           14      4           6           3'

place(v)  = at(known, v) ? at(known, v) : words(known) + 1
colour(v) = word(theme eq 'dark' ? dark : light, place(v))
solid(v)  = int(word(filled, place(v)))
ring(v)   = int(word(hollow, place(v)))
