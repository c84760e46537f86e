# What the rows that pass here() span.
# Reads: file, here(), member(), x_of(), low_of(), high_of(), variants.
# Sets:  least..most of low_of() and high_of(), x_least..x_most of x_of(); members, those of `variants` that they hold.
found = ''; least = NaN; most = NaN; x_least = NaN; x_most = NaN
lower(a, b) = a == a && a <= b ? a : b
upper(a, b) = a == a && a >= b ? a : b
span(m, x, low, high) = (found = add(found, m), least = lower(least, low), most = upper(most, high), \
                         x_least = lower(x_least, x), x_most = upper(x_most, x), 0)
set autoscale; unset logscale
stats file using (here(0) ? span(member(0), x_of(0), low_of(0), high_of(0)) : 0) nooutput
members = ''
do for [v in variants] { if (at(found, v)) { members = add(members, v) } }
