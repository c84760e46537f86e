# Before the plot of text number p: its place, large for the first of its line and `small` for
# the others, its name, and what its rows span (span.gp).
line  = at(directions, way_of(kernel))
place_in_line = 0
do for [i=1:p] { if (way_of(word(texts, i)) eq way_of(kernel)) { place_in_line = i == 1 || place_in_line == 0 ? 1 : place_in_line + 1 } }
small = place_in_line > 1
line_h  = (top - bottom + 55)/lines
edge_t  = top - 45 - line_h*(line - 1)
panel_h = line_h - 100
full    = most_small > 0 ? (right - left)*0.40 : right - left
small_w = most_small > 0 ? (right - left - full)/most_small : 0
edge_l  = small ? left + full + small_w*(place_in_line - 2) + 75 : left
panel_w = small ? small_w - 75 : full
set lmargin at screen edge_l/width
set rmargin at screen (edge_l + panel_w)/width
set tmargin at screen edge_t/height
set bmargin at screen (edge_t - panel_h)/height
unset label
set label 1 bold(kernel) at screen edge_l/width, screen (edge_t + 22)/height font face.(small ? ',21' : ',27') textcolor rgb ink
load style.'span.gp'
