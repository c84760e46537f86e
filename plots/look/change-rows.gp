# The one panel of changes: its place, rows named at the left, room for the numbers at the
# right; 0 as a line, the threshold dashed; ticks at round percentages.
beside_px = 13.5*row_font*0.75
set lmargin at screen left/width
set rmargin at screen (right - beside_px)/width
set tmargin at screen top/height
set bmargin at screen bottom/height
panel_w = right - beside_px - left
mark = shown > 12 ? 1 : 1.3

tics_y = ''
do for [i=1:shown] { tics_y = tics_y.(i > 1 ? ', ' : '').sprintf('"%s" %d', name[i], rank[i]) }
eval 'set ytics ('.tics_y.') scale 0 font "'.face.','.sprintf('%.0f', row_font).'" noenhanced'
set yrange [shown + 0.7 : 0.3]
set xrange [from : to]
set grid xtics noytics

# The finest step whose labels fit beside each other.
step = 1
do for [s in '1 2 5 10 20 50 100 200 500'] {
  if (step == 1 && (exp(to) - exp(from))*100/s*95 <= panel_w) { step = s*0.01 }
}
list = ''; before = -1e9
do for [k=int(ceil((exp(from) - 1)/step)):int(floor((exp(to) - 1)/step))] {
  x = log(1 + k*step)
  if ((x - before)*panel_w/(to - from) >= 75) {
    list = list.(list eq '' ? '' : ', ').sprintf('"%s" %.9g', k == 0 ? '0' : sprintf('%+.0f %%%%', 100*k*step), x)
    before = x
  }
}
eval 'set xtics nomirror ('.list.')'.sprintf(' offset 0, %g', near)
set arrow 1 from 0, graph 0 to 0, graph 1 nohead lw 3 lc rgb ink back
do for [i=1:2] {
  x = i == 1 ? log(1 + threshold) : threshold < 1 ? log(1 - threshold) : from
  if (x != 0 && x > from) { set arrow 1 + i from x, graph 0 to x, graph 1 nohead lw 3 dt (8,8) lc rgb faint back }
}
do for [i=1:shown] {
  said = percent(change[i]).(verdict[i] eq '' ? '' : ' '.verdict[i])
  set label 10 + i said at to, rank[i] offset 1, 0 font face.(verdict[i] eq '' ? '' : ':Bold').sprintf(',%.0f', row_font) textcolor rgb (verdict[i] eq '' ? faint : ink) noenhanced
}
if (shown < cells) {
  set label 3 sprintf('%.0f of %.0f cells', shown, cells) at screen right/width, screen (bottom - 66)/height right font face.',22' textcolor rgb faint noenhanced
}
