# How has Node changed?
# One panel a kernel, at its smallest size (in cache), and one of a bare call: time by version of Node, each
# variant over its own in the oldest version. Speedups would not tell whether WebAssembly got faster or
# JavaScript slower, nor times what is small in one kernel and large in another: with each line starting at 1 a
# change of a few percent is seen, and which of the two made it.
chart = 'node-versions'
load (style = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'

# Data: rows of summary.csv, of Node alone: throughput, and of noop the crossings of one element a call.
file  = run.'/summary.csv'
needs = 'engine experiment kernel variant n batch transfer time_ns low_ns high_ns'
load style.'read.gp'
asked = 'js js-tuned wasm wasm-simd wasm-relaxed'
cell_of(_) = strcol('kernel') eq 'noop' ? strcol('experiment') eq 'crossings' && column('batch') == 1 && at('js wasm', strcol('variant')) : strcol('experiment') eq 'throughput'
chosen(_)  = is_node(strcol('engine')) && cell_of(0) && strcol('transfer') eq 'resident' && at(asked, strcol('variant')) && column('time_ns') > 0
load style.'engines.gp'
if (words(kernels) > 1 && at(kernels, 'noop')) { rest = kernels; kernels = ''; do for [k in rest] { if (k ne 'noop') { kernels = add(kernels, k) } }; kernels = kernels.' noop' }
# The sizes again, in that order.
do for [p=1:words(kernels)] { smallest[p] = NaN; stats file using (ours(0) && strcol('kernel') eq word(kernels, p) ? (smallest[p] = smallest[p] == smallest[p] ? min(smallest[p], column('n')) : column('n'), 0) : 0) nooutput }
here(_)    = ours(0) && strcol('kernel') eq kernel && column('n') == smallest[p]
is(v)      = here(0) && strcol('variant') eq v

# Times of the panel in the first engine that has them, by variant: t, and ln of how far it may be off.
array first_t[99]; array first_low[99]; array first_high[99]; array first_at[99]
at_x(_)    = at(engines, strcol('engine'))
t_of(_)    = column('time_ns')
fall(_)    = log(t_of(0)/max(0.01*t_of(0), field('low_ns', t_of(0))))
rise(_)    = log(field('high_ns', t_of(0))/t_of(0))
note_first(i) = first_at[i] <= at_x(0) ? 0 : (first_at[i] = at_x(0), first_t[i] = t_of(0), first_low[i] = fall(0), first_high[i] = rise(0), 0)
mine(_)    = max(1, at(variants, strcol('variant')))
is_first(_) = first_at[mine(0)] == at_x(0)
# Of a quotient of two times that were measured apart. What starts later starts at its first version.
x_of(_)    = at_x(0)
y_of(_)    = t_of(0)/first_t[mine(0)]
from_of(_) = is_first(0) ? 1 : y_of(0)*exp(-sqrt(fall(0)**2 + first_high[mine(0)]**2))
to_of(_)   = is_first(0) ? 1 : y_of(0)*exp(sqrt(rise(0)**2 + first_low[mine(0)]**2))
low_of(_)  = tame(from_of(0), y_of(0))
high_of(_) = tame(to_of(0), y_of(0))

# Axes and labels.
question = 'How has Node changed?'
how      = 'Lower is better. Time of each variant over its own in the first version that has it; smallest size, one call; noop: a bare call. Bars: 95 % intervals.'
x_name   = 'version of Node, and of its V8'
y_name   = 'time relative to the first version (log scale)'
listed   = variants
gap_x    = 45; gap_y = 112; feet = 24
one_size = 1
load style.'frame.gp'

# The variants side by side at each version, and one range for all panels.
step(v)  = words(variants) < 2 ? 0 : 0.36*((at(variants, v) - 1.)/(words(variants) - 1) - 0.5)
names = ''
tick_px = 20
do for [i=1:words(engines)] {
  e = word(engines, i)
  names = names.(i > 1 ? ', ' : '').sprintf('"%s%s" %d', short(release(e)) eq '' ? e : short(release(e)), inside(e) eq '' ? '' : '\nV8 '.inside(e), i)
}
kernel = ''; lowest = 1.; highest = 1.
do for [p=1:panels] {
  kernel = word(kernels, p)
  do for [i=1:99] { first_at[i] = 999 }
  stats file using (here(0) ? note_first(mine(0)) : 0) nooutput
  least = NaN; most = NaN
  load style.'span.gp'
  lowest = min(lowest, least); highest = max(highest, most)
}
do for [p=1:panels] {
  kernel = word(kernels, p)
  do for [i=1:99] { first_at[i] = 999 }
  set autoscale; unset logscale # what the panel before had would hide rows from stats
  stats file using (here(0) ? note_first(mine(0)) : 0) nooutput
  load style.'panel.gp'
  unset logscale x
  eval 'set xtics nomirror ('.names.') font "'.face.sprintf(',%d', tick_px).'"'.sprintf(' offset 0, %g', near)
  set xrange [0.6 : words(engines) + 0.4]
  tick(x) = (p - 1) % columns ? '' : number(x).'×'
  axis = 'y'; from = min(0.9, lowest/1.05); to = max(1.1, highest*1.05); load style.'ticks.gp'
  unset arrow
  set arrow 1 from graph 0, first 1 to graph 1, first 1 nohead lw 3 dt (8,8) lc rgb faint back
  plot for [v in members] file using (is(v) ? x_of(0) + step(v) : NaN):(y_of(0)) smooth unique with lines lw 4 lc rgb colour(v), \
       for [v in members] file using (is(v) ? x_of(0) + step(v) : NaN):(y_of(0)):(max(from, from_of(0))):(to_of(0)) with yerrorbars lw 2 lc rgb colour(v) pt 0, \
       for [v in members] file using (is(v) ? x_of(0) + step(v) : NaN):(y_of(0)) with points lc rgb colour(v) pt solid(v)
}
unset multiplot
