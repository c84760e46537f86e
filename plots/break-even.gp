# How much work must one call bring to be worth it?
# One row a kernel and variant: the batch from which it is no slower than the best JavaScript.
chart = 'break-even'
load (style = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'

# Data: batching.csv, or crossings.csv where there is none.
file  = run.'/batching.csv'
if (system('test -s "'.file.'" && echo 1') ne '1') { file = run.'/crossings.csv' }
needs = 'engine kernel variant transfer break_even_batch break_even_low break_even_high baseline'
load style.'read.gp'
# gnuplot takes an empty field at the end of a row for that of a row before, so none ends one.
file = '< sed "s/$/,end/" "'.file.'"'
load style.'verdicts.gp'

# Axes and labels.
question = 'How much work must one call bring to be worth it?'
how      = 'Break-even batch: elements a call from which it is no slower than the best JavaScript. Filled: resident; hollow: copied. Whiskers: 95 % intervals.'
x_name   = 'break-even batch (elements per call, log scale)'
y_name   = ''
listed   = variants
gap_x    = 40 + name_px; left = 40 + name_px
load style.'frame.gp'

# One range for all columns, with room for the number at the right.
from = 0.7; to = max(widest, 10)*1.5; room = columns > 1 ? 0.75 : 0.24; to = to*(to/from)**room
tick(x) = number(x)
do for [p=1:panels] {
  load style.'place.gp'
  set tmargin at screen (edge_t + 30)/height
  first_row = per_column*(p - 1) + 1; last_row = min(count, per_column*p)
  row_font = min(24, 0.7*panel_h/per_column)
  tics_y = ''
  do for [i=first_row:last_row] { tics_y = tics_y.(i > first_row ? ', ' : '').sprintf('"%s" %d', row_name[i], i) }
  eval 'set ytics ('.tics_y.') scale 0 font "'.face.','.sprintf('%.0f', row_font).'" noenhanced'
  set yrange [first_row + per_column - 0.4 : first_row - 0.6]
  set grid noytics
  axis = 'x'; load style.'ticks.gp'
  unset arrow
  do for [i=first_row:last_row] {
    bold_row = batch[i] > 0
    set label 100 + i text_of(i) at to/(to/from)**0.01, i right font face.sprintf(',%.0f', row_font) textcolor rgb (bold_row ? ink : faint) noenhanced
    if (batch[i] > 0) {
      set arrow 3*i from low[i], i to (high[i] > 0 ? high[i] : to/(to/from)**(room/(1 + room))), i nohead lw 4 lc rgb colour(row_variant[i]) front
      if (high[i] <= 0) { set arrow 3*i head filled size screen 0.008, 20 }
      set label 500 + i '' at batch[i], i point pt (row_copied[i] ? ring(row_variant[i]) : solid(row_variant[i])) ps 1.4*dot lw 3 lc rgb colour(row_variant[i]) front
    }
    if (i > first_row && row_kernel[i] ne row_kernel[i - 1]) { set arrow 3*i + 1 from from, i - 0.5 to to, i - 0.5 nohead lw 1 lc rgb hair back }
  }
  plot NaN notitle
}
unset multiplot
