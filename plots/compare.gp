# Did it get slower?
# One row a cell, the worst on top: change of the time against the base run.
chart = 'compare'
load (look = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'

# Data: the rows of compare.csv that have room, `shown` of `cells`; it has the worst first. `last` is the number of the
# last row that is shown, from 0.
path  = run.'/compare.csv'
needs = 'engine experiment kernel variant n batch transfer change change_low change_high verdict threshold'
load look.'read.gp'
most_rows = 24
cells = 0
stats file using (cells = cells + 1, 0) nooutput
if (cells == 0) { print chart.': '.file_name.' has no rows for this chart; nothing drawn'; exit status 0 }
shown = min(cells, most_rows); last = int(shown) - 1
load look.'machine.gp'

# Of each row: name[], change[] and verdict[], '' where nothing is proven. `reach` is the largest |ln| that the axis has
# to show: what is not proven may reach over the edge, or one noisy cell would flatten all others.
found = ''; engines = ''; threshold = 0; reach = 0; longest_name = 0
decided = ''; unproven = ''
array name[most_rows]; array change[most_rows]; array rank[most_rows]; array verdict[most_rows]
proven(_)     = strcol('verdict') ne 'no difference proven'
copied(t)     = t eq 'copy' ? ' +copy' : ''
after(m)      = setting_in(m) eq '' ? '' : ' '.setting_in(m)
one_call(_)   = column('batch') == column('n')
batched(_)    = !one_call(0) ? ', batch '.strcol('batch') : \
                strcol('experiment') eq 'throughput' ? '' : ', '.strcol('experiment')
named(_)      = strcol('variant').copied(strcol('transfer')).after(member(0))
title_of(_)   = strcol('kernel').' '.named(0).', n = '.strcol('n').batched(0)
widen(x)      = (reach = max(reach, abs(log(1 + x))), 0)
low_change(_)  = field('change_low', column('change'))
high_change(_) = field('change_high', column('change'))
widen_for(_)  = proven(0) ? widen(low_change(0)) + widen(high_change(0)) : widen(column('change'))
note_engine(e) = e eq 'native' ? 0 : (engines = add(engines, e), 0)
note_member(m) = (found = add(found, m), proven(0) ? (decided = add(decided, m), 0) : (unproven = add(unproven, m), 0))
keep(i)       = (name[i] = title_of(0), change[i] = column('change'), verdict[i] = proven(0) ? strcol('verdict') : '', \
                 longest_name = max(longest_name, strlen(name[i])), threshold = column('threshold'), \
                 note_member(member(0)) + widen_for(0) + note_engine(strcol('engine')))
stats file every ::0::last using (keep(int(column(0)) + 1)) nooutput
if (!exists('engine')) { engine = words(engines) ? word(engines, 1) : 'native' }
if (words(engines) > 1 || words(machines) > 1) {
  whose(_)  = (words(machines) > 1 ? strcol('machine').' ' : '').(words(engines) > 1 ? strcol('engine').' ' : '')
  prefix(i) = (name[i] = whose(0).name[i], longest_name = max(longest_name, strlen(name[i])), 0)
  stats file every ::0::last using (prefix(int(column(0)) + 1)) nooutput
}
variants = in_order(found)

# Each row has a rank, from 1: the largest change on top.
do for [i=1:shown] {
  rank[i] = 1
  do for [j=1:shown] { if (change[j] > change[i] || (change[j] == change[i] && j < i)) { rank[i] = rank[i] + 1 } }
}
place_of(_) = rank[int(column(0)) + 1]
percent(x)  = sprintf(abs(x) < 0.9995 ? '%+.1f %%' : '%+.0f %%', 100*x)
x_of(_)    = log(1 + column('change'))
low_of(_)  = log(1 + low_change(0))
high_of(_) = log(1 + high_change(0))
is(v)      = member(0) eq v

# Axes and labels.
question = 'Did it get slower?'
how      = 'Right of 0 is slower. Filled: proven, over all '.sprintf('%.0f', cells).' cells at once;'. \
           ' hollow: no difference proven. Dashed: threshold. Whiskers: 95 % intervals.'
x_name   = 'change of the time against the base run (log scale)'
y_name   = ''
listed   = variants
kernels  = 'all'
row_font = min(26, 19.5 + 60./shown)
name_px  = min(760, 0.56*row_font*longest_name + 20)
left     = 40 + name_px
load look.'frame.gp'

# The one panel: its place, rows named at the left, room for the numbers at the right.
beside_px = 13.5*row_font*0.75
set lmargin at screen left/width
set rmargin at screen (right - beside_px)/width
set tmargin at screen top/height
set bmargin at screen bottom/height
panel_w = right - beside_px - left
mark = shown > 12 ? 1 : 1.3
font = face.sprintf(',%.0f', row_font)

tics_y = ''
do for [i=1:shown] { tics_y = tics_y.(i > 1 ? ', ' : '').sprintf('%s %d', in_quotes(name[i]), rank[i]) }
eval 'set ytics ('.tics_y.') scale 0 font "'.font.'" noenhanced'
set yrange [shown + 0.7 : 0.3]
reach = 1.15*max(reach, log(1 + max(1.6*threshold, 0.02)))
from = -reach; to = reach
set xrange [from : to]
set grid xtics noytics

# Ticks at round percentages: the finest step whose labels fit beside each other.
step = 1
do for [s in '1 2 5 10 20 50 100 200 500'] {
  if (step == 1 && (exp(to) - exp(from))*100/s*95 <= panel_w) { step = s*0.01 }
}
list = ''; before = -1e9
do for [k=int(ceil((exp(from) - 1)/step)):int(floor((exp(to) - 1)/step))] {
  x = log(1 + k*step)
  if ((x - before)*panel_w/(to - from) >= 75) {
    said = k == 0 ? '0' : sprintf('%+.0f %%%%', 100*k*step)
    list = list.(list eq '' ? '' : ', ').sprintf('"%s" %.9g', said, x)
    before = x
  }
}
eval 'set xtics nomirror ('.list.')'.sprintf(' offset 0, %g', near)

# 0 as a line, the threshold dashed; the change and what is proven in words.
set arrow 1 from 0, graph 0 to 0, graph 1 nohead lw 3 lc rgb ink back
do for [i=1:2] {
  x = i == 1 ? log(1 + threshold) : threshold < 1 ? log(1 - threshold) : from
  if (x != 0 && x > from) { set arrow 1 + i from x, graph 0 to x, graph 1 nohead lw 3 dt (8,8) lc rgb faint back }
}
do for [i=1:shown] {
  said = percent(change[i]).(verdict[i] eq '' ? '' : ' '.verdict[i])
  font = face.(verdict[i] eq '' ? '' : ':Bold').sprintf(',%.0f', row_font)
  set label 10 + i said at to, rank[i] offset 1, 0 font font textcolor rgb (verdict[i] eq '' ? faint : ink) noenhanced
}
if (shown < cells) {
  said = sprintf('%.0f of %.0f cells', shown, cells)
  set label 3 said at screen right/width, screen (bottom - 66)/height right \
    font face.',22' textcolor rgb faint noenhanced
}

# A list without members has no plot: gnuplot would warn of one without points.
unproven_at(v) = is(v) && !proven(0) ? x_of(0) : NaN
decided_at(v)  = is(v) && proven(0) ? x_of(0) : NaN
hollow_marks = unproven eq '' ? '' : 'for [v in unproven] file every ::0::last '. \
  'using (unproven_at(v)):(place_of(0)):(low_of(0)):(high_of(0)) '. \
  'with xerrorbars lw 3 lc rgb colour(v) pt ring(v) ps mark*dot'
filled_marks = decided eq '' ? '' : 'for [v in decided] file every ::0::last '. \
  'using (decided_at(v)):(place_of(0)):(low_of(0)):(high_of(0)) '. \
  'with xerrorbars lw 4 lc rgb colour(v) pt solid(v) ps mark*dot'
between = unproven eq '' || decided eq '' ? '' : ', '
plot @hollow_marks @between @filled_marks
unset multiplot
