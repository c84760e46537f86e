# What do the rows of `file` hold that pass chosen()? Sets `engine` where it was not given,
# `kernels` (those of `apart` only where there is no other), `variants` (in the palette's
# order, then others) and smallest[i], the least n of kernel i. Of several machines the first is shown.
# Without any row: a line on stderr, exit 0, no file.
if (!exists('apart')) { apart = '' }
load style.'machine.gp'
if (!exists('engine')) {
  engine = 'native'
  first(e) = engine eq 'native' && chosen(0) ? (engine = e, 0) : 0
  stats file using (on_machine(0) ? first(strcol('engine')) : 0) nooutput
}
keep_main = 1
main(k) = !keep_main || !at(apart, k)
ours(_) = chosen(0) && on_machine(0) && main(strcol('kernel')) && (strcol('engine') eq engine || strcol('engine') eq 'native') \
          && (only eq '' || at(only, strcol('kernel')))

kernels = ''; found = ''
array smallest[999]
note_size(i, n) = (smallest[i] = min(n, smallest[i]), 0)
note_row(k, v, n) = (found = add(found, v), \
                     at(kernels, k) ? 0 : (kernels = add(kernels, k), smallest[words(kernels)] = n), \
                     note_size(at(kernels, k), n))
see(_) = ours(0) ? note_row(strcol('kernel'), strcol('variant'), column('n')) : 0
stats file using (see(0)) nooutput
if (kernels eq '') { keep_main = 0; stats file using (see(0)) nooutput }
if (kernels eq '') { print chart.': '.file.' has no rows for this chart; nothing drawn'; exit status 0 }

variants = ''
do for [v in known.' '.found] { if (at(found, v)) { variants = add(variants, v) } }
