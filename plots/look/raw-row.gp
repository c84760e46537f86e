# `raw`: the row of `raw_file` whose number is `raw_row` (0: the header), whole, or '' if there is none.
raw = ''
set datafile separator "\n"
set datafile nocolumnheaders
stats raw_file every ::raw_row::raw_row using (raw = strcol(1), 0) nooutput
set datafile separator comma
set datafile columnheaders
