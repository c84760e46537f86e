# Lists are strings of words: at() finds, add() appends what is new.
at(list, w)   = words(list) == 0 ? 0 : (sum [i=1:words(list)] (word(list, i) eq w ? i : 0))
add(list, w)  = at(list, w) ? list : list.(list eq '' ? '' : ' ').w
longest(list) = (most = 0, words(list) == 0 ? 0 : (sum [i=1:words(list)] (most = strlen(word(list, i)) > most ? strlen(word(list, i)) : most, 0)), most)
min(a, b)     = a < b ? a : b
max(a, b)     = a > b ? a : b

# A field of the current row of a data file, or `other` where it is empty.
field(name, other) = strlen(strcol(name)) ? column(name) : other

# What a row is about, and whether its engine is one of those that a title counts, unless a chart has other ideas.
variant_of(_) = strcol('variant')
counts(_)     = 1

# An end of an interval, but no further from the value than one that should spread an axis.
tame(end, value) = value > 0 ? max(min(end, 3*value), value/3) : end

# Numbers for people. Ticks: 0.1, 10, 4k, 2M and 5 ns, 3 µs; values: three digits.
number(x)     = x >= 1e6 ? sprintf('%gM', x/1e6) : x >= 1e3 ? sprintf('%gk', x/1e3) : sprintf('%g', x)
moment(ns)    = ns >= 1e9 ? sprintf('%g s', ns/1e9) : ns >= 1e6 ? sprintf('%g ms', ns/1e6) : ns >= 1e3 ? sprintf('%g µs', ns/1e3) : sprintf('%g ns', ns)
three(x)      = sprintf(x >= 99.95 ? '%.0f' : x >= 9.995 ? '%.1f' : '%.2f', x)
ratio(x)      = three(x).'×'
duration(ns)  = ns >= 1e9 ? three(ns/1e9).' s' : ns >= 1e6 ? three(ns/1e6).' ms' : ns >= 1e3 ? three(ns/1e3).' µs' : three(ns).' ns'

# Text in bold, for titles; everything else is drawn `noenhanced`, as it is.
plain(s)      = (text = '', sum [i=1:strlen(s)] (text = text.(strstrt('_^{}@&~', s[i:i]) ? '\' : '').s[i:i], 0), text)
bold(s)       = '{/:Bold '.plain(s).'}'
