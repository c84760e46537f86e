# Did it get slower?
# One row a cell, the worst on top: change of the time against the base run.
chart = 'compare'
load (style = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'

# Data: the first rows of compare.csv, which has the worst first.
file  = run.'/compare.csv'
needs = 'engine experiment kernel variant n batch transfer change change_low change_high verdict threshold'
load style.'read.gp'
load style.'changes.gp'
x_of(_)    = log(1 + column('change'))
low_of(_)  = log(1 + field('change_low', column('change')))
high_of(_) = log(1 + field('change_high', column('change')))
is(v)      = strcol('variant') eq v

# Axes and labels.
question = 'Did it get slower?'
how      = 'Right of 0 is slower. Filled: proven, over all '.sprintf('%.0f', cells).' cells at once; hollow: no difference proven. Dashed: threshold. Whiskers: 95 % intervals.'
x_name   = 'change of the time against the base run (log scale)'
y_name   = ''
listed   = variants
kernels  = 'all'
left     = 40 + name_px
load style.'frame.gp'
load style.'change-rows.gp'

plot for [v in unproven] file every ::0::last using (is(v) && !proven(0) ? x_of(0) : NaN):(place_of(0)):(low_of(0)):(high_of(0)) with xerrorbars lw 3 lc rgb colour(v) pt ring(v) ps mark*dot, \
     for [v in decided]  file every ::0::last using (is(v) && proven(0) ? x_of(0) : NaN):(place_of(0)):(low_of(0)):(high_of(0)) with xerrorbars lw 4 lc rgb colour(v) pt solid(v) ps mark*dot
unset multiplot
