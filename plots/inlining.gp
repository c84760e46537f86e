# What does it save when the engine inlines the callee?
# One panel a signature: net nanoseconds of a call by direction, callees that stay calls against
# those that may be inlined.
chart = 'inlining'
load (look = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'
load look.'ways.gp'

# Data: calls.csv, callees held in a variable, one callee a site, measured once.
path  = run.'/calls.csv'
needs = 'engine signature direction callee site held chain repeat net_ns net_low_ns net_high_ns'
load look.'read.gp'
chosen(_)  = strcol('site') eq 'monomorphic' && strcol('held') eq 'variable' && \
             column('chain') == 0 && column('repeat') == 1 && strlen(strcol('net_ns')) > 0
asked      = 'void-0 i32-2 f64-2 i64-1'
most_signatures = 4
load look.'signatures.gp'
here(_)    = ours(0) && strcol('signature') eq signature
is(c)      = here(0) && strcol('callee') eq c
net(_)     = column('net_ns')
low_of(_)  = field('net_low_ns', net(0))
high_of(_) = field('net_high_ns', net(0))

# Axes and labels.
question = 'What does inlining the callee save?'
how      = 'Hollow: the engine may inline the callee; filled: it may not. Net of the empty loop: at 0 nothing of'. \
           ' the call is left. Whiskers: 95 % intervals.'
x_name   = 'time of a call, net (ns)'
y_name   = ''
left     = 350; gap_x = 60
kernels  = signatures
load look.'frame.gp'

array opaque[99]; array inlined[99]
keep(c, d) = (c eq 'opaque' ? (opaque[at(rows_of, d)] = net(0)) : (inlined[at(rows_of, d)] = net(0)), 0)
widen(_)   = (least = min(least, net(0)), most = max(most, tame(high_of(0), net(0))), 0)
rgb(d)     = int('0x'.colour(d)[2:7])
brief(ns)  = abs(ns) < 0.005 ? '0' : abs(ns) < 9.95 ? sprintf('%.2f', ns) : sprintf('%.1f', ns)
both(i)    = opaque[i] == opaque[i] && inlined[i] == inlined[i]
saved(i)   = both(i) ? brief(opaque[i]).' → '.brief(inlined[i]).' ns' : \
             opaque[i] == opaque[i] ? brief(opaque[i]).' ns' : ''
do for [p=1:panels] {
  signature = word(signatures, p)
  rows_of = directions; titled(d) = arrows(d)
  load look.'place.gp'
  name_y = (edge_t + 22)/height
  set label 1 bold(said(signature)) at screen edge_l/width, screen name_y font face.',27' textcolor rgb ink
  do for [i=1:words(rows_of)] { opaque[i] = NaN; inlined[i] = NaN }
  least = 0; most = 0
  set autoscale
  stats file using (here(0) ? keep(strcol('callee'), direction_of(0)) + widen(0) : 0) nooutput
  load look.'rows.gp'
  unset arrow
  do for [i=1:words(rows_of)] {
    if (both(i)) { set arrow i from inlined[i], i to opaque[i], i nohead lw 8 lc rgb hair back }
  }
  set arrow 100 from 0, graph 0 to 0, graph 1 nohead lw 3 dt (8,8) lc rgb faint back
  reach = most > 0 ? most : 1
  from = least - 0.04*reach; to = reach*1.62
  font = face.sprintf(',%.0f', row_font)
  do for [i=1:words(rows_of)] {
    set label 10 + i saved(i) at to - 0.01*reach, i right font font textcolor rgb ink noenhanced
  }
  set xrange [from:to]; set xtics nomirror autofreq format '%g'
  eval sprintf('set xtics offset 0, %g', near)
  net_if(c) = is(c) ? net(0) : NaN
  plot file using (net_if('opaque')):(row(direction_of(0))):(low_of(0)):(high_of(0)):(rgb(direction_of(0))) \
         with xerrorbars lw 4 lc rgb variable pt 7 ps 1.2*dot, \
       file using (net_if('inlinable')):(row(direction_of(0))):(low_of(0)):(high_of(0)):(rgb(direction_of(0))) \
         with xerrorbars lw 4 lc rgb variable pt 6 ps 1.9*dot
}
unset multiplot
