# What does a crossing cost, and when does it pay, in each engine?
# One panel an engine, the same scales in all: nanoseconds an element of one kernel against elements a call.
chart = 'crossings-engines'
load (look = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'

# Data: crossings rows of summary.csv, of dot-f32, or else of the first kernel that does something; break-even out of
# crossings.csv, where that is.
path   = run.'/crossings.csv'
fits   = there(path)
if (fits) { load look.'open.gp'; fitted = opened }
path   = run.'/summary.csv'
needs  = 'engine experiment kernel variant n batch transfer low_ns high_ns ns_per_element'
apart  = 'noop'
load look.'read.gp'
asked  = 'js wasm wasm-simd'
chosen(_)  = strcol('experiment') eq 'crossings' && strcol('transfer') eq 'resident' && \
             at(asked, strcol('variant')) && column('ns_per_element') > 0
load look.'engines.gp'
only   = at(kernels, 'dot-f32') ? 'dot-f32' : word(kernels, 1)
size   = smallest[at(kernels, only)]
here(_)    = ours(0) && column('n') == size && (panel_engine eq '' || strcol('engine') eq panel_engine)
is(v)      = here(0) && member(0) eq v
x_of(_)    = column('batch')
y_of(_)    = column('ns_per_element')
from_of(_) = field('low_ns',  column('n')*y_of(0))/column('n')
to_of(_)   = field('high_ns', column('n')*y_of(0))/column('n')
low_of(_)  = tame(from_of(0), y_of(0))
high_of(_) = tame(to_of(0), y_of(0))

# Axes and labels.
question = 'What does a crossing cost, in each engine?'
how      = sprintf('%s, %.0f elements in calls of so many, resident. Lower is better.', only, size). \
           ' Rings, ≥: break-even against the best js. Bars: 95 % intervals.'
x_name   = 'elements per call (batch)'
y_name   = 'time per element (ns)'
listed   = variants
kernels  = engines
gap_x    = 60; gap_y = 70
left     = 150
load look.'frame.gp'

# Of WebAssembly the batches from which it pays, in the head of the panel: "≥ 16" or "never". Three members have room;
# of more only the rings are shown.
of_panel(_) = on_machine(0) && strcol('engine') eq panel_engine && strcol('kernel') eq only
fit_of(v)   = of_panel(0) && member(0) eq v && strcol('transfer') eq 'resident'
read_fit(_) = (batch = field('break_even_batch', -1), against = strcol('baseline'), 0)
# Where the curve is as low as the best JavaScript in one call: that of the same setting, or else that without one.
base_of(s)  = of_panel(0) && strcol('experiment') eq 'crossings' && strcol('variant') eq against && \
              setting_in(member(0)) eq s && column('n') == size && column('batch') == size

# Bars beside each other, not on top.
aside(v)    = 1.12**(at(all, v) - (words(all) + 1)/2.)
panel_engine = ''; load look.'span.gp'
low_end = least/1.5; high_end = most*1.5; all = members
do for [p=1:panels] {
  panel_engine = word(engines, p)
  set autoscale; unset logscale # what the panel before had would hide rows from stats
  load look.'place.gp'
  name_y = (edge_t + 22)/height
  set label 1 bold(titled(panel_engine)) at screen edge_l/width, screen name_y font face.',27' textcolor rgb ink
  slot = 0
  do for [v in all] {
    batch = 0
    if (fits && v[1:2] ne 'js') { stats fitted using (fit_of(v) ? read_fit(0) : 0) nooutput }
    if (batch != 0 && words(all) <= 3) {
      slot = slot + 1
      slot_x = edge_l + panel_w - 135*(words(all) - at(all, v) + 1) + 10
      set label 20 + slot '' at screen slot_x/width, screen name_y point pt solid(v) ps dot lc rgb colour(v)
      said = batch > 0 ? sprintf('≥ %.0f', batch) : 'never'
      set label 30 + slot said at screen (slot_x + 16)/width, screen name_y font face.',22' textcolor rgb ink noenhanced
    }
    if (batch > 0) {
      do for [m in v.' '.variant_in(v)] {
        ring_y = NaN
        stats file using (base_of(setting_in(m)) ? (ring_y = y_of(0), 0) : 0) nooutput
        if (ring_y == ring_y) { break }
      }
      if (ring_y == ring_y) { set label 40 + slot '' at batch, ring_y point pt 6 ps 1.8*dot lw 3 lc rgb ink front }
    }
  }
  tick(x) = (p - 1) % columns ? '' : number(x)
  axis = 'y'; from = low_end; to = high_end; load look.'ticks.gp'
  tick(x) = p + columns <= panels ? '' : x < 1e5 ? sprintf('%.0f', x) : sprintf('%gMi', x/1048576.)
  axis = 'x'; from = x_least/1.6; to = x_most*1.6; powers = 16.; load look.'ticks.gp'
  beside_x(v) = is(v) ? x_of(0)*aside(v) : NaN
  plot for [v in all] file using (beside_x(v)):(y_of(0)) smooth unique with lines lw 4 lc rgb colour(v), \
       for [v in all] file using (beside_x(v)):(y_of(0)):(max(low_end, from_of(0))):(to_of(0)) \
         with yerrorbars lw 2 lc rgb colour(v) pt 0, \
       for [v in all] file using (beside_x(v)):(y_of(0)) with points lc rgb colour(v) pt solid(v)
}
unset multiplot
