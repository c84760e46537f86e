# What does a crossing cost, and when does it pay, in each engine?
# One panel an engine, the same scales in all: nanoseconds an element of one kernel against elements a call.
chart = 'crossings-engines'
load (style = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'

# Data: crossings rows of summary.csv, of dot-f32, or else of the first kernel that does something; break-even
# out of crossings.csv, where that is.
fitted = run.'/crossings.csv'
fits   = system('test -s "'.fitted.'" && echo 1') eq '1'
file   = run.'/summary.csv'
needs  = 'engine experiment kernel variant n batch transfer low_ns high_ns ns_per_element'
apart  = 'noop'
load style.'read.gp'
asked  = 'js wasm wasm-simd'
chosen(_)  = strcol('experiment') eq 'crossings' && strcol('transfer') eq 'resident' && at(asked, strcol('variant')) && column('ns_per_element') > 0
load style.'engines.gp'
only   = at(kernels, 'dot-f32') ? 'dot-f32' : word(kernels, 1)
size   = smallest[at(kernels, only)]
here(_)    = ours(0) && column('n') == size && (panel_engine eq '' || strcol('engine') eq panel_engine)
is(v)      = here(0) && strcol('variant') eq v
x_of(_)    = column('batch')
y_of(_)    = column('ns_per_element')
from_of(_) = field('low_ns',  column('n')*y_of(0))/column('n')
to_of(_)   = field('high_ns', column('n')*y_of(0))/column('n')
low_of(_)  = tame(from_of(0), y_of(0))
high_of(_) = tame(to_of(0), y_of(0))

# Axes and labels.
question = 'What does a crossing cost, in each engine?'
how      = sprintf('%s, %.0f elements in calls of so many, resident. Lower is better. Rings, ≥: break-even against the best js. Bars: 95 %% intervals.', only, size)
x_name   = 'elements per call (batch)'
y_name   = 'time per element (ns)'
listed   = variants
kernels  = engines
gap_x    = 60; gap_y = 70
left     = 150
load style.'frame.gp'

# Of WebAssembly the batches from which it pays, in the panel's head: "≥ 16" or "never".
fit_of(v)   = (!strstrt(','.fit_header.',', ',machine,') || shown_machine eq '' || strcol('machine') eq shown_machine) && strcol('engine') eq panel_engine && strcol('kernel') eq only && strcol('variant') eq v && strcol('transfer') eq 'resident'
# Where the curve is as low as the best JavaScript in one call.
base_of(v)  = on_machine(0) && strcol('experiment') eq 'crossings' && strcol('engine') eq panel_engine && strcol('kernel') eq only && strcol('variant') eq v && column('n') == size && column('batch') == size
fit_header  = ''
if (fits) { raw_file = fitted; raw_row = 0; load style.'raw-row.gp'; fit_header = raw }

# Bars beside each other, not on top.
aside(v)    = 1.12**(at(all, v) - (words(all) + 1)/2.)
panel_engine = ''; load style.'span.gp'
low_end = least/1.5; high_end = most*1.5; all = members
do for [p=1:panels] {
  panel_engine = word(engines, p)
  set autoscale; unset logscale # what the panel before had would hide rows from stats
  load style.'place.gp'
  set label 1 bold(titled(panel_engine)) at screen edge_l/width, screen (edge_t + 22)/height font face.',27' textcolor rgb ink
  slot = 0
  do for [v in all] {
    batch = 0
    if (fits && v[1:2] ne 'js') { stats fitted using (fit_of(v) ? (batch = field('break_even_batch', -1), against = strcol('baseline'), 0) : 0) nooutput }
    if (batch != 0) {
      slot = slot + 1
      slot_x = edge_l + panel_w - 135*(words(all) - at(all, v) + 1) + 10
      set label 20 + slot '' at screen slot_x/width, screen (edge_t + 22)/height point pt solid(v) ps dot lc rgb colour(v)
      said = batch > 0 ? sprintf('≥ %.0f', batch) : 'never'
      set label 30 + slot said at screen (slot_x + 16)/width, screen (edge_t + 22)/height font face.',22' textcolor rgb ink noenhanced
    }
    if (batch > 0) {
      ring_y = NaN
      stats file using (base_of(against) ? (ring_y = y_of(0), 0) : 0) nooutput
      if (ring_y == ring_y) { set label 40 + slot '' at batch, ring_y point pt 6 ps 1.8*dot lw 3 lc rgb ink front }
    }
  }
  tick(x) = (p - 1) % columns ? '' : number(x)
  axis = 'y'; from = low_end; to = high_end; load style.'ticks.gp'
  tick(x) = p + columns <= panels ? '' : x < 1e5 ? sprintf('%.0f', x) : sprintf('%gMi', x/1048576.)
  axis = 'x'; from = x_least/1.6; to = x_most*1.6; powers = 16.; load style.'ticks.gp'
  plot for [v in all] file using (is(v) ? x_of(0)*aside(v) : NaN):(y_of(0)) smooth unique with lines lw 4 lc rgb colour(v), \
       for [v in all] file using (is(v) ? x_of(0)*aside(v) : NaN):(y_of(0)):(max(low_end, from_of(0))):(to_of(0)) with yerrorbars lw 2 lc rgb colour(v) pt 0, \
       for [v in all] file using (is(v) ? x_of(0)*aside(v) : NaN):(y_of(0)) with points lc rgb colour(v) pt solid(v)
}
unset multiplot
