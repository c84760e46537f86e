# Draws speedups by engine: one panel a kernel, a row an engine, in it the marks of the members one below the other. Of
# rows of ratios.csv whose base is js of the same engine.
# Reads: file, question, how; by_machine; what engines.gp and frame.gp read.
# Sets:  everything that the panels need; it is the last that a chart loads.
asked = 'js-tuned wasm wasm-simd wasm-relaxed'
over_js(_) = strcol('base_variant') eq 'js' && strcol('base_engine') eq strcol('engine')
chosen(_)  = strcol('experiment') eq 'throughput' && strcol('transfer') eq 'resident' && over_js(0) && \
             at(asked, strcol('variant')) && column('ratio') > 0
load look.'engines.gp'
here(_)    = ours(0) && at(engines, who(0)) && (kernel eq '' || strcol('kernel') eq kernel) && \
             column('n') == smallest[at(kernels, strcol('kernel'))]
is(v)      = here(0) && member(0) eq v
x_of(_)    = column('ratio')
from_of(_) = field('ratio_low', x_of(0))
to_of(_)   = field('ratio_high', x_of(0))
low_of(_)  = tame(from_of(0), x_of(0))
high_of(_) = tame(to_of(0), x_of(0))

x_name   = 'speedup over js of the same engine (×, log scale)'
y_name   = ''
listed   = variants
left     = 50 + 14*longest_title; gap_x = 50; gap_y = 66
tick(x)  = p + columns > panels ? number(x).'×' : ''
one_size = 1
load look.'frame.gp'

# One range for all panels.
kernel = ''; load look.'span.gp'
from = min(0.8, least/1.25); to = max(1.5, most*1.15)
do for [p=1:panels] {
  load look.'panel.gp'
  load look.'engine-rows.gp'
  axis = 'x'; load look.'ticks.gp'
  set arrow 100 from 1, graph 0 to 1, graph 1 nohead lw 4 lc rgb colour('js') back
  plot for [v in members] file using (is(v) ? x_of(0) : NaN):(row_of(v)):(max(from, from_of(0))):(to_of(0)) \
         with xerrorbars lw 2 lc rgb colour(v) pt 0, \
       for [v in members] file using (is(v) ? x_of(0) : NaN):(row_of(v)) \
         with points lc rgb colour(v) pt solid(v) ps mark
}
unset multiplot
