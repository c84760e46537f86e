# Rows instead of a y axis: one of `variants` each, the first on top, named beside the
# leftmost panels; row(v) is its height, `row_font` fits.
row(v) = at(variants, v)
row_font = min(24, 0.8*panel_h/words(variants))
names = ''
do for [v in variants] { names = names.(names eq '' ? '' : ', ').sprintf('"%s" %d', (p - 1) % columns ? '' : v, row(v)) }
eval 'set ytics ('.names.') scale 0 font "'.face.','.sprintf('%.0f', row_font).'"'
set yrange [words(variants) + 0.6 : 0.4]
set grid noytics
