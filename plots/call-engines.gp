# What does a call cost in each engine?
# A row an engine: nanoseconds of a call by direction, net of the loop; or where a run has no calls.csv, of noop, called
# n times: the slope over the number of calls, for a function of JavaScript and one of WebAssembly.
chart = 'call-engines'
load (look = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'

# Data: of calls.csv two numbers to one, in callees that stay calls; or else the kernel of crossings.csv that does
# nothing. The former reads better: it has both directions, and the loop is taken off.
path = run.'/calls.csv'
net  = there(path)
if (net) {
  load look.'ways.gp'
  needs = 'engine kernel signature direction callee site held chain repeat net_ns net_low_ns net_high_ns'
  asked = 'js-to-js js-to-wasm wasm-to-js wasm-to-wasm'
  plain_call(_) = strcol('callee') eq 'opaque' && strcol('site') eq 'monomorphic' && strcol('held') eq 'variable' && \
                  column('chain') == 0 && column('repeat') == 1
  chosen(_) = strcol('signature') eq 'i32-2' && at(asked, strcol('direction')) && plain_call(0) && \
              strlen(strcol('net_ns')) > 0
  member(_) = with_setting(strcol('direction'))
  name_x = 'net_ns'; name_low = 'net_low_ns'; name_high = 'net_high_ns'
} else {
  path  = run.'/crossings.csv'
  needs = 'engine kernel variant transfer call_ns call_ns_low call_ns_high'
  asked = 'js wasm'
  chosen(_) = strcol('kernel') eq 'noop' && strcol('transfer') eq 'resident' && at(asked, strcol('variant')) && \
              column('call_ns') > 0
  name_x = 'call_ns'; name_low = 'call_ns_low'; name_high = 'call_ns_high'
}
load look.'read.gp'
load look.'engines.gp'
here(_)    = ours(0)
is(v)      = here(0) && member(0) eq v
x_of(_)    = column(name_x)
from_of(_) = field(name_low, x_of(0))
to_of(_)   = field(name_high, x_of(0))
low_of(_)  = x_of(0) > 0 ? tame(from_of(0), x_of(0)) : NaN
high_of(_) = x_of(0) > 0 ? tame(to_of(0), x_of(0)) : NaN

# Axes and labels.
question = 'What does a call cost, in each engine?'
how      = (net ? 'Left is better. A function of two numbers that is not inlined; the loop is taken off.' : \
                  'Left is better. A function that does nothing, called from a loop of JavaScript, with the loop.'). \
           ' Whiskers: 95 % intervals; ×: not measured.'
x_name   = net ? 'time of a call, net (ns, log scale)' : 'time of a call (ns, log scale)'
y_name   = ''
listed   = variants
left     = 50 + 14*longest_title; gap_x = 50
tick(x)  = number(x)
kernels  = 'all'
load look.'frame.gp'

# Room at the right for the number beside the longest whisker, and for the engines' engines.
p = 1
kernel = ''; load look.'span.gp'
from = least/1.4; to = most*1.1*(most/from)**0.2
load look.'place.gp'
load look.'engine-rows.gp'
axis = 'x'; load look.'ticks.gp'
do for [i=1:words(engines)] {
  e = word(engines, i)
  head_of_family = i == 1 ? 1 : family(e) ne family(word(engines, i - 1))
  if (head_of_family) {
    set label 500 + i family(e) at graph 1, first i - 0.33 right offset -0.5, 0 \
      font face.',22' textcolor rgb faint noenhanced
  }
}
value_px = min(24, max(18, 0.9*mark_px))
said(_)  = x_of(0) > 0 && (!net || from_of(0) > 0) ? duration(x_of(0)) : '< '.duration(max(0, to_of(0)))
shown(_) = max(from, x_of(0))
end_of(_) = min(max(shown(0), to_of(0)), to/(to/from)**0.12)
x_if(v)  = is(v) ? shown(0) : NaN
plot for [v in members] file using (x_if(v)):(row_of(v)):(max(from, from_of(0))):(max(shown(0), to_of(0))) \
       with xerrorbars lw 3 lc rgb colour(v) pt solid(v) ps mark, \
     for [v in members] file using (is(v) ? end_of(0) : NaN):(row_of(v)):(said(0)) \
       with labels left boxed offset 1, 0 font face.sprintf(',%.0f', value_px) textcolor rgb ink
unset multiplot
