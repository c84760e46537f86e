# The legend of a panel, in the room above it: its members with their points, on as many lines as they need.
# Reads: members, edge_l, edge_t, panel_w, head, width, height.
# Sets:  labels from 100.
key_x = edge_l; key_y = edge_t + head - 12
tag = 100
do for [v in members] {
  needed = 26 + 12.2*strlen(v) + 22
  if (key_x + needed > edge_l + panel_w + 30 && key_x > edge_l) { key_x = edge_l; key_y = key_y - 30 }
  set label tag '' at screen (key_x + 10)/width, screen key_y/height point pt solid(v) ps dot lc rgb colour(v)
  set label tag + 1 label(v) at screen (key_x + 26)/width, screen key_y/height \
    font face.',21' textcolor rgb ink noenhanced
  key_x = key_x + needed; tag = tag + 2
}
