# The place of panel number p in the grid: edge_l, edge_t, panel_w and panel_h in pixels, and the
# margins; `head` is room above it, gap_y below it. No label is left of the panel before.
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
