# Before the plot of kernel number p: its place, its name, and what its rows span (span.gp).
kernel = word(kernels, p)
load style.'place.gp'

aside   = exists('one_size') ? sprintf('n = %.0f', smallest[p]) : ''
name_px = min(27, (panel_w - 14*strlen(aside))/0.68/strlen(kernel))
set label 1 bold(kernel) at screen edge_l/width, screen (edge_t + head + 22)/height font face.sprintf(',%.1f', name_px) textcolor rgb ink
set label 2 aside at screen (edge_l + panel_w)/width, screen (edge_t + head + 22)/height right font face.',22' textcolor rgb faint noenhanced

load style.'span.gp'
