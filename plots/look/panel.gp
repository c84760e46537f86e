# Before the plot of kernel number p: its place, its name, and what its rows span.
# Reads: p, kernels; one_size, if there is one n a panel, and smallest[]; what place.gp and span.gp read.
# Sets:  kernel; what place.gp and span.gp set.
kernel = word(kernels, p)
load look.'place.gp'

aside   = exists('one_size') ? sprintf('n = %.0f', smallest[p]) : ''
name_px = min(27, (panel_w - 14*strlen(aside))/0.68/strlen(kernel))
name_y  = (edge_t + head + 22)/height
font    = face.sprintf(',%.1f', name_px)
set label 1 bold(kernel) at screen edge_l/width, screen name_y font font textcolor rgb ink
set label 2 aside at screen (edge_l + panel_w)/width, screen name_y right font face.',22' textcolor rgb faint noenhanced

load look.'span.gp'
