# As discover.gp, for charts that show engines side by side. Native code is left out. Engines that share a JavaScript
# engine are next to each other, versions of Node from the oldest. Of several machines the first is shown, or with
# by_machine = 1 all.
# Reads: file, file_name, header, chart, chosen(), member(), apart, the option only, as discover.gp; by_machine
#        (default: 0); least_engines, how many there must be (default: 2); run; what machine.gp reads.
# Sets:  kernels, variants, smallest[], ours(), as discover.gp; engines, with by_machine engine@machine; who(), that of
#        the current row; titled(), name and version of an engine for people, and longest_title; name_of(), release(),
#        short(), inside(), the parts of that; family(), is_node(); by_engine = 1 and engine = '', for the caption;
#        shown_of; environment; what machine.gp sets.
if (!exists('apart')) { apart = '' }
if (!exists('by_machine')) { by_machine = 0 }
if (!exists('least_engines')) { least_engines = 2 }
by_engine = 1
load look.'machine.gp'
is_node(e) = e eq 'node' || (e[1:5] eq 'node-' && e[6:*] + 0 > 0)
who(_)  = by_machine ? strcol('engine').'@'.strcol('machine') : strcol('engine')
main(k) = !at(apart, k)
ours(_) = chosen(0) && (by_machine || on_machine(0)) && main(strcol('kernel')) && strcol('engine') ne 'native' && \
          (only eq '' || at(only, strcol('kernel')))

engine = ''; found_engines = ''; kernels = ''; found = ''
array smallest[999]
has_n = strstrt(','.header.',', ',n,')
size_of(_) = has_n ? column('n') : 0
note_size(i, n) = (smallest[i] = min(n, smallest[i]), 0)
note_row(e, k, m, n) = (found_engines = add(found_engines, e), found = add(found, m), \
                        at(kernels, k) ? 0 : (kernels = add(kernels, k), smallest[words(kernels)] = n), \
                        note_size(at(kernels, k), n))
see(_) = ours(0) ? note_row(who(0), strcol('kernel'), member(0), size_of(0)) : 0
stats file using (see(0)) nooutput
if (words(found_engines) < least_engines) {
  print chart.': '.file_name.' has too few engines for this chart; nothing drawn'; exit status 0
}
variants = in_order(found)

# Versions out of environment.csv, of the machine of the engine or of the run: the first that is there.
load look.'environment.gp'
array version_of[words(found_engines)]; array v8_of[words(found_engines)]
do for [i=1:words(found_engines)] { version_of[i] = ''; v8_of[i] = '' }
name_of(e)  = strstrt(e, '@') ? e[1:strstrt(e, '@') - 1] : e
place_of(e) = strstrt(e, '@') ? e[strstrt(e, '@') + 1:*] : ''
about(e)    = shown_machine eq '' || strcol('machine') eq '' || \
              strcol('machine') eq (by_machine ? place_of(e) : shown_machine)
plain_version(s) = s[1:1] eq 'v' ? s[2:*] : s
keep_for(i, e, name, value) = !about(e) ? 0 : \
  name eq 'engine_'.name_of(e).'_version' && version_of[i] eq '' ? (version_of[i] = plain_version(value), 0) : \
  name eq 'engine_'.name_of(e).'_v8' && v8_of[i] eq '' ? (v8_of[i] = value, 0) : 0
keep_version(name, value) = (sum [i=1:words(found_engines)] keep_for(i, word(found_engines, i), name, value))
stats environment using (keep_version(strcol('name'), strcol('value')), 0) nooutput

# Words of a version: "26" of 26.10.0, "14.6" of 14.6.202.9.
first_part(s) = strstrt(s, '.') ? s[1:strstrt(s, '.') - 1] : s
rest_of(s)    = strstrt(s, '.') ? s[strstrt(s, '.') + 1:*] : ''
two_parts(s)  = rest_of(s) eq '' ? s : first_part(s).'.'.first_part(rest_of(s))
short(s)      = first_part(s) + 0 >= 10 ? first_part(s) : two_parts(s)
base(e)       = is_node(e) ? 'node' : e
release(e)    = at(found_engines, e) ? version_of[at(found_engines, e)] : ''
inside(e)     = at(found_engines, e) ? two_parts(v8_of[at(found_engines, e)]) : ''
cut(s)        = strlen(s) > 20 ? s[1:19].'…' : s
numbered(e)   = release(e) ne '' ? ' '.short(release(e)) : name_of(e) ne base(name_of(e)) ? name_of(e)[5:*] : ''
titled(e)     = base(name_of(e)).numbered(e).(by_machine ? ' · '.cut(place_of(e)) : '')

# The order of rows and panels.
by_v8 = 'node deno chromium chrome MicrosoftEdge edge'; by_jsc = 'bun webkit safari MiniBrowser'
family(e) = at(by_v8, base(name_of(e))) || e[1:5] eq 'node-' ? 'V8' : at(by_jsc, name_of(e)) ? 'JavaScriptCore' : \
            name_of(e) eq 'firefox' ? 'SpiderMonkey' : ''
rank_of(e) = (i = at(by_v8.' '.by_jsc.' firefox', base(name_of(e))), \
              1000*(i ? i : 99) + (is_node(name_of(e)) ? short(release(e)) + 0 : 0))
array key[words(found_engines)]
do for [i=1:words(found_engines)] { key[i] = rank_of(word(found_engines, i)) }
engines = ''
do for [turn=1:words(found_engines)] {
  next = 0
  do for [i=1:words(found_engines)] {
    if (key[i] == key[i]) { if (next == 0) { next = i } else { if (key[i] < key[next]) { next = i } } }
  }
  engines = add(engines, word(found_engines, next)); key[next] = NaN
}
longest_title = 0
do for [e in engines] { longest_title = max(longest_title, strlen(titled(e))) }
if (words(machines) > 1 && !by_machine) {
  shown_of = sprintf('on %s, 1 of %d machines', shown_machine, words(machines))
}
