# What do the rows of `file` hold that pass chosen(), on one machine, of one engine (main-engine.gp) and of native code?
# Without any row: a line on stderr, exit 0, no file.
# Reads: file, file_name, chart, chosen(), member(); apart, kernels that are shown only where there is no other
#        (default: none); the option only; what main-engine.gp reads.
# Sets:  kernels; variants, the members in order; smallest[i], the least n of kernel i; ours(), whether the current row
#        is one of those; what main-engine.gp sets.
if (!exists('apart')) { apart = '' }
load look.'main-engine.gp'
keep_main = 1
main(k) = !keep_main || !at(apart, k)
ours(_) = chosen(0) && on_machine(0) && main(strcol('kernel')) && \
          (strcol('engine') eq engine || strcol('engine') eq 'native') && (only eq '' || at(only, strcol('kernel')))

kernels = ''; found = ''
array smallest[999]
note_size(i, n) = (smallest[i] = min(n, smallest[i]), 0)
note_row(k, m, n) = (found = add(found, m), \
                     at(kernels, k) ? 0 : (kernels = add(kernels, k), smallest[words(kernels)] = n), \
                     note_size(at(kernels, k), n))
see(_) = ours(0) ? note_row(strcol('kernel'), member(0), column('n')) : 0
stats file using (see(0)) nooutput
if (kernels eq '') { keep_main = 0; stats file using (see(0)) nooutput }
if (kernels eq '') { print chart.': '.file_name.' has no rows for this chart; nothing drawn'; exit status 0 }
variants = in_order(found)
