# What does a call cost in each engine?
# noop, called n times: the slope over the number of calls, for a function of JavaScript and one of WebAssembly.
chart = 'call-engines'
load (style = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'style/').'start.gp'

# Data: crossings.csv, the kernel that does nothing.
file  = run.'/crossings.csv'
needs = 'engine kernel variant transfer call_ns call_ns_low call_ns_high'
load style.'read.gp'
asked = 'js wasm'
chosen(_)  = strcol('kernel') eq 'noop' && strcol('transfer') eq 'resident' && at(asked, strcol('variant')) && column('call_ns') > 0
load style.'engines.gp'
here(_)    = ours(0)
is(v)      = here(0) && strcol('variant') eq v
x_of(_)    = column('call_ns')
low_of(_)  = tame(field('call_ns_low', x_of(0)), x_of(0))
high_of(_) = tame(field('call_ns_high', x_of(0)), x_of(0))

# Axes and labels.
question = 'What does a call cost, in each engine?'
how      = 'Left is better. A function that does nothing, called from a loop of JavaScript; the loop is part of it. Whiskers: 95 % intervals.'
x_name   = 'time of a call (ns, log scale)'
y_name   = ''
listed   = variants
left     = 235; gap_x = 50
tick(x)  = number(x)
load style.'frame.gp'

p = 1
kernel = ''; load style.'span.gp'
from = least/1.3; to = most*1.1*(most/from)**0.22
beside(v) = v eq 'js' ? -0.19 : 0.19
load style.'panel.gp'
unset label
rows_of = engines
load style.'named-rows.gp'
axis = 'x'; load style.'ticks.gp'
do for [i=1:words(engines) - 1] { set arrow i from graph 0, first i + 0.5 to graph 1, first i + 0.5 nohead lw 1 lc rgb hair back }
plot for [v in members] file using (is(v) ? x_of(0) : NaN):(row(strcol('engine')) + beside(v)):(low_of(0)):(high_of(0)) with xerrorbars lw 5 lc rgb colour(v) pt solid(v) ps 1.3*dot, \
     for [v in members] file using (is(v) ? high_of(0) : NaN):(row(strcol('engine')) + beside(v)):(duration(x_of(0))) with labels left offset 1, 0 font face.',22' textcolor rgb ink
unset multiplot
