# What does it cost to copy the data into linear memory and the result out again?
# One panel a kernel, at its smallest size: resident against copied, JavaScript beside them.
chart = 'transfer'
load (style = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'

# Data: throughput rows of summary.csv: kernels and variants that were copied, and js.
file  = run.'/summary.csv'
needs = 'engine experiment kernel variant n transfer low_ns high_ns ns_per_element'
apart = 'noop'
load style.'read.gp'
chosen(_)  = strcol('experiment') eq 'throughput' && strcol('transfer') eq 'copy' && column('ns_per_element') > 0
load style.'discover.gp'
copied     = variants
variants   = at(variants, 'js') ? variants : 'js '.variants
chosen(_)  = strcol('experiment') eq 'throughput' && at(variants, strcol('variant')) && column('ns_per_element') > 0
here(_)    = ours(0) && strcol('kernel') eq kernel && column('n') == smallest[p]
is(v, t)   = here(0) && strcol('variant') eq v && strcol('transfer') eq t
x_of(_)    = column('ns_per_element')
from_of(_) = field('low_ns',  column('n')*x_of(0))/column('n')
to_of(_)   = field('high_ns', column('n')*x_of(0))/column('n')
low_of(_)  = tame(from_of(0), x_of(0))
high_of(_) = tame(to_of(0), x_of(0))

# Axes and labels.
question = 'What does copying the data in and out cost?'
how      = 'Left is better. Filled: data resident in linear memory; hollow: copied in and out, and the factor. Whiskers: 95 % intervals.'
x_name   = 'time per element (ns)'
y_name   = ''
left     = 240; gap_x = 50
tick(x)  = number(x)
one_size = 1
load style.'frame.gp'

do for [p=1:panels] {
  load style.'panel.gp'
  load style.'pairs.gp'
  load style.'rows.gp'
  axis = 'x'; from = least/1.3; to = most*1.1*(most/from)**0.35; load style.'ticks.gp'
  plot for [v in members] file using (is(v, 'resident') ? x_of(0) : NaN):(row(v)):(max(from, from_of(0))):(to_of(0)) with xerrorbars lw 3 lc rgb colour(v) pt solid(v) ps 1.3*dot, \
       for [v in paired]  file using (is(v, 'copy') ? x_of(0) : NaN):(row(v)):(max(from, from_of(0))):(to_of(0)) with xerrorbars lw 3 lc rgb colour(v) pt ring(v) ps 1.3*dot, \
       for [v in paired]  file using (is(v, 'copy') ? to/(to/from)**0.01 : NaN):(row(v)):(ratio(x_of(0)/resident[row(v)])) with labels right boxed font face.sprintf(',%.0f', row_font) textcolor rgb ink
}
unset multiplot
