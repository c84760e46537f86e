# Is `file` there, with the columns that `needs` lists? If not: exit 2, saying what is missing.
raw_file = file; raw_row = 0; load style.'raw-row.gp'; header = raw

if (header eq '') { print chart.': '.file.' is missing or empty'; exit status 2 }
absent = ''
do for [c in needs] { if (!strstrt(','.header.',', ','.c.',')) { absent = add(absent, c) } }
if (absent ne '') { print chart.': '.file.' has no column '.absent; exit status 2 }
