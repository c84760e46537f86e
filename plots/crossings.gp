# What does a crossing between JavaScript and WebAssembly cost, and when does it pay?
# One panel a kernel: nanoseconds an element against elements a call; break-even is ringed.
chart = 'crossings'
load (look = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'

# Data: crossings rows of summary.csv; break-even out of crossings.csv.
path   = run.'/crossings.csv'
needs  = 'engine kernel variant transfer break_even_batch baseline'
load look.'read.gp'
fitted = file
path   = run.'/summary.csv'
needs  = 'engine experiment kernel variant n batch transfer low_ns high_ns ns_per_element'
apart  = 'noop'
load look.'read.gp'
chosen(_)  = strcol('experiment') eq 'crossings' && strcol('engine') ne 'native' && column('ns_per_element') > 0
load look.'discover.gp'
here(_)    = ours(0) && strcol('kernel') eq kernel && column('n') == smallest[p]
is(v, t)   = here(0) && member(0) eq v && strcol('transfer') eq t
x_of(_)    = column('batch')
y_of(_)    = column('ns_per_element')
from_of(_) = field('low_ns',  column('n')*y_of(0))/column('n')
to_of(_)   = field('high_ns', column('n')*y_of(0))/column('n')
low_of(_)  = tame(from_of(0), y_of(0))
high_of(_) = tame(to_of(0), y_of(0))

# Axes and labels.
question = 'What does a crossing cost, and when does it pay?'
how      = 'Filled: resident; hollow: copied. Grey: noop, the bare call. Rings, ≥: break-even batch against the'. \
           ' best js. Bars: 95 % intervals.'
x_name   = 'elements per call (batch)'
y_name   = 'time per element (ns)'
listed   = variants
tick(x)  = number(x)
load look.'frame.gp'

# What crosses; room for the break-even batches above each panel, unless there are so many panels that only the rings
# fit.
crossing = ''
do for [v in variants] { if (v[1:2] ne 'js') { crossing = add(crossing, v) } }
head = rows > 2 ? 0 : 64

# The floor: wasm that does nothing, of the first setting in the file.
floor_of = ''
noop(_)  = chosen(0) && on_machine(0) && strcol('kernel') eq apart && strcol('engine') eq engine && \
           strcol('variant') eq 'wasm' && strcol('transfer') eq 'resident'
stats file using (noop(0) && floor_of eq '' ? (floor_of = member(0), 0) : 0) nooutput
floor_x(_) = noop(0) && member(0) eq floor_of ? x_of(0) : NaN
floor_line = floor_of eq '' ? '' : \
  'file using (floor_x(0)):(y_of(0)) smooth unique with lines lw 5 lc rgb faint dt (4,6), '

# A row of crossings.csv, and where the curve is as low as the best JavaScript in one call: that of the same setting, or
# else that without one.
fit_of(v, t) = on_machine(0) && strcol('engine') eq engine && strcol('kernel') eq kernel && member(0) eq v && \
               strcol('transfer') eq t
read_fit(_)  = (batch = field('break_even_batch', -1), against = strcol('baseline'), 0)
in_one_call(_) = here(0) && column('batch') == column('n')
is_base(s)   = in_one_call(0) && strcol('variant') eq against && setting_in(member(0)) eq s

do for [p=1:panels] {
  load look.'panel.gp'
  copied = ''
  stats file using (here(0) && strcol('transfer') eq 'copy' ? (copied = add(copied, member(0)), 0) : 0) nooutput

  # Under the kernel's name a line for resident and one for copied data: each member's point and its break-even batch.
  slot_w  = panel_w/max(1, words(crossing))
  slot_px = min(23, panel_w/max(1, words(crossing))/6.)
  tag = 10
  do for [t in 'resident copy'] { do for [v in crossing] {
    batch = 0
    stats fitted using (fit_of(v, t) ? read_fit(0) : 0) nooutput
    tag = tag + 3
    slot_x = edge_l + slot_w*(at(crossing, v) - 1)
    slot_y = edge_t + (t eq 'copy' ? 16 : 46)
    if (batch != 0 && head > 0) {
      shape = t eq 'copy' ? ring(v) : solid(v)
      said  = batch > 0 ? sprintf('≥ %.0f', batch) : 'never'
      font  = face.sprintf(',%.0f', slot_px)
      set label tag '' at screen (slot_x + 12)/width, screen slot_y/height point pt shape ps dot lc rgb colour(v)
      set label tag + 1 said at screen (slot_x + 30)/width, screen slot_y/height font font textcolor rgb ink noenhanced
    }
    if (batch > 0) {
      do for [m in v.' '.variant_in(v)] {
        ring_y = NaN
        stats file using (is_base(setting_in(m)) ? (ring_y = y_of(0), 0) : 0) nooutput
        if (ring_y == ring_y) { break }
      }
      if (ring_y == ring_y) { set label tag + 2 '' at batch, ring_y point pt 6 ps 1.8*dot lw 3 lc rgb ink front }
    }
  } }

  axis = 'y'; from = least/1.5; to = most*1.5; lowest = from; load look.'ticks.gp'
  tick(x) = x < 1e5 ? sprintf('%.0f', x) : sprintf('%gMi', x/1048576.)
  axis = 'x'; from = x_least/1.6; to = x_most*1.6; powers = 16.; load look.'ticks.gp'
  tick(x) = number(x)
  resident_x(v) = is(v, 'resident') ? x_of(0) : NaN
  copied_x(v)   = is(v, 'copy') ? x_of(0) : NaN
  plot @floor_line for [v in members] file using (resident_x(v)):(y_of(0)) \
         smooth unique with lines lw 4 lc rgb colour(v), \
       for [i=1:words(copied)] file using (copied_x(word(copied, i))):(y_of(0)) \
         smooth unique with lines lw 3 lc rgb colour(word(copied, i)) dt (12,8), \
       for [v in members] file using (resident_x(v)):(y_of(0)):(max(lowest, from_of(0))):(to_of(0)) \
         with yerrorbars lw 3 lc rgb colour(v) pt solid(v), \
       for [i=1:words(copied)] file using (copied_x(word(copied, i))):(y_of(0)):(max(lowest, from_of(0))):(to_of(0)) \
         with yerrorbars lw 3 lc rgb colour(word(copied, i)) pt ring(word(copied, i))
}
unset multiplot
