# Rows instead of a y axis, the first on top, named beside the leftmost panels.
# Reads: rows_of, what has a row each; titled(row), its name; p, columns, panel_h, face.
# Sets:  row(), the height of a row; row_font, the size of a font that fits.
row(v) = at(rows_of, v)
row_font = min(24, 0.8*panel_h/words(rows_of))
names = ''
do for [v in rows_of] {
  names = names.(names eq '' ? '' : ', ').sprintf('%s %d', in_quotes((p - 1) % columns ? '' : titled(v)), row(v))
}
eval 'set ytics ('.names.') scale 0 font "'.face.','.sprintf('%.0f', row_font).'" noenhanced'
set yrange [words(rows_of) + 0.6 : 0.4]
set grid noytics
