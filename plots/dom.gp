# What does it cost to change a page from WebAssembly?
# One panel a task, a row a browser: nanoseconds an element or pixel, the ways' marks one below the other.
chart = 'dom'
load (look = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'
load look.'ways.gp'

# Data: dom.csv; a task is a kernel at one size.
path  = run.'/dom.csv'
needs = 'engine kernel variant n item_ns item_low_ns item_high_ns'
load look.'read.gp'
chosen(_)  = column('item_ns') > 0
least_engines = 1
load look.'engines.gp'
task(_)    = strcol('kernel').'/'.sprintf('%.0f', column('n'))
tasks      = ''
stats file using (ours(0) ? (tasks = add(tasks, task(0)), 0) : 0) nooutput
here(_)    = ours(0) && task(0) eq kernel
is(v)      = here(0) && member(0) eq v
x_of(_)    = column('item_ns')
from_of(_) = field('item_low_ns', x_of(0))
to_of(_)   = field('item_high_ns', x_of(0))
low_of(_)  = tame(from_of(0), x_of(0))
high_of(_) = tame(to_of(0), x_of(0))

# Axes and labels.
question = 'What does it cost to change a page?'
how      = 'Left is better. Time of the script, without what the browser does later to show it.'. \
           ' Whiskers: 95 % intervals; ×: not measured.'
x_name   = 'time per element, or per pixel (ns, log scale)'
y_name   = ''
# Panels have room for the names of ways without settings.
head     = settings eq '' ? 66 : 0; listed = settings eq '' ? '' : variants
left     = 50 + 14*longest_title; gap_x = 50
tick(x)  = number(x)
kernels  = tasks
load look.'frame.gp'

size(t)    = t[strstrt(t, '/') + 1:*]
subject(t) = t[1:strstrt(t, '/') - 1]
side(t)    = sqrt(size(t) + 0.)
square(t)  = side(t) == floor(side(t)) ? sprintf('%.0f × %.0f', side(t), side(t)) : size(t)
titled_task(t) = subject(t) eq 'text' ? 'text of '.size(t).(size(t) eq '1' ? ' element' : ' elements') : \
             subject(t) eq 'canvas' ? 'blurred image of '.square(t).' pixels' : subject(t).', n = '.size(t)
do for [p=1:panels] {
  kernel = word(tasks, p)
  load look.'place.gp'
  name_y = (edge_t + head + 22)/height
  set label 1 bold(titled_task(kernel)) at screen edge_l/width, screen name_y font face.',27' textcolor rgb ink
  load look.'span.gp'
  if (head) { load look.'way-legend.gp' }
  load look.'engine-rows.gp'
  axis = 'x'; from = least/1.4; to = most*1.25; load look.'ticks.gp'
  plot for [v in members] file using (is(v) ? x_of(0) : NaN):(row_of(v)):(max(from, from_of(0))):(to_of(0)) \
         with xerrorbars lw 2 lc rgb colour(v) pt 0, \
       for [v in members] file using (is(v) ? x_of(0) : NaN):(row_of(v)) \
         with points lc rgb colour(v) pt solid(v) ps mark
}
unset multiplot
