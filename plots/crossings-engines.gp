# What does a crossing cost, in each engine?
# One panel an engine, the same scales in all: nanoseconds an element of one kernel against elements a call.
chart = 'crossings-engines'
load (style = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'style/').'start.gp'

# Data: crossings rows of summary.csv, of the first kernel that does something.
file   = run.'/summary.csv'
needs  = 'engine experiment kernel variant n batch transfer low_ns high_ns ns_per_element'
apart  = 'noop'
load style.'read.gp'
asked  = 'js js-tuned wasm wasm-simd'
chosen(_)  = strcol('experiment') eq 'crossings' && strcol('transfer') eq 'resident' && at(asked, strcol('variant')) && column('ns_per_element') > 0
load style.'engines.gp'
only   = word(kernels, 1)
here(_)    = ours(0) && column('n') == smallest[1] && (panel_engine eq '' || strcol('engine') eq panel_engine)
is(v)      = here(0) && strcol('variant') eq v
x_of(_)    = column('batch')
y_of(_)    = column('ns_per_element')
low_of(_)  = tame(field('low_ns',  column('n')*y_of(0))/column('n'), y_of(0))
high_of(_) = tame(field('high_ns', column('n')*y_of(0))/column('n'), y_of(0))

# Axes and labels.
question = 'What does a crossing cost, in each engine? '.only
how      = sprintf('Lower is better. The same %.0f elements in ever larger calls, data resident in memory. Bars: 95 %% intervals.', smallest[1])
x_name   = 'elements per call (batch)'
y_name   = 'time per element (ns)'
listed   = variants
kernels  = engines
gap_x    = 60
left     = 150
load style.'frame.gp'

panel_engine = ''; load style.'span.gp'
low_end = least/1.5; high_end = most*1.5
do for [p=1:panels] {
  panel_engine = word(engines, p)
  load style.'place.gp'
  set label 1 bold(titled(panel_engine)) at screen edge_l/width, screen (edge_t + 22)/height font face.',27' textcolor rgb ink
  tick(x) = (p - 1) % columns ? '' : number(x)
  axis = 'y'; from = low_end; to = high_end; load style.'ticks.gp'
  tick(x) = x < 1e5 ? sprintf('%.0f', x) : sprintf('%gMi', x/1048576.)
  axis = 'x'; from = x_least/1.6; to = x_most*1.6; powers = 16.; load style.'ticks.gp'
  plot for [v in members] file using (is(v) ? x_of(0) : NaN):(y_of(0)) smooth unique with lines lw 4 lc rgb colour(v), \
       for [v in members] file using (is(v) ? x_of(0) : NaN):(y_of(0)):(low_of(0)):(high_of(0)) with yerrorbars lw 3 lc rgb colour(v) pt solid(v)
}
unset multiplot
