# For the panel of `kernel`: `paired`, the members measured both resident and copied, with
# a band between the two, and resident[row]; js, if there, as a line down the panel.
array resident[99]; array moved[99]
paired = ''
remember_x(v, t) = (t eq 'copy' ? (moved[at(variants, v)] = x_of(0)) : (resident[at(variants, v)] = x_of(0)), 0)
do for [i=1:99] { resident[i] = NaN; moved[i] = NaN }
stats file using (here(0) ? remember_x(strcol('variant'), strcol('transfer')) : 0) nooutput
unset arrow
do for [v in members] {
  i = at(variants, v)
  if (resident[i] == resident[i] && moved[i] == moved[i]) {
    paired = add(paired, v)
    set arrow i from resident[i], i to moved[i], i nohead lw 8 lc rgb hair back
  }
}
i = at(variants, 'js')
if (i && resident[i] == resident[i]) { set arrow 100 from resident[i], graph 0 to resident[i], graph 1 nohead lw 3 dt (8,8) lc rgb colour('js') back }
