# Speedups by engine: one panel a kernel, a row for each of `engines`, the variants' marks in it one
# above the other. Of rows of ratios.csv whose base is js of the same engine.
asked = 'js-tuned wasm wasm-simd wasm-relaxed'
chosen(_)  = strcol('experiment') eq 'throughput' && strcol('transfer') eq 'resident' && strcol('base_variant') eq 'js' && strcol('base_engine') eq strcol('engine') && at(asked, strcol('variant')) && column('ratio') > 0
load style.'engines.gp'
here(_)    = ours(0) && (kernel eq '' || strcol('kernel') eq kernel) && column('n') == smallest[at(kernels, strcol('kernel'))]
is(v)      = here(0) && strcol('variant') eq v
x_of(_)    = column('ratio')
low_of(_)  = tame(field('ratio_low', x_of(0)), x_of(0))
high_of(_) = tame(field('ratio_high', x_of(0)), x_of(0))

x_name   = 'speedup over js of the same engine (×, log scale)'
y_name   = ''
listed   = variants
longest_title = 0
do for [e in engines] { longest_title = max(longest_title, strlen(titled(e))) }
left     = 50 + 15*longest_title; gap_x = 50
tick(x)  = number(x).'×'
one_size = 1
load style.'frame.gp'

# One range for all panels.
kernel = ''; load style.'span.gp'
from = min(0.8, least/1.1); to = max(1.5, most*1.1)
beside(v) = words(variants) < 2 ? 0 : 0.7*((at(variants, v) - 1.)/(words(variants) - 1) - 0.5)
do for [p=1:panels] {
  load style.'panel.gp'
  rows_of = engines
  load style.'named-rows.gp'
  axis = 'x'; load style.'ticks.gp'
  set arrow 1 from 1, graph 0 to 1, graph 1 nohead lw 3 lc rgb colour('js') back
  do for [i=1:words(engines) - 1] { set arrow i + 1 from graph 0, first i + 0.5 to graph 1, first i + 0.5 nohead lw 1 lc rgb hair back }
  plot for [v in members] file using (is(v) ? x_of(0) : NaN):(row(who(0)) + beside(v)):(low_of(0)):(high_of(0)) with xerrorbars lw 3 lc rgb colour(v) pt solid(v) ps 0.9*dot
  unset arrow
}
unset multiplot
