# How much faster than JavaScript is each variant?
# One panel a kernel, at its smallest size (in cache): time of js over time of the variant.
chart = 'speedup'
load (look = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'

# Data: throughput rows of ratios.csv whose base is js of the engine that is shown. Native code has one such base, which
# may be in another engine: how js compares with native code, which all engines have, is turned around.
path  = run.'/ratios.csv'
needs = 'engine experiment kernel variant n transfer base_engine base_variant ratio ratio_low ratio_high'
apart = 'noop'
load look.'read.gp'
in_cache(_) = strcol('experiment') eq 'throughput' && strcol('transfer') eq 'resident' && column('ratio') > 0
chosen(_)  = in_cache(0) && strcol('base_variant') eq 'js'
load look.'main-engine.gp'
turned(_)  = strcol('engine') eq engine && strcol('variant') eq 'js' && strcol('base_engine') eq 'native'
turns      = 0
stats file using (in_cache(0) && on_machine(0) && turned(0) ? (turns = 1, 0) : 0) nooutput
direct(_)  = strcol('base_variant') eq 'js' && strcol('base_engine') eq engine && \
             !(turns && at('native native-simd', strcol('variant')))
chosen(_)  = in_cache(0) && (direct(0) || turned(0))
member(_)  = with_setting(turned(0) ? strcol('base_variant') : strcol('variant'))
load look.'discover.gp'
here(_)    = ours(0) && (kernel eq '' || strcol('kernel') eq kernel) && \
             column('n') == smallest[at(kernels, strcol('kernel'))]
is(v)      = here(0) && member(0) eq v
x_of(_)    = turned(0) ? 1/column('ratio') : column('ratio')
from_of(_) = turned(0) ? 1/field('ratio_high', column('ratio')) : field('ratio_low', x_of(0))
to_of(_)   = turned(0) ? 1/field('ratio_low', column('ratio')) : field('ratio_high', x_of(0))
low_of(_)  = tame(from_of(0), x_of(0))
high_of(_) = tame(to_of(0), x_of(0))

# Axes and labels.
question = 'How much faster than JavaScript?'
how      = 'Right of the line is faster than js. Smallest size, all data in one call, resident in memory;'. \
           ' whiskers: 95 % intervals.'
x_name   = 'speedup over js (×, log scale)'
y_name   = ''
left     = max(240, 60 + 13.6*longest(variants)); gap_x = 50
tick(x)  = number(x).'×'
one_size = 1
load look.'frame.gp'

# One range for all panels, with room for the value beside the longest bar.
kernel = ''; load look.'span.gp'; variants = members
from = min(0.8, least/1.2); to = max(1.5, most); to = to*(to/from)**0.35
set style fill solid border
rows_of = variants; titled(v) = label(v)
do for [p=1:panels] {
  load look.'panel.gp'
  load look.'rows.gp'
  axis = 'x'; load look.'ticks.gp'
  set arrow 1 from 1, graph 0 to 1, graph 1 nohead lw 3 lc rgb ink front
  bar_x(v)     = is(v) ? x_of(0) : NaN
  whisker_x(v) = is(v) ? max(from, from_of(0)) : NaN
  number_x(v)  = is(v) ? max(1, high_of(0)) : NaN
  bar_l(_) = min(1, x_of(0)); bar_r(_) = max(1, x_of(0))
  plot for [v in members] file using (bar_x(v)):(row(v)):(bar_l(0)):(bar_r(0)):(row(v) - 0.3):(row(v) + 0.3) \
         with boxxyerror lc rgb colour(v), \
       for [v in members] file using (whisker_x(v)):(row(v)):(min(to, to_of(0)) - max(from, from_of(0))):(0) \
         with vectors nohead lw 7 lc rgb ground, \
       for [v in members] file using (bar_x(v)):(row(v)):(max(from, from_of(0))):(to_of(0)) \
         with xerrorbars lw 3 lc rgb ink pt 7 ps 0.3*dot, \
       for [v in members] file using (number_x(v)):(row(v)):(ratio(x_of(0))) \
         with labels left offset 0.7, 0 boxed font face.sprintf(',%.0f', row_font) textcolor rgb ink
}
unset multiplot
