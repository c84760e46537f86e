# What does a string cost to get in or out?
# ASCII large, other texts small: nanoseconds a UTF-16 code unit against length, by way.
chart = 'strings'
load (style = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'
load style.'ways.gp'

# Data: string-in-* and string-out-* of marshal.csv.
file  = run.'/marshal.csv'
needs = 'engine kernel variant n item_ns item_low_ns item_high_ns'
load style.'read.gp'
chosen(_)  = strcol('kernel')[1:7] eq 'string-' && column('item_ns') > 0
load style.'discover.gp'
here(_)    = ours(0) && (kernel eq '' || strcol('kernel') eq kernel)
is(v)      = here(0) && strcol('variant') eq v
x_of(_)    = column('n')
y_of(_)    = column('item_ns')
from_of(_) = field('item_low_ns',  y_of(0))
to_of(_)   = field('item_high_ns', y_of(0))
low_of(_)  = tame(from_of(0), y_of(0))
high_of(_) = tame(to_of(0), y_of(0))

# Axes and labels.
question = 'What does a string cost to get in or out?'
how      = 'Lower is better. Time per UTF-16 code unit against the length of the string; ASCII large, other texts small. Bars: 95 % intervals.'
x_name   = 'length (UTF-16 code units)'
y_name   = 'time per code unit (ns)'
listed   = variants
left     = 150
load style.'frame.gp'

# One range for all panels.
kernel = ''; load style.'span.gp'
lowest = least/1.4; highest = most*1.4; nearest = x_least/1.8; furthest = x_most*1.8
load style.'texts.gp'
tick_x(x) = x >= 1048576 ? sprintf('%gMi', x/1048576.) : x >= 1024 ? sprintf('%gKi', x/1024.) : sprintf('%g', x)
do for [p=1:panels] {
  kernel = word(texts, p)
  load style.'text-panel.gp'
  tick(x) = tick_x(x)
  axis = 'x'; from = nearest; to = furthest; powers = small ? 256. : 16.; load style.'ticks.gp'
  tick(x) = number(x)
  axis = 'y'; from = lowest; to = highest; load style.'ticks.gp'
  set tics font face.(small ? ',18' : ',24')
  plot for [v in members] file using (is(v) ? x_of(0) : NaN):(y_of(0)) smooth unique with lines lw (small ? 3 : 4) lc rgb colour(v), \
       for [v in members] file using (is(v) ? x_of(0) : NaN):(y_of(0)):(from_of(0)):(to_of(0)) with yerrorbars lw 3 lc rgb colour(v) pt solid(v) ps (small ? 0.6 : 1)*dot
}
unset multiplot
