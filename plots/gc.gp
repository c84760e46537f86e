# Objects of WebAssembly, linear memory, or objects of JavaScript?
# One panel a task on points: nanoseconds a point by way.
chart = 'gc'
load (look = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'
load look.'ways.gp'

# Data: gc.csv.
path  = run.'/gc.csv'
needs = 'engine kernel variant n item_ns item_low_ns item_high_ns speedup'
load look.'read.gp'
chosen(_)  = column('item_ns') > 0
load look.'discover.gp'
here(_)    = ours(0) && (kernel eq '' || strcol('kernel') eq kernel) && \
             column('n') == smallest[at(kernels, strcol('kernel'))]
is(v)      = here(0) && member(0) eq v
x_of(_)    = column('item_ns')
from_of(_) = field('item_low_ns',  x_of(0))
to_of(_)   = field('item_high_ns', x_of(0))
low_of(_)  = tame(from_of(0), x_of(0))
high_of(_) = tame(to_of(0), x_of(0))
faster(_)  = strcol('variant') eq 'js' || strlen(strcol('speedup')) == 0 ? '' : '  '.ratio(column('speedup'))
beside(_)  = duration(x_of(0)).faster(0)

# Axes and labels.
question = 'GC structs, linear memory or JavaScript objects?'
how      = 'Left is better. Time of a point; the factor is the speedup over js, whose time is the dashed line.'. \
           ' Whiskers: 95 % intervals.'
x_name   = 'time per point (ns, log scale)'
y_name   = ''
left     = 60 + 13.6*longest(variants); gap_x = 50
tick(x)  = number(x)
load look.'frame.gp'

# One range for all panels, with room for the numbers at the right.
kernel = ''; load look.'span.gp'
from = least/1.5; to = most*(most/from)**0.75
rows_of = variants; titled(v) = label(v)
do for [p=1:panels] {
  load look.'panel.gp'
  js_ns = 0.
  stats file using (is('js') ? (js_ns = x_of(0), 0) : 0) nooutput
  load look.'rows.gp'
  axis = 'x'; load look.'ticks.gp'
  unset arrow
  if (js_ns > 0) { set arrow 1 from js_ns, graph 0 to js_ns, graph 1 nohead lw 3 dt (8,8) lc rgb colour('js') back }
  plot for [v in members] file using (is(v) ? x_of(0) : NaN):(row(v)):(from_of(0)):(to_of(0)) \
         with xerrorbars lw 4 lc rgb colour(v) pt solid(v) ps 1.4*dot, \
       for [v in members] file using (is(v) ? to/(to/from)**0.01 : NaN):(row(v)):(beside(0)) \
         with labels right boxed font face.sprintf(',%.0f', row_font) textcolor rgb ink
}
unset multiplot
