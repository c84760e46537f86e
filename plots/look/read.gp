# Opens the file that a chart is made from. If it is not there or lacks a column: exit 2, saying what is missing.
# Reads: path; needs, the columns that there must be; chart.
# Sets:  file, for plot commands (see open.gp); header, its columns; file_name, for messages.
load look.'open.gp'
file = opened; header = opened_header; file_name = path

if (header eq '') { print chart.': '.path.' is missing or empty'; exit status 2 }
absent = ''
do for [c in needs] { if (!strstrt(','.header.',', ','.c.',')) { absent = add(absent, c) } }
if (absent ne '') { print chart.': '.path.' has no column '.absent; exit status 2 }
