# What does it cost to change a page from WebAssembly?
# One panel a task: nanoseconds an element or pixel by browser, the ways' marks one above the other.
chart = 'dom'
load (style = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'style/').'start.gp'
load style.'ways.gp'
known = known.' wasm wasm-simd'
slots = slots.' 3    4'

# Data: dom.csv; a task is a kernel at one size.
file  = run.'/dom.csv'
needs = 'engine kernel variant n item_ns item_low_ns item_high_ns'
load style.'read.gp'
chosen(_)  = column('item_ns') > 0
least_engines = 1
load style.'engines.gp'
task(_)    = strcol('kernel').'/'.sprintf('%.0f', column('n'))
tasks      = ''
stats file using (ours(0) ? (tasks = add(tasks, task(0)), 0) : 0) nooutput
here(_)    = ours(0) && task(0) eq kernel
is(v)      = here(0) && strcol('variant') eq v
x_of(_)    = column('item_ns')
low_of(_)  = tame(field('item_low_ns', x_of(0)), x_of(0))
high_of(_) = tame(field('item_high_ns', x_of(0)), x_of(0))

# Axes and labels.
question = 'What does it cost to change a page?'
how      = 'Left is better. Time of the script; what the browser does later to show it is not in it. Whiskers: 95 % intervals.'
x_name   = 'time per element, or per pixel (ns, log scale)'
y_name   = ''
listed   = variants
left     = 210; gap_x = 50
tick(x)  = number(x)
kernels  = tasks
load style.'frame.gp'

size(t)   = t[strstrt(t, '/') + 1:]
subject(t) = t[1:strstrt(t, '/') - 1]
about(t)  = subject(t) eq 'text' ? 'the text of '.size(t).(size(t) eq '1' ? ' element' : ' elements') : subject(t) eq 'canvas' ? 'a blurred image of '.size(t).' pixels on a canvas' : t
do for [p=1:panels] {
  kernel = word(tasks, p)
  load style.'place.gp'
  set label 1 bold(about(kernel)) at screen edge_l/width, screen (edge_t + 22)/height font face.',27' textcolor rgb ink
  load style.'span.gp'
  beside(v) = words(members) < 2 ? 0 : 0.74*((at(members, v) - 1.)/(words(members) - 1) - 0.5)
  rows_of = engines
  load style.'named-rows.gp'
  axis = 'x'; from = least/1.3; to = most*1.3; load style.'ticks.gp'
  do for [i=1:words(engines) - 1] { set arrow i from graph 0, first i + 0.5 to graph 1, first i + 0.5 nohead lw 1 lc rgb hair back }
  plot for [v in members] file using (is(v) ? x_of(0) : NaN):(row(strcol('engine')) + beside(v)):(low_of(0)):(high_of(0)) with xerrorbars lw 3 lc rgb colour(v) pt solid(v) ps dot
  unset arrow
}
unset multiplot
