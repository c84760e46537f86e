# What does a string cost to get in or out?
# ASCII large, other texts small: nanoseconds a UTF-16 code unit against length, by way.
chart = 'strings'
load (look = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'
load look.'ways.gp'

# Data: string-in-* and string-out-* of marshal.csv.
path  = run.'/marshal.csv'
needs = 'engine kernel variant n item_ns item_low_ns item_high_ns'
load look.'read.gp'
chosen(_)  = strcol('kernel')[1:7] eq 'string-' && column('item_ns') > 0
load look.'discover.gp'
here(_)    = ours(0) && (kernel eq '' || strcol('kernel') eq kernel)
is(v)      = here(0) && member(0) eq v
x_of(_)    = column('n')
y_of(_)    = column('item_ns')
from_of(_) = field('item_low_ns',  y_of(0))
to_of(_)   = field('item_high_ns', y_of(0))
low_of(_)  = tame(from_of(0), y_of(0))
high_of(_) = tame(to_of(0), y_of(0))

# Axes and labels.
question = 'What does a string cost to get in or out?'
how      = 'Lower is better. Time per UTF-16 code unit against the length of the string; ASCII large,'. \
           ' other texts small. Bars: 95 % intervals.'
x_name   = 'length (UTF-16 code units)'
y_name   = 'time per code unit (ns)'
listed   = variants
left     = 150
load look.'frame.gp'

# One range for all panels.
kernel = ''; load look.'span.gp'
lowest = least/1.4; highest = most*1.4; nearest = x_least/1.8; furthest = x_most*1.8

# `texts`: the kernels in the order of their panels, string-in-* before string-out-*, of each the ASCII text first; a
# line of panels a direction. `most_small`: how many small panels the fullest line has.
way_of(k)  = k[1:strstrt(k[8:*], '-') + 6]
texts = ''; directions = ''
do for [k in kernels] { directions = add(directions, way_of(k)) }
directions = (at(directions, 'string-in') ? 'string-in ' : '').(at(directions, 'string-out') ? 'string-out' : '')
most_small = 0
do for [d in directions] {
  count = -1
  do for [k in d.'-ascii '.d.'-latin1 '.d.'-cjk '.d.'-emoji '.kernels] {
    if (way_of(k) eq d && at(kernels, k) && !at(texts, k)) { texts = add(texts, k); count = count + 1 }
  }
  most_small = max(most_small, count)
}
lines = words(directions)
panels = words(texts)

tick_x(x) = x >= 1048576 ? sprintf('%gMi', x/1048576.) : x >= 1024 ? sprintf('%gKi', x/1024.) : sprintf('%g', x)
do for [p=1:panels] {
  # The place of the panel: large for the first of its line, small for the others.
  kernel = word(texts, p)
  line   = at(directions, way_of(kernel))
  nth    = 0
  do for [i=1:p] { if (way_of(word(texts, i)) eq way_of(kernel)) { nth = nth + 1 } }
  small   = nth > 1
  line_h  = (top - bottom + 55)/lines
  edge_t  = top - 45 - line_h*(line - 1)
  panel_h = line_h - 100
  full    = most_small > 0 ? (right - left)*0.40 : right - left
  small_w = most_small > 0 ? (right - left - full)/most_small : 0
  edge_l  = small ? left + full + small_w*(nth - 2) + 75 : left
  panel_w = small ? small_w - 75 : full
  set lmargin at screen edge_l/width
  set rmargin at screen (edge_l + panel_w)/width
  set tmargin at screen edge_t/height
  set bmargin at screen (edge_t - panel_h)/height
  unset label
  font = face.(small ? ',21' : ',27')
  set label 1 bold(kernel) at screen edge_l/width, screen (edge_t + 22)/height font font textcolor rgb ink
  load look.'span.gp'

  tick(x) = tick_x(x)
  axis = 'x'; from = nearest; to = furthest; powers = small ? 256. : 16.; load look.'ticks.gp'
  tick(x) = number(x)
  axis = 'y'; from = lowest; to = highest; load look.'ticks.gp'
  set tics font face.(small ? ',18' : ',24')
  x_if(v) = is(v) ? x_of(0) : NaN
  plot for [v in members] file using (x_if(v)):(y_of(0)) smooth unique with lines lw (small ? 3 : 4) lc rgb colour(v), \
       for [v in members] file using (x_if(v)):(y_of(0)):(from_of(0)):(to_of(0)) \
         with yerrorbars lw 3 lc rgb colour(v) pt solid(v) ps (small ? 0.6 : 1)*dot
}
unset multiplot
