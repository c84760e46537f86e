# Opens `output` and draws what surrounds the panels: the title, how to read the chart, legend, names of the axes and
# caption.
# Reads: question, how, x_name, y_name; kernels, which have one panel each; shown_of, which of many it is, for the
#        title; listed, the members of the legend (default: none); left, room beside the panels (default: 150); feet,
#        room for tick labels of a second line (default: 0); the option caption, or else what caption.gp reads.
# Sets:  width, height; panels, columns, rows, the grid of panels; left, right, top, bottom, its place in pixels from
#        the lower left; caption; dot, smaller where there are many panels.
width = 1920.; height = 1080.
if (!exists('listed')) { listed = '' }
if (!exists('feet')) { feet = 0 }
if (!exists('caption')) { load look.'caption.gp' }

if (format eq 'png') {
  set terminal pngcairo size 1920,1080 font face.',24' fontscale 0.75 background rgb ground enhanced
}
if (format eq 'svg') { set terminal svg size 1920,1080 dynamic font face.',24' background ground enhanced }
set output output
set multiplot

# A caption of more than two lines lifts the panels.
breaks = strlen(caption) ? (sum [i=1:strlen(caption)] (caption[i:i] eq "\n")) : 0
lift   = 24*max(0, breaks - 1)

panels  = words(kernels)
columns = panels <= 3 ? panels : panels == 4 ? 2 : panels <= 6 || panels == 9 ? 3 : 4
rows    = (panels + columns - 1) / columns

whose  = exists('shown_of') && shown_of ne '' ? '   {/=30 '.plain(shown_of).'}' : ''
set label bold(question).whose at screen 30/width, screen (height - 50)/height font face.',42' textcolor rgb ink
set label how at screen 30/width, screen (height - 103)/height font face.',26' textcolor rgb faint noenhanced
set label caption at screen 30/width, screen (44 + lift)/height font face.',20' textcolor rgb faint noenhanced

# A legend that wraps: line, point and name, as wide as the name is.
x = 30.; y = height - 155
do for [v in listed] {
  needed = 64 + 15*strlen(v) + 34
  if (x + needed > width) { x = 30.; y = y - 38 }
  set arrow from screen x/width, screen y/height to screen (x + 52)/width, screen y/height nohead lw 4 lc rgb colour(v)
  set label '' at screen (x + 26)/width, screen y/height point pt solid(v) ps 1.1*dot lc rgb colour(v)
  set label label(v) at screen (x + 64)/width, screen y/height font face.',26' textcolor rgb ink noenhanced
  x = x + needed
}
top = listed eq '' ? height - 135 : y - 30
left = exists('left') ? left : 150; bottom = 150. + lift + feet; right = width - 40
set label x_name at screen (left + right)/2/width, screen (bottom - feet - 66)/height center \
  font face.',26' textcolor rgb ink noenhanced
set label y_name at screen 32/width, screen (bottom + top)/2/height center rotate \
  font face.',26' textcolor rgb ink noenhanced

set margins 0, 0, 0, 0
unset border; unset tics; unset key
plot [0:1] [0:1] 2 notitle
unset label; unset arrow
if (rows > 2) { dot = 0.6*dot }

# Lines, ticks and points of all panels.
set border 3 lw 2 lc rgb ink
set grid xtics ytics lt 1 lw 1 lc rgb hair
set tics nomirror scale 0.6 font face.',24' textcolor rgb ink noenhanced
set pointsize dot
set bars 0.6
set pointintervalbox 0
set style textbox opaque margins 0.4,0.4 fillcolor rgb ground noborder
