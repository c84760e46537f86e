# The rows of `file` that cross and have JavaScript to be measured against, `count` of them, kernel
# by kernel: row_name[i], row_kernel[i], row_variant[i], row_copied[i], batch[i] (0: never), low[i]
# and high[i] (0: open), on one machine and of one engine (main-engine.gp). Sets `variants` and `kernels`, the panels:
# columns of `per_column` rows; `widest`, the largest number, and name_px, how wide the names are.
crosses(_) = strcol('variant')[1:2] ne 'js' && strcol('engine') ne 'native'
chosen(_) = crosses(0)
load style.'main-engine.gp'
chosen(_) = crosses(0) && on_machine(0) && strcol('kernel') ne 'noop' && strcol('engine') eq engine && strlen(strcol('baseline')) && (only eq '' || at(only, strcol('kernel')))

found = ''; names = ''
stats file using (chosen(0) ? (found = add(found, strcol('variant')), names = add(names, strcol('kernel')), 0) : 0) nooutput
if (names eq '') { print chart.': '.file.' has no rows for this chart; nothing drawn'; exit status 0 }
variants = ''
do for [v in known.' '.found] { if (at(found, v)) { variants = add(variants, v) } }

most_rows = 60
array row_name[most_rows]; array row_kernel[most_rows]; array row_variant[most_rows]; array row_copied[most_rows]
array batch[most_rows]; array low[most_rows]; array high[most_rows]
count = 0; widest = 1; most_name = 0
take(k, v, t) = count >= most_rows ? 0 : (count = count + 1, row_kernel[count] = k, row_variant[count] = v, row_copied[count] = t eq 'copy', \
                row_name[count] = k.'  '.v.(t eq 'copy' ? ' +copy' : ''), \
                batch[count] = field('break_even_batch', 0), low[count] = field('break_even_low', batch[count]), \
                high[count] = batch[count] > 0 && !strlen(strcol('break_even_high')) && strlen(strcol('break_even_low')) ? 0 : field('break_even_high', batch[count]), \
                widest = max(widest, max(batch[count], max(low[count], high[count]))), \
                most_name = max(most_name, strlen(row_name[count])), 0)
do for [k in names] { stats file using (chosen(0) && strcol('kernel') eq k ? take(k, strcol('variant'), strcol('transfer')) : 0) nooutput }
text_of(i) = batch[i] <= 0 ? 'never' : batch[i] <= 1 ? 'at once' : high[i] <= 0 ? sprintf('%.0f (≥ %.0f)', batch[i], low[i]) : \
             high[i] > low[i] ? sprintf('%.0f (%.0f–%.0f)', batch[i], low[i], high[i]) : sprintf('%.0f', batch[i])

row_columns = count > 44 ? 3 : count > 20 ? 2 : 1
per_column  = int((count + row_columns - 1)/row_columns)
name_px = most_name*14.
kernels = ''
do for [i=1:row_columns] { kernels = kernels.' column' }
