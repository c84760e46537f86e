# As discover.gp, for charts that show all engines side by side: `engines` in the order of the
# file, without native code; `kernels`, `variants` and smallest[]. Sets titled(engine), its name and
# version for people, and `engine` to '', so that the caption names none.
# Where a file holds several machines, the first is shown; with `by_machine` = 1, `engines` are those of all: engine@machine.
if (!exists('apart')) { apart = '' }
if (!exists('by_machine')) { by_machine = 0 }
engine = ''
load style.'machine.gp'
who(_)  = by_machine ? strcol('engine').'@'.strcol('machine') : strcol('engine')
main(k) = !at(apart, k)
ours(_) = chosen(0) && (by_machine || on_machine(0)) && main(strcol('kernel')) && strcol('engine') ne 'native' && (only eq '' || at(only, strcol('kernel')))

engines = ''; kernels = ''; found = ''
array smallest[999]
has_n = strstrt(','.header.',', ',n,')
size_of(_) = has_n ? column('n') : 0
note_size(i, n) = (smallest[i] = min(n, smallest[i]), 0)
note_row(e, k, v, n) = (engines = add(engines, e), found = add(found, v), \
                        at(kernels, k) ? 0 : (kernels = add(kernels, k), smallest[words(kernels)] = n), \
                        note_size(at(kernels, k), n))
stats file using (ours(0) ? note_row(who(0), strcol('kernel'), strcol('variant'), size_of(0)) : 0) nooutput
if (!exists('least_engines')) { least_engines = 2 }
if (words(engines) < least_engines) { print chart.': '.file.' has too few engines for this chart; nothing drawn'; exit status 0 }

variants = ''
do for [v in known.' '.found] { if (at(found, v)) { variants = add(variants, v) } }

# Versions: the first part, and the second where the first is small.
array version_of[words(engines)]
array v8_of[words(engines)]
do for [i=1:words(engines)] { version_of[i] = ''; v8_of[i] = '' }
name_of(e) = strstrt(e, '@') ? e[1:strstrt(e, '@') - 1] : e
dots(s)    = strstrt(s, '.') ? s[1:strstrt(s, '.') - 1] : s
short(s)   = dots(s) + 0 >= 10 ? dots(s) : dots(s).'.'.dots(s[strlen(dots(s)) + 2:])
plain_version(s) = s[1:1] eq 'v' ? s[2:] : s
keep_version(name, value) = (sum [i=1:words(engines)] ( \
  name eq 'engine_'.name_of(word(engines, i)).'_version' && version_of[i] eq '' ? (version_of[i] = plain_version(value), 0) : \
  name eq 'engine_'.name_of(word(engines, i)).'_v8' && v8_of[i] eq '' ? (v8_of[i] = value, 0) : 0))
environment = run.'/environment.csv'
stats environment using (keep_version(strcol('name'), strcol('value')), 0) nooutput
release(e) = at(engines, e) ? version_of[at(engines, e)] : ''
base(e)    = e[1:5] eq 'node-' ? 'node' : e
titled(e)  = strstrt(e, '@') ? e : base(e).(release(e) ne '' ? ' '.short(release(e)) : '')
