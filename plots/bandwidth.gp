# How fast do bytes cross?
# One panel a kind of copy: GB/s against size by way, and the machine's own copy as a line.
chart = 'bandwidth'
load (style = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'
load style.'ways.gp'

# Data: bytes-in and bytes-out of marshal.csv, memory-copy of memory.csv, whichever there is. A view
# leaves the bytes where they are, and has no rate.
needs = 'engine kernel variant n gb_per_s gb_per_s_low gb_per_s_high'
load style.'copies.gp'
chosen(_)  = (strcol('kernel')[1:6] eq 'bytes-' || strcol('kernel') eq 'memory-copy') && strcol('variant') ne 'view' && strlen(strcol('gb_per_s')) > 0
load style.'discover.gp'
here(_)    = ours(0) && (kernel eq '' || strcol('kernel') eq kernel)
is(v)      = here(0) && strcol('variant') eq v
x_of(_)    = column('n')
y_of(_)    = column('gb_per_s')
from_of(_) = field('gb_per_s_low',  y_of(0))
to_of(_)   = field('gb_per_s_high', y_of(0))
low_of(_)  = tame(from_of(0), y_of(0))
high_of(_) = tame(to_of(0), y_of(0))

# Axes and labels.
question = 'How fast do bytes cross?'
how      = 'Higher is better. Bytes copied a second, by way. Bars: 95 % intervals.'
if (memory > 0) { how = 'Higher is better. Bytes copied a second, by way; dashed: memcpy of this machine beyond its caches, '.three(memory).' GB/s. Bars: 95 % intervals.' }
x_name   = 'bytes in one go'
y_name   = 'GB/s'
head     = 96; left = 130; gap_x = 90
load style.'frame.gp'

# One range of rates for all panels.
kernel = ''; load style.'span.gp'
slowest = (memory > 0 ? min(memory, least) : least)/1.5; fastest = (memory > 0 ? max(memory, most) : most)*1.5
do for [p=1:panels] {
  load style.'panel.gp'
  load style.'way-legend.gp'
  tick(x) = x >= 1048576 ? sprintf('%g MiB', x/1048576.) : x >= 1024 ? sprintf('%g KiB', x/1024.) : sprintf('%g B', x)
  axis = 'x'; from = x_least/1.6; to = x_most*1.6; powers = 16.; load style.'ticks.gp'
  tick(x) = number(x)
  axis = 'y'; from = slowest; to = fastest; load style.'ticks.gp'
  unset arrow
  if (memory > 0) { set arrow 1 from graph 0, first memory to graph 1, first memory nohead lw 4 dt (10,8) lc rgb faint back }
  plot for [v in members] file using (is(v) ? x_of(0) : NaN):(y_of(0)) smooth unique with lines lw 4 lc rgb colour(v), \
       for [v in members] file using (is(v) ? x_of(0) : NaN):(y_of(0)):(from_of(0)):(to_of(0)) with yerrorbars lw 3 lc rgb colour(v) pt solid(v)
}
unset multiplot
