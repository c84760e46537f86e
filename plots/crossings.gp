# What does a crossing between JavaScript and WebAssembly cost, and when does it pay?
# One panel a kernel: nanoseconds an element against elements a call; break-even is ringed.
chart = 'crossings'
load (style = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'

# Data: crossings rows of summary.csv; break-even out of crossings.csv.
file   = run.'/crossings.csv'
needs  = 'engine kernel variant transfer break_even_batch baseline'
load style.'read.gp'
fitted = file; fitted_machines = strstrt(','.header.',', ',machine,')
file   = run.'/summary.csv'
needs  = 'engine experiment kernel variant n batch transfer low_ns high_ns ns_per_element'
apart  = 'noop'
load style.'read.gp'
chosen(_)  = strcol('experiment') eq 'crossings' && strcol('engine') ne 'native' && column('ns_per_element') > 0
load style.'discover.gp'
here(_)    = ours(0) && strcol('kernel') eq kernel && column('n') == smallest[p]
is(v, t)   = here(0) && strcol('variant') eq v && strcol('transfer') eq t
noop(_)    = chosen(0) && on_machine(0) && strcol('kernel') eq apart && strcol('engine') eq engine && strcol('variant') eq 'wasm' && strcol('transfer') eq 'resident'
x_of(_)    = column('batch')
y_of(_)    = column('ns_per_element')
from_of(_) = field('low_ns',  column('n')*y_of(0))/column('n')
to_of(_)   = field('high_ns', column('n')*y_of(0))/column('n')
low_of(_)  = tame(from_of(0), y_of(0))
high_of(_) = tame(to_of(0), y_of(0))

# Axes and labels.
question = 'What does a crossing cost, and when does it pay?'
how      = 'Filled: resident; hollow: copied. Grey: noop, the bare call. Rings, ≥: break-even batch against the best js. Bars: 95 % intervals.'
x_name   = 'elements per call (batch)'
y_name   = 'time per element (ns)'
listed   = variants
tick(x)  = number(x)
load style.'frame.gp'

# What crosses, and the floor; room for the break-even batches above each panel, unless
# there are so many panels that only the rings fit.
crossing = ''
do for [v in variants] { if (v[1:2] ne 'js') { crossing = add(crossing, v) } }
head   = rows > 2 ? 0 : 64
floors = 0
stats file using (noop(0) ? (floors = 1, 0) : 0) nooutput
floor_line = floors ? 'file using (noop(0) ? x_of(0) : NaN):(y_of(0)) smooth unique with lines lw 5 lc rgb faint dt (4,6), ' : ''

do for [p=1:panels] {
  load style.'panel.gp'
  load style.'break-even.gp'
  axis = 'y'; from = least/1.5; to = most*1.5; lowest = from; load style.'ticks.gp'
  tick(x) = x < 1e5 ? sprintf('%.0f', x) : sprintf('%gMi', x/1048576.)
  axis = 'x'; from = x_least/1.6; to = x_most*1.6; powers = 16.; load style.'ticks.gp'
  tick(x) = number(x)
  plot @floor_line for [v in members] file using (is(v, 'resident') ? x_of(0) : NaN):(y_of(0)) smooth unique with lines lw 4 lc rgb colour(v), \
       for [i=1:words(copied)] file using (is(word(copied, i), 'copy') ? x_of(0) : NaN):(y_of(0)) smooth unique with lines lw 3 lc rgb colour(word(copied, i)) dt (12,8), \
       for [v in members] file using (is(v, 'resident') ? x_of(0) : NaN):(y_of(0)):(max(lowest, from_of(0))):(to_of(0)) with yerrorbars lw 3 lc rgb colour(v) pt solid(v), \
       for [i=1:words(copied)] file using (is(word(copied, i), 'copy') ? x_of(0) : NaN):(y_of(0)):(max(lowest, from_of(0))):(to_of(0)) with yerrorbars lw 3 lc rgb colour(word(copied, i)) pt ring(word(copied, i))
}
unset multiplot
