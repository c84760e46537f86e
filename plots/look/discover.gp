# What do the rows of `file` hold that pass chosen(), on one machine (machine.gp), of one engine
# (main-engine.gp) and of native code? Sets `kernels` (those of `apart` only where there is no
# other), `variants` (in the palette's order, then others) and smallest[i], the least n of kernel i.
# Without any row: a line on stderr, exit 0, no file.
if (!exists('apart')) { apart = '' }
load style.'main-engine.gp'
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
see(_) = ours(0) ? note_row(strcol('kernel'), variant_of(0), column('n')) : 0
stats file using (see(0)) nooutput
if (kernels eq '') { keep_main = 0; stats file using (see(0)) nooutput }
if (kernels eq '') { print chart.': '.file.' has no rows for this chart; nothing drawn'; exit status 0 }

variants = ''
do for [v in known.' '.found] { if (at(found, v)) { variants = add(variants, v) } }
