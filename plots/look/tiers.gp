# Where the code of a member comes into another tier, by the rows that pass here(): a badge on
# its line with the first letter of the tier's name. Rows without a `tier` column have none.
spaced(s)  = (text = '', strlen(s) == 0 ? 0 : (sum [j=1:strlen(s)] (text = text.(s[j:j] eq '+' ? ' ' : s[j:j]), 0)), text)
callee(s)  = spaced(s[strstrt(s, '/') + 1:*])
unlike(now, before) = (fresh = '', words(now) == 0 ? 0 : (sum [k=1:words(now)] (at(before, word(now, k)) ? 0 : (fresh = word(now, k), 0))), fresh)
letter(w)  = w eq 'sparkplug' ? 'S' : w eq 'maglev' ? 'M' : w eq 'turbofan' ? 'T' : w eq 'liftoff' ? 'L' : '?'
array tier_of[99]; array badges[99]
do for [i=1:words(members)] { tier_of[i] = ''; badges[i] = '' }
note(i, call, ns, tier) = (name = tier_of[i] eq '' ? '' : unlike(tier, tier_of[i]), tier_of[i] = tier, \
                           badges[i] = badges[i].(name eq '' ? '' : sprintf(' %.0f %.9g %s', call, ns, letter(name))), 0)
if (tiers_known) {
  stats file using (here(0) ? note(at(members, strcol('variant')), column('call'), column('elapsed_ns'), callee(strcol('tier'))) : 0) nooutput
}
do for [i=1:words(members)] {
  do for [b=1:words(badges[i])/3] {
    x = real(word(badges[i], 3*b - 2)); y = real(word(badges[i], 3*b - 1))
    set label '' at x, y front point pt 7 ps 2.3*dot lc rgb colour(word(members, i))
    set label bold(word(badges[i], 3*b)) at x, y center front font face.',18' textcolor rgb ground
  }
}
