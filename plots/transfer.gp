# What does it cost to copy the data into linear memory and the result out again?
# One panel a kernel, at its smallest size: resident against copied, JavaScript beside them.
chart = 'transfer'
load (look = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'

# Data: throughput rows of summary.csv: kernels and variants that were copied, and js.
path  = run.'/summary.csv'
needs = 'engine experiment kernel variant n transfer low_ns high_ns ns_per_element'
apart = 'noop'
load look.'read.gp'
in_cache(_) = strcol('experiment') eq 'throughput' && column('ns_per_element') > 0
chosen(_)  = in_cache(0) && strcol('transfer') eq 'copy'
load look.'discover.gp'
variants   = at(variants, 'js') ? variants : 'js '.variants
chosen(_)  = in_cache(0) && at(variants, member(0))
here(_)    = ours(0) && strcol('kernel') eq kernel && column('n') == smallest[p]
is(v, t)   = here(0) && member(0) eq v && strcol('transfer') eq t
x_of(_)    = column('ns_per_element')
from_of(_) = field('low_ns',  column('n')*x_of(0))/column('n')
to_of(_)   = field('high_ns', column('n')*x_of(0))/column('n')
low_of(_)  = tame(from_of(0), x_of(0))
high_of(_) = tame(to_of(0), x_of(0))

# Axes and labels.
question = 'What does copying the data in and out cost?'
how      = 'Left is better. Filled: data resident in linear memory; hollow: copied in and out, and the factor.'. \
           ' Whiskers: 95 % intervals.'
x_name   = 'time per element (ns)'
y_name   = ''
left     = max(240, 60 + 13.6*longest(variants)); gap_x = 50
tick(x)  = number(x)
one_size = 1
load look.'frame.gp'

# Of the panel's members, by row: the time with data resident and copied.
array resident[99]; array moved[99]
keep(i, t) = (t eq 'copy' ? (moved[i] = x_of(0)) : (resident[i] = x_of(0)), 0)
rows_of = variants; titled(v) = label(v)
do for [p=1:panels] {
  load look.'panel.gp'
  do for [i=1:99] { resident[i] = NaN; moved[i] = NaN }
  stats file using (here(0) ? keep(at(variants, member(0)), strcol('transfer')) : 0) nooutput

  # `paired`: those measured in both ways, with a band between the two; js as a line down the panel.
  paired = ''
  unset arrow
  do for [v in members] {
    i = at(variants, v)
    if (resident[i] == resident[i] && moved[i] == moved[i]) {
      paired = add(paired, v)
      set arrow i from resident[i], i to moved[i], i nohead lw 8 lc rgb hair back
    }
  }
  js_x = resident[at(variants, 'js')]
  if (js_x == js_x) { set arrow 100 from js_x, graph 0 to js_x, graph 1 nohead lw 3 dt (8,8) lc rgb colour('js') back }

  load look.'rows.gp'
  axis = 'x'; from = least/1.3; to = most*1.1*(most/from)**0.35; load look.'ticks.gp'
  x_if(v, t) = is(v, t) ? x_of(0) : NaN
  text_x(v)  = is(v, 'copy') ? to/(to/from)**0.01 : NaN
  plot for [v in members] file using (x_if(v, 'resident')):(row(v)):(max(from, from_of(0))):(to_of(0)) \
         with xerrorbars lw 3 lc rgb colour(v) pt solid(v) ps 1.3*dot, \
       for [v in paired]  file using (x_if(v, 'copy')):(row(v)):(max(from, from_of(0))):(to_of(0)) \
         with xerrorbars lw 3 lc rgb colour(v) pt ring(v) ps 1.3*dot, \
       for [v in paired]  file using (text_x(v)):(row(v)):(ratio(x_of(0)/resident[row(v)])) \
         with labels right boxed font face.sprintf(',%.0f', row_font) textcolor rgb ink
}
unset multiplot
