# Before the plot of a panel of marks by engine: a row an engine, in it the members one below the other. Lines between
# engines, a stronger one between those that share no JavaScript engine; a cross at the left for what was not measured.
# Reads: file, here(), member(); engines, who(), titled(), family() (engines.gp); members; format; what rows.gp reads.
# Sets:  row_of(), the height of the mark of a member in the current row of the file; mark, mark_px, the size of marks;
#        rows_of and what rows.gp sets; arrows and labels, from 1 and 1000.
set autoscale; unset logscale # what the panel before had would hide rows from stats
measured = ''
stats file using (here(0) ? (measured = add(measured, who(0).'/'.member(0)), 0) : 0) nooutput
rows_of = engines
load look.'rows.gp'
beside(v) = words(members) < 2 ? 0 : 0.66*((at(members, v) - 1.)/(words(members) - 1) - 0.5)
row_of(v) = row(who(0)) + beside(v)
mark_px   = 0.66*panel_h/words(engines)/max(1, words(members))
mark      = min(1.4, max(0.75, mark_px/17.))*(format eq 'png' ? 2 : 0.8)*(mark_px < 9 ? 0.95 : 1)
unset arrow
do for [i=1:words(engines) - 1] {
  wall = family(word(engines, i)) ne family(word(engines, i + 1))
  set arrow i from graph 0, first i + 0.5 to graph 1, first i + 0.5 nohead back \
    lw (wall ? 3 : 1) lc rgb (wall ? faint : hair)
}
tag = 1000
do for [e in engines] { do for [v in members] {
  if (!at(measured, e.'/'.v)) {
    tag = tag + 1
    set label tag '' at graph 0.02, first row(e) + beside(v) point pt 2 ps mark lw 2 lc rgb colour(v) front
  }
} }
