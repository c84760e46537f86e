# on_machine(): whether the row is of the machine that is shown: `machine`, where that was given, or
# the first of `file`. `machines`: all that the file has.
machines = ''
has_machine = strstrt(','.header.',', ',machine,')
# An empty last field reads as a piece of the one before it.
raw_file = file; raw_row = 1; load style.'raw-row.gp'
if (raw[strlen(raw):] eq ',' && header[strlen(header) - 7:] eq ',machine') { has_machine = 0 }
meet_machine(m) = strlen(m) ? (machines = add(machines, m), 0) : 0
if (has_machine) { stats file using (meet_machine(strcol('machine'))) nooutput }
shown_machine = exists('machine') ? machine : words(machines) ? word(machines, 1) : ''
on_machine(_) = !has_machine || strcol('machine') eq shown_machine
