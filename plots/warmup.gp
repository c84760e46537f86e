# How long until JavaScript and WebAssembly run at full speed?
# One panel a kernel, at its smallest size: time of each call from the very first, and where
# the code of the kernel comes into another tier.
chart = 'warmup'
load (style = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'

# Data: throughput rows of warmup.csv, batched and resident, of the JavaScript engine.
file  = run.'/warmup.csv'
needs = 'engine experiment kernel variant n transfer call elapsed_ns'
apart = 'noop'
load style.'read.gp'
tiers_known = strstrt(','.header.',', ',tier,phase,')
cold(_)    = tiers_known ? strcol('phase') eq 'cold' : 1
counts(_)  = cold(0) # others have rows of warm-ups that went wrong
chosen(_)  = cold(0) && strcol('experiment') eq 'throughput' && strcol('transfer') eq 'resident' && strcol('engine') ne 'native' && column('elapsed_ns') > 0
load style.'discover.gp'
here(_)    = ours(0) && strcol('kernel') eq kernel && column('n') == smallest[p]
x_of(_)    = column('call')
low_of(_)  = column('elapsed_ns')
high_of(_) = column('elapsed_ns')

# Axes and labels.
question = 'How long until it runs at full speed?'
how      = 'Lower is better. Each call of a fresh process from the first; smallest size, all data in one call.'
if (tiers_known) { how = 'Lower is better. Each call of a fresh process from the first; smallest size, in one call. Code by S sparkplug, M maglev, T turbofan, L liftoff.' }
x_name   = 'call number, from the first in the process'
y_name   = 'time of the call'
listed   = variants
left     = 185; gap_x = 145
one_size = 1
load style.'frame.gp'

do for [p=1:panels] {
  load style.'panel.gp'
  load style.'tiers.gp'
  tick(x) = number(x)
  axis = 'x'; from = x_least/1.2; to = x_most*1.2; load style.'ticks.gp'
  tick(x) = moment(x)
  axis = 'y'; from = least/1.5; to = most*1.5; load style.'ticks.gp'
  load style.'calls.gp'
  plot for [i=1:words(members)] $calls using (column('member') == i ? column('call') : NaN):(column('elapsed_ns')) with lines lw 2.5 lc rgb colour(word(members, i)), \
       for [i=1:words(members)] $calls using (column('member') == i && column('call') == 1 ? 1 : NaN):(column('elapsed_ns')) with points lc rgb colour(word(members, i)) pt solid(word(members, i))
}
unset multiplot
