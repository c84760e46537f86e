# How long does a call take?
# One panel a direction: net nanoseconds of a call by signature, callees that stay calls.
chart = 'calls'
load (look = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'
load look.'ways.gp'

# Data: calls.csv, opaque callees held in a variable, one callee a site, measured once.
path  = run.'/calls.csv'
needs = 'engine signature direction callee site held chain repeat control_ns net_ns net_low_ns net_high_ns'
load look.'read.gp'
chosen(_)  = strcol('callee') eq 'opaque' && strcol('site') eq 'monomorphic' && strcol('held') eq 'variable' && \
             column('chain') == 0 && column('repeat') == 1 && strlen(strcol('net_ns')) > 0
asked      = 'void-0 i32-1 i32-2 i32-8 f64-2 externref-1 i64-1 multi-2'
most_signatures = 8
load look.'signatures.gp'
here(_)    = ours(0) && at(signatures, strcol('signature')) && (direction eq '' || direction_of(0) eq direction)
net(_)     = column('net_ns')
low_of(_)  = field('net_low_ns', net(0))
high_of(_) = field('net_high_ns', net(0))
loop_of(_) = column('control_ns')

# Axes and labels.
question = 'How long does a call take?'
how      = 'Net of the empty loop, whose step is the grey tick. Callees that are not inlined. By parameters;'. \
           ' left is better; whiskers: 95 % intervals.'
x_name   = 'time of a call, net (ns, log scale)'
y_name   = ''
left     = 200; gap_x = 50
tick(x)  = number(x)
kernels  = directions
load look.'frame.gp'

# One range for all panels: what can be told from nothing, and the loop; the value at the right.
direction = ''; least = NaN; most = NaN
lower(a, b) = a == a && a > 0 && !(b <= a) ? a : b
widen(_) = (least = lower(lower(net(0), loop_of(0)), least), \
            most = max(tame(high_of(0), net(0)), most != most ? 0 : most), 0)
stats file using (here(0) ? widen(0) : 0) nooutput
from = least/1.5; to = max(most, 4*from); to = to*(to/from)**0.38
at_least(x) = max(x, from)
its_row(_)  = row(strcol('signature'))
written(_)    = low_of(0) > 0 ? duration(net(0)) : '< '.duration(high_of(0))
do for [p=1:panels] {
  direction = word(directions, p)
  rows_of = signatures; titled(s) = said(s)
  load look.'place.gp'
  name_y = (edge_t + 22)/height
  set label 1 bold(arrows(direction)) at screen edge_l/width, screen name_y font face.',27' textcolor rgb ink
  load look.'rows.gp'
  axis = 'x'; load look.'ticks.gp'
  plot file using (here(0) ? at_least(loop_of(0)) : NaN):(its_row(0) - 0.32):(0):(0.64) \
         with vectors nohead lw 5 lc rgb faint, \
       file using (here(0) ? at_least(net(0)) : NaN):(its_row(0)):(at_least(low_of(0))):(at_least(high_of(0))) \
         with xerrorbars lw 4 lc rgb colour(direction) pt solid(direction) ps 1.3*dot, \
       file using (here(0) ? to/(to/from)**0.01 : NaN):(its_row(0)):(written(0)) \
         with labels right boxed font face.sprintf(',%.0f', row_font) textcolor rgb ink
}
unset multiplot
