# What does a whole process cost that does one job and ends?
# One panel a kernel: each run as a dot, the median of each variant and its 95 % interval.
chart = 'startup'
load (style = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'

# Data: startup.csv, one row a process.
file  = run.'/startup.csv'
needs = 'engine kernel variant n round elapsed_ns'
load style.'read.gp'
chosen(_)  = column('elapsed_ns') > 0
load style.'discover.gp'
here(_)    = ours(0) && (kernel eq '' || strcol('kernel') eq kernel) && column('n') == smallest[at(kernels, strcol('kernel'))]
is(v)      = here(0) && strcol('variant') eq v
x_of(_)    = column('elapsed_ns')
low_of(_)  = x_of(0)
high_of(_) = x_of(0)
scatter(i) = 0.5*(0.618034*i - floor(0.618034*i) - 0.5)

# Axes and labels.
question = 'What does it cost to start, do one job and end?'
how      = 'Left is better. Dots: whole processes, from start to exit. Whisker and number: the median and its 95 % interval.'
x_name   = 'time of the process (log scale)'
y_name   = ''
left     = 240; gap_x = 50
tick(x)  = moment(x)
one_size = 1
load style.'frame.gp'

# One range for all panels, with room for the median at the right.
kernel = ''; load style.'span.gp'
from = least/1.3; to = most*1.1*(most/from)**0.5
do for [p=1:panels] {
  load style.'panel.gp'
  load style.'medians.gp'
  load style.'rows.gp'
  axis = 'x'; load style.'ticks.gp'
  plot for [v in members] file using (is(v) ? x_of(0) : NaN):(row(v) + scatter(column('round'))) with points lc rgb colour(v) pt 7 ps 0.6*dot, \
       for [v in members] '+' using (middle[row(v)]):(row(v)) every ::0::0 with points pt 7 ps 0.8*dot lc rgb ground, \
       for [v in members] '+' using (middle[row(v)]):(row(v)):(middle[row(v)] - half[row(v)]):(middle[row(v)] + half[row(v)]) every ::0::0 with xerrorbars lw 4 lc rgb ink pt 7 ps 0.4*dot, \
       for [v in members] '+' using (to/(to/from)**0.01):(row(v)):(duration(middle[row(v)])) every ::0::0 with labels right font face.sprintf(',%.0f', row_font) textcolor rgb ink
}
unset multiplot
