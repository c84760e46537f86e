# Of many machines the one that a chart is about: the option `machine`, or else the first of `file`.
# Reads: file, the option machine.
# Sets:  machines, all that the file has; shown_machine, '' if it has none; on_machine(), whether the current row is of
#        that machine, as rows without a machine are.
machines = ''
meet_machine(m) = strlen(m) ? (machines = add(machines, m), 0) : 0
stats file using (meet_machine(strcol('machine'))) nooutput
shown_machine = exists('machine') ? machine : words(machines) ? word(machines, 1) : ''
on_machine(_) = shown_machine eq '' || strcol('machine') eq '' || strcol('machine') eq shown_machine
