# What do the rows of calls.csv hold that pass chosen(), on one machine and of one engine
# (main-engine.gp)? Sets `directions` in the palette's order and `signatures`: those of `asked`, or whatever there is,
# at most `most_signatures`. Without any row: a line on stderr, exit 0, no file.
load style.'main-engine.gp'
ours(_)  = chosen(0) && on_machine(0) && strcol('engine') eq engine

directions = ''; there = ''
meet(d, s) = (directions = add(directions, d), there = add(there, s), 0)
stats file using (ours(0) ? meet(strcol('direction'), strcol('signature')) : 0) nooutput
if (directions eq '') { print chart.': '.file.' has no rows for this chart; nothing drawn'; exit status 0 }

found = directions; directions = ''
do for [d in known.' '.found] { if (at(found, d)) { directions = add(directions, d) } }
signatures = ''
do for [s in asked] { if (at(there, s) && words(signatures) < most_signatures) { signatures = add(signatures, s) } }
if (signatures eq '') { do for [s in there] { if (words(signatures) < most_signatures) { signatures = add(signatures, s) } } }

# "2 × i32" of i32-2, as people say it.
dash(s)  = strstrt(s, '-')
kind(s)  = s[1:dash(s) - 1]
said(s)  = kind(s) eq 'void' ? 'no parameter' : kind(s) eq 'multi' ? 'two results' : s[dash(s) + 1:*].' × '.kind(s)
# "js → wasm → js" of js-to-wasm-to-js.
arrows(d) = (name = d, sum [j=1:2] (c = strstrt(name, '-to-'), c ? (name = name[1:c - 1].' → '.name[c + 4:*], 0) : 0), \
             c = strstrt(name, '-indirect'), c ? name[1:c - 1].' (indirect)' : name)
