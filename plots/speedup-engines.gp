# How much faster than JavaScript, in each engine?
# One panel a kernel, at its smallest size (in cache, as in speedup.gp, and what a quick run measures in every engine):
# time of js over time of the variant, both in the engine of the row.
chart = 'speedup-engines'
load (look = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'

path  = run.'/ratios.csv'
needs = 'engine experiment kernel variant n transfer base_engine base_variant ratio ratio_low ratio_high'
apart = 'noop'
load look.'read.gp'

question = 'How much faster than JavaScript, in each engine?'
how      = 'Right of the line is faster than js of the same engine. Smallest size, one call;'. \
           ' whiskers: 95 % intervals; ×: not measured.'
load look.'speedup-rows.gp'
