# Rows instead of a y axis: one of `rows_of` each, the first on top, named by titled(row)
# beside the leftmost panels; row(v) is its height, `row_font` fits.
row(v) = at(rows_of, v)
row_font = min(24, 0.8*panel_h/words(rows_of))
names = ''
do for [v in rows_of] { names = names.(names eq '' ? '' : ', ').sprintf('"%s" %d', (p - 1) % columns ? '' : titled(v), row(v)) }
eval 'set ytics ('.names.') scale 0 font "'.face.','.sprintf('%.0f', row_font).'" noenhanced'
set yrange [words(rows_of) + 0.6 : 0.4]
set grid noytics
