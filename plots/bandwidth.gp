# How fast do bytes cross?
# One panel a kind of copy: GB/s against size by way, and the machine's own copy as a line.
chart = 'bandwidth'
load (look = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'
load look.'ways.gp'

# Data: bytes-in and bytes-out of marshal.csv, memory-copy of memory.csv, whichever there is. A view leaves the bytes
# where they are, and has no rate.
needs = 'engine kernel variant n gb_per_s gb_per_s_low gb_per_s_high'
path  = run.'/marshal.csv'
both  = there(path) && there(run.'/memory.csv')
if (!there(path)) { path = run.'/memory.csv' }
load look.'read.gp'
if (both) {
  # The rows of the second file behind those of the first, without its header.
  path = run.'/memory.csv'; load look.'open.gp'
  file = '< { '.file[3:*].'; '.opened[3:*].' | tail -n +2; }'
}
is_copy(_) = strcol('kernel')[1:6] eq 'bytes-' || strcol('kernel') eq 'memory-copy'
chosen(_)  = is_copy(0) && strcol('variant') ne 'view' && strlen(strcol('gb_per_s')) > 0
load look.'discover.gp'
here(_)    = ours(0) && (kernel eq '' || strcol('kernel') eq kernel)
is(v)      = here(0) && member(0) eq v
x_of(_)    = column('n')
y_of(_)    = column('gb_per_s')
from_of(_) = field('gb_per_s_low',  y_of(0))
to_of(_)   = field('gb_per_s_high', y_of(0))
low_of(_)  = tame(from_of(0), y_of(0))
high_of(_) = tame(to_of(0), y_of(0))

# GB/s that the machine copies, or 0.
memory = 0.
load look.'environment.gp'
stats environment using (strcol('name') eq 'memory_copy_bytes_per_s' ? (memory = column('value')/1e9, 0) : 0) nooutput

# Axes and labels.
question = 'How fast do bytes cross?'
machine_copies = memory > 0 ? '; dashed: memcpy of this machine beyond its caches, '.three(memory).' GB/s' : ''
how      = 'Higher is better. Bytes copied a second, by way'.machine_copies.'. Bars: 95 % intervals.'
x_name   = 'bytes in one go'
y_name   = 'GB/s'
# Panels have room for the names of ways without settings.
head     = settings eq '' ? 96 : 0; listed = settings eq '' ? '' : variants
left     = 130; gap_x = 90
load look.'frame.gp'

# One range of rates for all panels.
kernel = ''; load look.'span.gp'
slowest = (memory > 0 ? min(memory, least) : least)/1.5; fastest = (memory > 0 ? max(memory, most) : most)*1.5
do for [p=1:panels] {
  load look.'panel.gp'
  if (head) { load look.'way-legend.gp' }
  tick(x) = x >= 1048576 ? sprintf('%g MiB', x/1048576.) : x >= 1024 ? sprintf('%g KiB', x/1024.) : sprintf('%g B', x)
  axis = 'x'; from = x_least/1.6; to = x_most*1.6; powers = 16.; load look.'ticks.gp'
  tick(x) = number(x)
  axis = 'y'; from = slowest; to = fastest; load look.'ticks.gp'
  unset arrow
  if (memory > 0) {
    set arrow 1 from graph 0, first memory to graph 1, first memory nohead lw 4 dt (10,8) lc rgb faint back
  }
  plot for [v in members] file using (is(v) ? x_of(0) : NaN):(y_of(0)) smooth unique with lines lw 4 lc rgb colour(v), \
       for [v in members] file using (is(v) ? x_of(0) : NaN):(y_of(0)):(from_of(0)):(to_of(0)) \
         with yerrorbars lw 3 lc rgb colour(v) pt solid(v)
}
unset multiplot
