# What do the rows of calls.csv hold that pass chosen(), on one machine and of one engine (main-engine.gp)?
# Without any row: a line on stderr, exit 0, no file.
# Reads: file, file_name, chart, chosen(); asked, the signatures to show; most_signatures; what main-engine.gp reads.
# Sets:  directions, as members, in order; signatures, those that are asked, or whatever there is; ours(), whether the
#        current row is one of those; direction_of(), its direction; said(), arrows(), a signature and a direction for
#        people; what main-engine.gp sets.
load look.'main-engine.gp'
direction_of(_) = with_setting(strcol('direction'))
ours(_)  = chosen(0) && on_machine(0) && strcol('engine') eq engine

directions = ''; found = ''
meet(d, s) = (directions = add(directions, d), found = add(found, s), 0)
stats file using (ours(0) ? meet(direction_of(0), strcol('signature')) : 0) nooutput
if (directions eq '') { print chart.': '.file_name.' has no rows for this chart; nothing drawn'; exit status 0 }
directions = in_order(directions)
signatures = ''
do for [s in asked] { if (at(found, s) && words(signatures) < most_signatures) { signatures = add(signatures, s) } }
if (signatures eq '') {
  do for [s in found] { if (words(signatures) < most_signatures) { signatures = add(signatures, s) } }
}

# "2 × i32" of i32-2, as people say it.
dash(s)  = strstrt(s, '-')
kind(s)  = s[1:dash(s) - 1]
said(s)  = kind(s) eq 'void' ? 'no parameter' : kind(s) eq 'multi' ? 'two results' : s[dash(s) + 1:*].' × '.kind(s)
# "js → wasm → js" of js-to-wasm-to-js, and the setting, if there is one.
arrows(d) = pointed(variant_in(d)).(setting_in(d) eq '' ? '' : ' '.setting_in(d))
pointed(d) = (name = d, \
              sum [j=1:2] (c = strstrt(name, '-to-'), c ? (name = name[1:c - 1].' → '.name[c + 4:*], 0) : 0), \
              c = strstrt(name, '-indirect'), c ? name[1:c - 1].' (indirect)' : name)
