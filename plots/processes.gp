# What does a whole process cost that does one job and ends?
# One panel a kernel, at its smallest size: each process as a dot, and the time of each variant with its 95 % interval.
chart = 'processes'
load (look = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'

# Data: rows of the experiment `processes`, the times out of summary.csv, the dots out of samples.csv. A run of an older
# version has the dots in startup.csv. Without either the chart has no dots.
dots  = ''
path  = run.'/samples.csv'
if (there(path)) { rows_with = ',processes,'; load look.'open.gp'; dots = opened; nth = 'process' }
path  = run.'/startup.csv'
if (there(path)) { load look.'open.gp'; dots = opened; nth = 'round' }
path  = run.'/summary.csv'
needs = 'engine experiment kernel variant n time_ns low_ns high_ns'
load look.'read.gp'
chosen(_)  = strcol('experiment') eq 'processes' && column('time_ns') > 0
load look.'discover.gp'
of_size(_) = at(kernels, strcol('kernel')) && column('n') == smallest[max(1, at(kernels, strcol('kernel')))]
here(_)    = ours(0) && (kernel eq '' || strcol('kernel') eq kernel) && of_size(0)
is(v)      = here(0) && member(0) eq v
x_of(_)    = column('time_ns')
from_of(_) = field('low_ns', x_of(0))
to_of(_)   = field('high_ns', x_of(0))
low_of(_)  = tame(from_of(0), x_of(0))
high_of(_) = tame(to_of(0), x_of(0))

# $dots: of each process that is shown the numbers of kernel and member, its own, and the time. samples.csv may be
# long, so it is read once.
from_engine(_) = strcol('engine') eq engine || strcol('engine') eq 'native'
is_dot(_)  = on_machine(0) && from_engine(0) && of_size(0) && at(variants, member(0)) && column('elapsed_ns') > 0
set print $dots
print 'kernel,member,process,elapsed_ns'
unset print
if (dots ne '') {
  set table $dots append separator comma
  plot dots using (at(kernels, strcol('kernel'))):(at(variants, member(0))):(column(nth)):(column('elapsed_ns')) \
    with table if (is_dot(0))
  unset table
}

# Axes and labels.
question = 'What does it cost to start, do one job and end?'
how      = 'Left is better. Dots: whole processes, from start to exit. Whisker and number:'. \
           ' the time and its 95 % interval.'
x_name   = 'time of the process (log scale)'
y_name   = ''
left     = max(240, 60 + 13.6*longest(variants)); gap_x = 50
tick(x)  = moment(x)
one_size = 1
load look.'frame.gp'

# One range for all panels, with room for the number at the right.
kernel = ''; load look.'span.gp'
reach(x) = (least = min(least, x), most = max(most, x), 0)
if (|$dots| > 1) { stats $dots using (reach(column('elapsed_ns'))) nooutput }
from = least/1.3; to = most*1.1*(most/from)**0.5
scatter(i) = 0.5*(0.618034*i - floor(0.618034*i) - 0.5)
rows_of = variants; titled(v) = label(v)
do for [p=1:panels] {
  load look.'panel.gp'
  dotted = ''
  note(i) = column('kernel') == p ? (dotted = add(dotted, word(variants, i)), 0) : 0
  if (|$dots| > 1) { stats $dots using (note(int(column('member')))) nooutput }
  load look.'rows.gp'
  axis = 'x'; load look.'ticks.gp'
  dot_x(i)  = column('kernel') == p && column('member') == i ? column('elapsed_ns') : NaN
  dot_y(i)  = i + scatter(column('process'))
  time_x(v) = is(v) ? x_of(0) : NaN
  text_x(v) = is(v) ? to/(to/from)**0.01 : NaN
  # A run of before has no dots, and gnuplot warns of a plot without points.
  if (dotted ne '') {
    plot for [v in dotted] $dots using (dot_x(row(v))):(dot_y(row(v))) with points lc rgb colour(v) pt 7 ps 0.6*dot, \
         for [v in members] file using (time_x(v)):(row(v)) with points pt 7 ps 0.8*dot lc rgb ground, \
         for [v in members] file using (time_x(v)):(row(v)):(max(from, from_of(0))):(to_of(0)) \
           with xerrorbars lw 4 lc rgb ink pt 7 ps 0.4*dot, \
         for [v in members] file using (text_x(v)):(row(v)):(duration(x_of(0))) \
           with labels right font face.sprintf(',%.0f', row_font) textcolor rgb ink
  } else {
    plot for [v in members] file using (time_x(v)):(row(v)) with points pt 7 ps 0.8*dot lc rgb ground, \
         for [v in members] file using (time_x(v)):(row(v)):(max(from, from_of(0))):(to_of(0)) \
           with xerrorbars lw 4 lc rgb ink pt 7 ps 0.4*dot, \
         for [v in members] file using (text_x(v)):(row(v)):(duration(x_of(0))) \
           with labels right font face.sprintf(',%.0f', row_font) textcolor rgb ink
  }
}
unset multiplot
