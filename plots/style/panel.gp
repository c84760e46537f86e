# Before the plot of kernel number p: its place, its name, and what its rows span (span.gp).
kernel = word(kernels, p)
gap_x = exists('gap_x') ? gap_x : 110
head  = exists('head') ? head : 0
gap_y = 100. + head
cell_w = (right - left + gap_x)/columns
cell_h = (top - bottom + 100 - 45)/rows
edge_l = left + cell_w*((p - 1) % columns)
edge_t = top - 45 - head - cell_h*((p - 1)/columns)
panel_w = cell_w - gap_x
panel_h = cell_h - gap_y
set lmargin at screen edge_l/width
set rmargin at screen (edge_l + panel_w)/width
set tmargin at screen edge_t/height
set bmargin at screen (edge_t - panel_h)/height

unset label
aside   = exists('one_size') ? sprintf('n = %.0f', smallest[p]) : ''
name_px = min(27, (panel_w - 14*strlen(aside))/0.68/strlen(kernel))
set label 1 bold(kernel) at screen edge_l/width, screen (edge_t + head + 22)/height font face.sprintf(',%.1f', name_px) textcolor rgb ink
set label 2 aside at screen (edge_l + panel_w)/width, screen (edge_t + head + 22)/height right font face.',22' textcolor rgb faint noenhanced

load style.'span.gp'
