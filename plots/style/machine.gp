# on_machine(): whether the row is of the machine that is shown: `machine`, where that was given, or
# the first of `file`. `machines`: all that the file has.
machines = ''
has_machine = strstrt(','.header.',', ',machine,')
# An empty last field reads as a piece of the one before it.
first_row = ''
set datafile separator "\n"
set datafile nocolumnheaders
stats file every ::1::1 using (first_row = strcol(1), 0) nooutput
set datafile separator comma
set datafile columnheaders
if (first_row[strlen(first_row):] eq ',' && header[strlen(header) - 7:] eq ',machine') { has_machine = 0 }
meet_machine(m) = strlen(m) ? (machines = add(machines, m), 0) : 0
if (has_machine) { stats file using (meet_machine(strcol('machine'))) nooutput }
shown_machine = exists('machine') ? machine : words(machines) ? word(machines, 1) : ''
on_machine(_) = !has_machine || strcol('machine') eq shown_machine
