# How has Node changed?
# One panel a kernel, at its smallest size (in cache): time of each variant by version of Node, over that of
# js in the oldest. So a line that falls got faster, and the lines' distance is what a variant gains.
chart = 'node-versions'
load (style = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'style/').'start.gp'

# Data: throughput rows of summary.csv, of Node alone.
file  = run.'/summary.csv'
needs = 'engine experiment kernel variant n transfer time_ns low_ns high_ns'
apart = 'noop'
load style.'read.gp'
asked = 'js js-tuned wasm wasm-simd'
is_node(e) = e eq 'node' || (e[1:5] eq 'node-' && e[6:] + 0 > 0)
chosen(_)  = strcol('experiment') eq 'throughput' && strcol('transfer') eq 'resident' && is_node(strcol('engine')) && at(asked, strcol('variant')) && column('time_ns') > 0
load style.'engines.gp'
here(_)    = ours(0) && strcol('kernel') eq kernel && column('n') == smallest[p]
is(v)      = here(0) && strcol('variant') eq v
major(e)   = dots(release(e)) + 0.
oldest     = ''
do for [e in engines] { if (oldest eq '' || major(e) < major(oldest)) { oldest = e } }
x_of(_)    = major(strcol('engine'))
y_of(_)    = column('time_ns')/unit
low_of(_)  = tame(field('low_ns', column('time_ns')), column('time_ns'))/unit
high_of(_) = tame(field('high_ns', column('time_ns')), column('time_ns'))/unit

# Axes and labels.
question = 'How has Node changed?'
how      = sprintf('Lower is better. Time over that of js in Node %.0f, the oldest here; smallest size, in one call. Bars: 95 %% intervals.', major(oldest))
x_name   = 'version of Node, and of its V8'
y_name   = 'relative time (log scale)'
listed   = variants
one_size = 1
load style.'frame.gp'

names = ''
minor(s)   = dots(s).'.'.dots(s[strlen(dots(s)) + 2:])
below(e)   = v8_of[at(engines, e)] eq '' ? '' : 'V8 '.minor(v8_of[at(engines, e)])
do for [e in engines] { names = names.(names eq '' ? '' : ', ').sprintf('"%.0f\n%s" %.0f', major(e), below(e), major(e)) }
do for [p=1:panels] {
  unit = 1.
  kernel = word(kernels, p)
  stats file using (is('js') && strcol('engine') eq oldest ? (unit = column('time_ns'), 0) : 0) nooutput
  load style.'panel.gp'
  unset logscale x
  eval 'set xtics nomirror ('.names.')'
  set xrange [x_least - 1 : x_most + 1]
  tick(x) = number(x).'×'
  axis = 'y'; from = least/1.4; to = max(most*1.3, 1.3); load style.'ticks.gp'
  plot for [v in members] file using (is(v) ? x_of(0) : NaN):(y_of(0)) smooth unique with lines lw 4 lc rgb colour(v), \
       for [v in members] file using (is(v) ? x_of(0) : NaN):(y_of(0)):(low_of(0)):(high_of(0)) with yerrorbars lw 3 lc rgb colour(v) pt solid(v)
}
unset multiplot
