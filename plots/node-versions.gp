# Did it get faster from Node to Node?
# One panel a kernel, at its smallest size (in cache), and one of a bare call: time by version of Node. The unit of each
# variant is its own time in the oldest version that has it. Speedups would not tell whether WebAssembly got faster or
# JavaScript slower, and plain times would hide a change of a few percent: here each line starts at 1. The unit is one
# number, so each bar is the interval of that time alone, out of summary.csv.
chart = 'node-versions'
load (look = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'

# Data: rows of summary.csv, of Node alone: throughput, and of noop the crossings of one element a call.
path  = run.'/summary.csv'
needs = 'engine experiment kernel variant n batch transfer time_ns low_ns high_ns'
load look.'read.gp'
asked = 'js js-tuned wasm wasm-simd wasm-relaxed'
bare_call(_) = strcol('experiment') eq 'crossings' && column('batch') == 1 && at('js wasm', strcol('variant'))
cell_of(_) = strcol('kernel') eq 'noop' ? bare_call(0) : strcol('experiment') eq 'throughput'
chosen(_)  = is_node(strcol('engine')) && cell_of(0) && strcol('transfer') eq 'resident' && \
             at(asked, strcol('variant')) && column('time_ns') > 0
load look.'engines.gp'

# The bare call comes last, and with it its size.
if (words(kernels) > 1 && at(kernels, 'noop')) {
  rest = kernels; kernels = ''; sizes = ''
  do for [k in rest] {
    if (k ne 'noop') { kernels = add(kernels, k); sizes = sizes.sprintf(' %.0f', smallest[at(rest, k)]) }
  }
  sizes = sizes.sprintf(' %.0f', smallest[at(rest, 'noop')]); kernels = kernels.' noop'
  do for [p=1:words(kernels)] { smallest[p] = real(word(sizes, p)) }
}
here(_)    = ours(0) && strcol('kernel') eq kernel && column('n') == smallest[p]
is(v)      = here(0) && member(0) eq v

# The unit of each variant: its time in the first version that has it.
array unit[99]; array first_at[99]
x_of(_)    = at(engines, strcol('engine'))
mine(_)    = max(1, at(variants, member(0)))
note_first(i) = first_at[i] <= x_of(0) ? 0 : (first_at[i] = x_of(0), unit[i] = column('time_ns'), 0)
y_of(_)    = column('time_ns')/unit[mine(0)]
from_of(_) = field('low_ns', column('time_ns'))/unit[mine(0)]
to_of(_)   = field('high_ns', column('time_ns'))/unit[mine(0)]
low_of(_)  = tame(from_of(0), y_of(0))
high_of(_) = tame(to_of(0), y_of(0))

# Axes and labels.
question = 'How has Node changed?'
how      = 'Lower is better. Time over that of the first version that has it; smallest size, one call; noop:'. \
           ' a bare call. Bars: 95 % interval of each time.'
x_name   = 'version of Node, and of its V8'
y_name   = 'time relative to the first version (log scale)'
listed   = variants
gap_x    = 45; gap_y = 112; feet = 24
one_size = 1
load look.'frame.gp'

# The variants side by side at each version, and one range for all panels.
step(v)  = words(variants) < 2 ? 0 : 0.36*((at(variants, v) - 1.)/(words(variants) - 1) - 0.5)
names = ''
do for [i=1:words(engines)] {
  e = word(engines, i)
  version = short(release(e)) eq '' ? e : short(release(e))
  names = names.(i > 1 ? ', ' : '').sprintf('"%s%s" %d', version, inside(e) eq '' ? '' : '\nV8 '.inside(e), i)
}
kernel = ''; lowest = 1.; highest = 1.
do for [p=1:panels] {
  kernel = word(kernels, p)
  do for [i=1:99] { first_at[i] = 999 }
  stats file using (here(0) ? note_first(mine(0)) : 0) nooutput
  load look.'span.gp'
  lowest = min(lowest, least); highest = max(highest, most)
}
do for [p=1:panels] {
  kernel = word(kernels, p)
  do for [i=1:99] { first_at[i] = 999 }
  set autoscale; unset logscale # what the panel before had would hide rows from stats
  stats file using (here(0) ? note_first(mine(0)) : 0) nooutput
  load look.'panel.gp'
  unset logscale x
  eval 'set xtics nomirror ('.names.') font "'.face.',20"'.sprintf(' offset 0, %g', near)
  set xrange [0.6 : words(engines) + 0.4]
  tick(x) = (p - 1) % columns ? '' : number(x).'×'
  axis = 'y'; from = min(0.9, lowest/1.05); to = max(1.1, highest*1.05); load look.'ticks.gp'
  unset arrow
  set arrow 1 from graph 0, first 1 to graph 1, first 1 nohead lw 3 dt (8,8) lc rgb faint back
  x_if(v) = is(v) ? x_of(0) + step(v) : NaN
  plot for [v in members] file using (x_if(v)):(y_of(0)) smooth unique with lines lw 4 lc rgb colour(v), \
       for [v in members] file using (x_if(v)):(y_of(0)):(max(from, from_of(0))):(to_of(0)) \
         with yerrorbars lw 2 lc rgb colour(v) pt 0, \
       for [v in members] file using (x_if(v)):(y_of(0)) with points lc rgb colour(v) pt solid(v)
}
unset multiplot
