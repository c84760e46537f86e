# `texts`: the kernels in the order of their panels, string-in-* before string-out-*, of each the
# ASCII text first; `lines` of panels, and `most_small`, how many small ones the fullest has.
way_of(k)  = k[1:strstrt(k[8:*], '-') + 6]
texts = ''; directions = ''
do for [k in kernels] { directions = add(directions, way_of(k)) }
directions = (at(directions, 'string-in') ? 'string-in ' : '').(at(directions, 'string-out') ? 'string-out' : '')
most_small = 0
do for [d in directions] {
  count = -1
  do for [k in d.'-ascii '.d.'-latin1 '.d.'-cjk '.d.'-emoji '.kernels] {
    if (way_of(k) eq d && at(kernels, k) && !at(texts, k)) { texts = add(texts, k); count = count + 1 }
  }
  most_small = max(most_small, count)
}
lines = words(directions)
panels = words(texts)
