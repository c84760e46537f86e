# How long until JavaScript and WebAssembly run at full speed?
# One panel a kernel, at its smallest size: time of each call from the very first, and where the code of the kernel
# comes into another tier.
chart = 'warmup'
load (look = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'

# Data: throughput rows of warmup.csv, batched and resident, of the JavaScript engine.
path  = run.'/warmup.csv'
needs = 'engine experiment kernel variant n transfer call elapsed_ns'
apart = 'noop'
load look.'read.gp'
tiers_known = strstrt(','.header.',', ',tier,phase,')
cold(_)    = tiers_known ? strcol('phase') eq 'cold' : 1
counts(_)  = cold(0) # others have rows of warm-ups that went wrong
chosen(_)  = cold(0) && strcol('experiment') eq 'throughput' && strcol('transfer') eq 'resident' && \
             strcol('engine') ne 'native' && column('elapsed_ns') > 0
load look.'discover.gp'
here(_)    = ours(0) && strcol('kernel') eq kernel && column('n') == smallest[p]
x_of(_)    = column('call')
low_of(_)  = column('elapsed_ns')
high_of(_) = column('elapsed_ns')

# Axes and labels.
question = 'How long until it runs at full speed?'
how      = tiers_known ? \
           'Lower is better. Each call of a fresh process from the first; smallest size, in one call.'. \
           ' Code by S sparkplug, M maglev, T turbofan, L liftoff.' : \
           'Lower is better. Each call of a fresh process from the first; smallest size, all data in one call.'
x_name   = 'call number, from the first in the process'
y_name   = 'time of the call'
listed   = variants
left     = 185; gap_x = 145
one_size = 1
load look.'frame.gp'

# The tiers of a row are those of caller and callee, "maglev/liftoff+turbofan"; what counts is the callee's. `badges` of
# a member: call, time and first letter of each tier that is new there.
array tier_of[99]; array badges[99]
callee(s)  = replaced(s[strstrt(s, '/') + 1:*], '+', ' ')
unlike(now, before) = (fresh = '', words(now) == 0 ? 0 : \
                       (sum [k=1:words(now)] (at(before, word(now, k)) ? 0 : (fresh = word(now, k), 0))), fresh)
letter(w)  = w eq 'sparkplug' ? 'S' : w eq 'maglev' ? 'M' : w eq 'turbofan' ? 'T' : w eq 'liftoff' ? 'L' : '?'
badge(call, ns, name) = name eq '' ? '' : sprintf(' %.0f %.9g %s', call, ns, letter(name))
note(i, call, ns, tier) = (name = tier_of[i] eq '' ? '' : unlike(tier, tier_of[i]), tier_of[i] = tier, \
                           badges[i] = badges[i].badge(call, ns, name), 0)
see_tier(_) = note(at(members, member(0)), column('call'), column('elapsed_ns'), callee(strcol('tier')))
do for [p=1:panels] {
  load look.'panel.gp'
  do for [i=1:words(members)] { tier_of[i] = ''; badges[i] = '' }
  if (tiers_known) { stats file using (here(0) ? see_tier(0) : 0) nooutput }
  do for [i=1:words(members)] {
    do for [b=1:words(badges[i])/3] {
      x = real(word(badges[i], 3*b - 2)); y = real(word(badges[i], 3*b - 1))
      set label '' at x, y front point pt 7 ps 2.3*dot lc rgb colour(word(members, i))
      set label bold(word(badges[i], 3*b)) at x, y center front font face.',18' textcolor rgb ground
    }
  }

  tick(x) = number(x)
  axis = 'x'; from = x_least/1.2; to = x_most*1.2; load look.'ticks.gp'
  tick(x) = moment(x)
  axis = 'y'; from = least/1.5; to = most*1.5; load look.'ticks.gp'

  # $calls: the panel's rows of `file`, which is long, read once for all members.
  set print $calls
  print 'member,call,elapsed_ns'
  unset print
  set table $calls append separator comma
  plot file using (at(members, member(0))):(column('call')):(column('elapsed_ns')) with table if (here(0))
  unset table
  call_of(i) = column('member') == i ? column('call') : NaN
  first_of(i) = column('member') == i && column('call') == 1 ? 1 : NaN
  shade(i)   = colour(word(members, i))
  dashes(i)  = 1 + steps(word(members, i)) # lines have no shapes that would tell settings apart
  plot for [i=1:words(members)] $calls using (call_of(i)):(column('elapsed_ns')) \
         with lines lw 2.5 lc rgb shade(i) dt dashes(i), \
       for [i=1:words(members)] $calls using (first_of(i)):(column('elapsed_ns')) \
         with points lc rgb shade(i) pt solid(word(members, i))
}
unset multiplot
