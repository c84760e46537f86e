# The rows of compare.csv that have room: `shown` of `cells`, `last` the number of the last,
# from 0. name[i], change[i], verdict[i] ('' where nothing is proven) and rank[i] from 1, the
# largest change on top; `variants`, those `decided` and those `unproven`, `engine`, `threshold`, and `reach`, the largest |ln| that the axis has to show.
most_rows = 24
cells = 0
stats file using (cells = cells + 1, 0) nooutput
if (cells == 0) { print chart.': '.file.' has no rows for this chart; nothing drawn'; exit status 0 }
shown = min(cells, most_rows); last = int(shown) - 1

load style.'machine.gp'
found = ''; engines = ''; threshold = 0; reach = 0; longest = 0
decided = ''; unproven = ''
array name[most_rows]; array change[most_rows]; array rank[most_rows]; array verdict[most_rows]
proven(_)     = strcol('verdict') ne 'no difference proven'
copied(t)     = t eq 'copy' ? ' +copy' : ''
batched(_)    = column('batch') == column('n') ? (strcol('experiment') eq 'throughput' ? '' : ', '.strcol('experiment')) : ', batch '.strcol('batch')
title_of(_)   = strcol('kernel').' '.strcol('variant').copied(strcol('transfer')).', n = '.strcol('n').batched(0)
widen(x)      = (reach = max(reach, abs(log(1 + x))), 0)
# What is not proven may reach over the edge: one noisy cell would flatten all others.
ends_of(_)    = !proven(0) ? widen(column('change')) : widen(field('change_low', column('change'))) + widen(field('change_high', column('change')))
keep(i)       = (name[i] = title_of(0), change[i] = column('change'), longest = max(longest, strlen(name[i])), \
                 found = add(found, strcol('variant')), verdict[i] = proven(0) ? strcol('verdict') : '', \
                 proven(0) ? (decided = add(decided, strcol('variant'))) : (unproven = add(unproven, strcol('variant'))), threshold = column('threshold'), ends_of(0), \
                 strcol('engine') eq 'native' ? 0 : (engines = add(engines, strcol('engine')), 0))
stats file every ::0::last using (keep(int(column(0)) + 1)) nooutput
if (!exists('engine')) { engine = words(engines) ? word(engines, 1) : 'native' }
if (words(engines) > 1 || words(machines) > 1) {
  whose(_)  = (words(machines) > 1 ? strcol('machine').' ' : '').(words(engines) > 1 ? strcol('engine').' ' : '')
  prefix(i) = (name[i] = whose(0).name[i], longest = max(longest, strlen(name[i])), 0)
  stats file every ::0::last using (prefix(int(column(0)) + 1)) nooutput
}
do for [i=1:shown] {
  rank[i] = 1
  do for [j=1:shown] { if (change[j] > change[i] || (change[j] == change[i] && j < i)) { rank[i] = rank[i] + 1 } }
}
variants = ''
do for [v in known.' '.found] { if (at(found, v)) { variants = add(variants, v) } }

row_font = min(26, 19.5 + 60./shown)
name_px  = min(760, 0.56*row_font*longest + 20)
reach    = 1.15*max(reach, log(1 + max(1.6*threshold, 0.02)))
from = -reach; to = reach
place_of(_) = rank[int(column(0)) + 1]
percent(x)  = sprintf(abs(x) < 0.9995 ? '%+.1f %%' : '%+.0f %%', 100*x)
