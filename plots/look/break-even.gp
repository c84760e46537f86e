# For the panel of `kernel`: `copied`, the members that were also measured with copying;
# a ring where a line breaks even; where there is a `head`, under the kernel's name a line
# for resident and one for copied data: each variant's point and its break-even batch.
copied = ''
stats file using (here(0) && strcol('transfer') eq 'copy' ? (copied = add(copied, strcol('variant')), 0) : 0) nooutput

fit_of(v, t) = (!fitted_machines || shown_machine eq '' || strcol('machine') eq shown_machine) && strcol('engine') eq engine && strcol('kernel') eq kernel && strcol('variant') eq v && strcol('transfer') eq t
read_fit(_)  = (batch = field('break_even_batch', -1), against = strcol('baseline'), 0)
# Where the curve is as low as the best JavaScript in one call.
is_base(_)   = here(0) && strcol('variant') eq against && column('batch') == column('n')
slot_px = min(23, panel_w/max(1, words(crossing))/6.)
slot_w = panel_w/max(1, words(crossing))
tag = 10
do for [t in 'resident copy'] { do for [v in crossing] {
  batch = 0
  stats fitted using (fit_of(v, t) ? read_fit(0) : 0) nooutput
  tag = tag + 3
  slot_x = edge_l + slot_w*(at(crossing, v) - 1)
  slot_y = edge_t + (t eq 'copy' ? 16 : 46)
  if (batch != 0 && head > 0) {
    set label tag '' at screen (slot_x + 12)/width, screen slot_y/height point pt (t eq 'copy' ? ring(v) : solid(v)) ps dot lc rgb colour(v)
    set label tag + 1 (batch > 0 ? sprintf('≥ %.0f', batch) : 'never') at screen (slot_x + 30)/width, screen slot_y/height font face.sprintf(',%.0f', slot_px) textcolor rgb ink noenhanced
  }
  if (batch > 0) {
    stats file using (is_base(0) ? (ring_y = y_of(0), 0) : 0) nooutput
    set label tag + 2 '' at batch, ring_y point pt 6 ps 1.8*dot lw 3 lc rgb ink front
  }
} }
