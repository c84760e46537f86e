# Words that all scripts use: lists, fields of a row, members, numbers and text for people.
# Reads: the current row of a data file (in the functions that say so); known, settings.
# Sets:  the functions below; settings.

# Lists are strings of words: at() finds, add() appends what is new.
at(list, w)   = words(list) == 0 ? 0 : (sum [i=1:words(list)] (word(list, i) eq w ? i : 0))
add(list, w)  = at(list, w) ? list : list.(list eq '' ? '' : ' ').w
min(a, b)     = a < b ? a : b
max(a, b)     = a > b ? a : b
longest(list) = (longest_word = 0, words(list) == 0 ? 0 : \
                 (sum [i=1:words(list)] (longest_word = max(longest_word, strlen(word(list, i))), 0)), longest_word)

# A text with another one in the place of each character `c`.
replaced(s, c, by) = (text = '', strlen(s) == 0 ? 0 : \
                      (sum [j=1:strlen(s)] (text = text.(s[j:j] eq c ? by : s[j:j]), 0)), text)

# Is a file there, and not empty?
there(name)   = system('test -s "'.name.'" && echo 1') eq '1'

# A field of the current row, or `other` where it is empty.
field(name, other) = strlen(strcol(name)) ? column(name) : other

# A member is what has a row, a line or a mark of its own in a chart: a variant, or of cells with a setting
# variant|setting. A member is one word of a list; label() is how people read it.
settings      = ''
cut_at(m)     = strstrt(m, '|')
variant_in(m) = cut_at(m) ? m[1:cut_at(m) - 1] : m
setting_in(m) = cut_at(m) ? m[cut_at(m) + 1:*] : ''
label(m)      = cut_at(m) ? variant_in(m).' '.setting_in(m) : m
# The member that a variant is in the current row.
joined(v, s)  = (settings = add(settings, s), v.'|'.s)
with_setting(v) = strcol('setting') eq '' ? v : joined(v, replaced(strcol('setting'), ' ', '_'))
# The member that the current row is about. Some charts define it otherwise.
member(_)     = with_setting(strcol('variant'))
# Members in the order of the palette, then those that it does not know; of a variant first the one without a setting.
in_order(list) = (sorted = '', words(list) == 0 ? 0 : \
                  (sum [i=1:words(known)] sort_in(list, word(known, i))) + \
                  (sum [k=1:words(list)] sort_in(list, variant_in(word(list, k)))), sorted)
sort_in(list, v) = (at(list, v) ? put(v) : 0) + \
                   (sum [j=1:words(list)] (variant_in(word(list, j)) eq v ? put(word(list, j)) : 0))
put(m)        = (sorted = add(sorted, m), 0)

# Does an engine of the current row count in "1 of 3 engines"? Some charts define it otherwise.
counts(_)     = 1

# An end of an interval, but no further from the value than one that should spread an axis.
tame(end, value) = value > 0 ? max(min(end, 3*value), value/3) : end

# Numbers for people. Ticks: 0.1, 10, 4k, 2M and 5 ns, 3 µs; values: three digits.
number(x)     = x >= 1e6 ? sprintf('%gM', x/1e6) : x >= 1e3 ? sprintf('%gk', x/1e3) : sprintf('%g', x)
moment(ns)    = ns >= 1e9 ? sprintf('%g s', ns/1e9) : ns >= 1e6 ? sprintf('%g ms', ns/1e6) : \
                ns >= 1e3 ? sprintf('%g µs', ns/1e3) : sprintf('%g ns', ns)
three(x)      = sprintf(x >= 99.95 ? '%.0f' : x >= 9.995 ? '%.1f' : '%.2f', x)
ratio(x)      = three(x).'×'
duration(ns)  = ns >= 1e9 ? three(ns/1e9).' s' : ns >= 1e6 ? three(ns/1e6).' ms' : \
                ns >= 1e3 ? three(ns/1e3).' µs' : three(ns).' ns'

# Text in bold, for titles; everything else is drawn `noenhanced`, as it is.
plain(s)      = (text = '', sum [i=1:strlen(s)] (text = text.(strstrt('_^{}@&~', s[i:i]) ? '\' : '').s[i:i], 0), text)
bold(s)       = '{/:Bold '.plain(s).'}'

# The label of a tick, as it must stand in a command that `eval` runs. gnuplot takes it for a format of numbers.
in_quotes(s)  = '"'.replaced(replaced(replaced(s, '\', '\\'), '"', '\"'), '%', '%%').'"'
