# Is `file` there, with the columns that `needs` lists? If not: exit 2, saying what is missing.
header = ''
set datafile separator "\n"
set datafile nocolumnheaders
stats file every ::0::0 using (header = strcol(1), 0) nooutput
set datafile separator comma
set datafile columnheaders

if (header eq '') { print chart.': '.file.' is missing or empty'; exit status 2 }
absent = ''
do for [c in needs] { if (!strstrt(','.header.',', ','.c.',')) { absent = add(absent, c) } }
if (absent ne '') { print chart.': '.file.' has no column '.absent; exit status 2 }
