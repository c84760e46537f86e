# The place of panel number p in the grid. No label of the panel before is left.
# Reads: p; columns, rows, left, right, top, bottom, width, height (frame.gp); gap_x, gap_y, room between panels
#        (default: 110, 100); head, room above a panel (default: 0).
# Sets:  edge_l, edge_t, panel_w, panel_h in pixels; the margins; gap_x, gap_y, head.
gap_x = exists('gap_x') ? gap_x : 110
head  = exists('head') ? head : 0
gap_y = exists('gap_y') ? gap_y : 100.
cell_w = (right - left + gap_x)/columns
cell_h = (top - bottom + gap_y - 45)/rows
edge_l = left + cell_w*((p - 1) % columns)
edge_t = top - 45 - head - cell_h*((p - 1)/columns)
panel_w = cell_w - gap_x
panel_h = cell_h - gap_y - head
set lmargin at screen edge_l/width
set rmargin at screen (edge_l + panel_w)/width
set tmargin at screen edge_t/height
set bmargin at screen (edge_t - panel_h)/height
unset label
