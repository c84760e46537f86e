# Lines, ticks and points of a panel.
set border 3 lw 2 lc rgb ink
set grid xtics ytics lt 1 lw 1 lc rgb hair
set tics nomirror scale 0.6 font face.',24' textcolor rgb ink noenhanced
set pointsize dot
set bars 0.6
set pointintervalbox 0
set style textbox opaque margins 0.4,0.4 fillcolor rgb ground noborder
