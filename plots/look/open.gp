# Opens a file of the run for plot commands. They read it through sed, which gives every file the columns machine and
# setting, empty where the file has none, and ends each row with a field that is not empty: gnuplot would take an
# empty field at the end of a row for that of a row before.
# Reads: path; rows_with, a pattern: rows without it are left out (default: all rows are read).
# Sets:  opened, for plot commands; opened_header, the first line of the file, '' if that is missing or empty;
#        rows_with is '' again.
if (!exists('rows_with')) { rows_with = '' }
opened_header = system('head -n 1 "'.path.'" 2>/dev/null')
absent = ''; empty = ''
do for [c in 'machine setting'] {
  if (!strstrt(','.opened_header.',', ','.c.',')) { absent = absent.','.c; empty = empty.',' }
}
wanted = '/'.(rows_with eq '' ? '^' : rows_with).'/'
opened = '< sed -n -e "1s/\$/'.absent.',end/p" -e "2,\$ { '.wanted.'s/\$/'.empty.',end/p; }" "'.path.'"'
rows_with = ''
