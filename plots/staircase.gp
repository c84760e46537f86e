# What does an element cost as the data outgrows the caches?
# One panel a kernel: nanoseconds an element against problem size, batched, data resident.
chart = 'staircase'
load (look = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'

# Data: throughput rows of summary.csv.
path  = run.'/summary.csv'
needs = 'engine experiment kernel variant n transfer low_ns high_ns ns_per_element'
apart = 'noop'
load look.'read.gp'
chosen(_)  = strcol('experiment') eq 'throughput' && strcol('transfer') eq 'resident' && \
             column('ns_per_element') > 0
load look.'discover.gp'
# One size makes no stairs: such kernels have a panel only where there is no other.
stairs = ''
larger(_) = ours(0) && column('n') > smallest[at(kernels, strcol('kernel'))]
stats file using (larger(0) ? (stairs = add(stairs, strcol('kernel')), 0) : 0) nooutput
if (stairs ne '') { kernels = stairs }
here(_)    = ours(0) && strcol('kernel') eq kernel
is(v)      = here(0) && member(0) eq v
x_of(_)    = column('n')
y_of(_)    = column('ns_per_element')
from_of(_) = field('low_ns',  column('n')*y_of(0))/column('n')
to_of(_)   = field('high_ns', column('n')*y_of(0))/column('n')
low_of(_)  = tame(from_of(0), y_of(0))
high_of(_) = tame(to_of(0), y_of(0))

# Axes and labels.
question = 'What does an element cost as the data outgrows the caches?'
how      = 'Lower is better. All data in one call, resident in memory; bars: 95 % intervals.'
x_name   = 'problem size n (elements)'
y_name   = 'time per element (ns)'
listed   = variants
tick(x)  = number(x)
load look.'frame.gp'

do for [p=1:panels] {
  load look.'panel.gp'
  axis = 'x'; from = x_least/1.6; to = x_most*1.6; load look.'ticks.gp'
  axis = 'y'; from = least/1.3;   to = most*1.3;   load look.'ticks.gp'
  plot for [v in members] file using (is(v) ? x_of(0) : NaN):(y_of(0)) smooth unique with lines lw 4 lc rgb colour(v), \
       for [v in members] file using (is(v) ? x_of(0) : NaN):(y_of(0)):(max(from, from_of(0))):(to_of(0)) \
         with yerrorbars lw 3 lc rgb colour(v) pt solid(v)
}
unset multiplot
