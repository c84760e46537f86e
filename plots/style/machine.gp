# on_machine(): whether the row is of the machine that is shown, the first of `file` where there are several.
shown_machine = ''
if (strstrt(','.header.',', ',machine,')) {
  note_machine(m) = shown_machine eq '' ? (shown_machine = m, 0) : 0
  stats file using (note_machine(strcol('machine')), 0) nooutput
}
if (shown_machine eq '') {
  on_machine(_) = 1
} else {
  on_machine(_) = strcol('machine') eq shown_machine
}
