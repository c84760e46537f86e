# How much work must one call bring to be worth it?
# One row a kernel and variant: the batch from which it is no slower than the best JavaScript.
chart = 'break-even'
load (look = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'

# Data: batching.csv, or crossings.csv where there is none. Of its rows those that cross and have JavaScript to be
# measured against.
path  = there(run.'/batching.csv') ? run.'/batching.csv' : run.'/crossings.csv'
needs = 'engine kernel variant transfer break_even_batch break_even_low break_even_high baseline'
load look.'read.gp'
crosses(_) = strcol('variant')[1:2] ne 'js' && strcol('engine') ne 'native'
chosen(_)  = crosses(0)
load look.'main-engine.gp'
chosen(_)  = crosses(0) && on_machine(0) && strcol('kernel') ne 'noop' && strcol('engine') eq engine && \
             strlen(strcol('baseline')) && (only eq '' || at(only, strcol('kernel')))
found = ''; names = ''
see(_)     = (found = add(found, member(0)), names = add(names, strcol('kernel')), 0)
stats file using (chosen(0) ? see(0) : 0) nooutput
if (names eq '') { print chart.': '.file_name.' has no rows for this chart; nothing drawn'; exit status 0 }
variants = in_order(found)

# `count` rows, kernel by kernel: batch[] is 0 for never, high[] 0 for an open end.
most_rows = 60
array row_name[most_rows]; array row_kernel[most_rows]; array row_member[most_rows]; array row_copied[most_rows]
array batch[most_rows]; array low[most_rows]; array high[most_rows]
count = 0; widest = 1; most_name = 0
copied(t)  = t eq 'copy' ? ' +copy' : ''
after(m)   = setting_in(m) eq '' ? '' : ' '.setting_in(m)
# A lower end without an upper one: the interval is open.
is_open(i) = batch[i] > 0 && !strlen(strcol('break_even_high')) && strlen(strcol('break_even_low'))
take(k, m, t) = (count = count + 1, row_kernel[count] = k, row_member[count] = m, row_copied[count] = t eq 'copy', \
                 row_name[count] = k.'  '.strcol('variant').copied(t).after(m), \
                 batch[count] = field('break_even_batch', 0), low[count] = field('break_even_low', batch[count]), \
                 high[count] = is_open(count) ? 0 : field('break_even_high', batch[count]), \
                 widest = max(widest, max(batch[count], max(low[count], high[count]))), \
                 most_name = max(most_name, strlen(row_name[count])), 0)
room_for(k) = count < most_rows && chosen(0) && strcol('kernel') eq k
do for [k in names] {
  stats file using (room_for(k) ? take(k, member(0), strcol('transfer')) : 0) nooutput
}
text_of(i) = batch[i] <= 0 ? 'never' : batch[i] <= 1 ? 'at once' : \
             high[i] <= 0 ? sprintf('%.0f (≥ %.0f)', batch[i], low[i]) : \
             high[i] > low[i] ? sprintf('%.0f (%.0f–%.0f)', batch[i], low[i], high[i]) : sprintf('%.0f', batch[i])

# The panels are columns of rows.
row_columns = count > 44 ? 3 : count > 20 ? 2 : 1
name_px = most_name*14.
# Names with a setting are long: what is left for the numbers has at least 300 pixels, or all the width that there is.
if (settings ne '') {
  while (row_columns > 1 && 1880./row_columns - 40 - name_px < 300) { row_columns = row_columns - 1 }
}
per_column  = int((count + row_columns - 1)/row_columns)
kernels = ''
do for [i=1:row_columns] { kernels = kernels.' column' }

# Axes and labels.
question = 'How much work must one call bring to be worth it?'
how      = 'Break-even batch: elements a call from which it is no slower than the best JavaScript.'. \
           ' Filled: resident; hollow: copied. Whiskers: 95 % intervals.'
x_name   = 'break-even batch (elements per call, log scale)'
y_name   = ''
listed   = variants
gap_x    = 40 + name_px; left = 40 + name_px
load look.'frame.gp'

# One range for all columns, with room for the number at the right.
from = 0.7; to = max(widest, 10)*1.5; room = columns > 1 ? 0.75 : 0.24; to = to*(to/from)**room
text_at = to/(to/from)**0.01; open_end = to/(to/from)**(room/(1 + room))
tick(x) = number(x)
do for [p=1:panels] {
  load look.'place.gp'
  set tmargin at screen (edge_t + 30)/height
  first_row = per_column*(p - 1) + 1; last_row = min(count, per_column*p)
  row_font = min(24, 0.7*panel_h/per_column)
  font     = face.sprintf(',%.0f', row_font)
  tics_y = ''
  do for [i=first_row:last_row] {
    tics_y = tics_y.(i > first_row ? ', ' : '').sprintf('%s %d', in_quotes(row_name[i]), i)
  }
  eval 'set ytics ('.tics_y.') scale 0 font "'.font.'" noenhanced'
  set yrange [first_row + per_column - 0.4 : first_row - 0.6]
  set grid noytics
  axis = 'x'; load look.'ticks.gp'
  unset arrow
  do for [i=first_row:last_row] {
    pays = batch[i] > 0; shade = colour(row_member[i])
    set label 100 + i text_of(i) at text_at, i right font font textcolor rgb (pays ? ink : faint) noenhanced
    if (pays) {
      set arrow 3*i from low[i], i to (high[i] > 0 ? high[i] : open_end), i nohead lw 4 lc rgb shade front
      if (high[i] <= 0) { set arrow 3*i head filled size screen 0.008, 20 }
      shape = row_copied[i] ? ring(row_member[i]) : solid(row_member[i])
      set label 500 + i '' at batch[i], i point pt shape ps 1.4*dot lw 3 lc rgb shade front
    }
    if (i > first_row && row_kernel[i] ne row_kernel[i - 1]) {
      set arrow 3*i + 1 from from, i - 0.5 to to, i - 0.5 nohead lw 1 lc rgb hair back
    }
  }
  plot NaN notitle
}
unset multiplot
