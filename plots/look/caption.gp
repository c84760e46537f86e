# The caption: machine, versions and date out of environment.csv, whatever of it there is, on lines of at most 150
# characters. With by_engine it names all engines, with by_machine the machines.
# Reads: run, engine, shown_machine; by_engine and by_machine, and with these engines, machines, name_of(), release(),
#        inside().
# Sets:  caption, environment.
if (!exists('environment')) { load look.'environment.gp' }
if (!exists('shown_machine')) { shown_machine = '' }
if (!exists('by_engine')) { by_engine = 0 }
if (!exists('by_machine')) { by_machine = 0 }
cpu = ''; system_name = ''; engine_version = ''; v8 = ''; emcc = ''; cc = ''; date = ''; commit = ''
fill(old, new) = old eq '' ? new : old
remember(name, value) = ( \
  name eq 'cpu_model'                   ? (cpu = fill(cpu, value), 0) : \
  name eq 'os'                          ? (system_name = fill(system_name, value), 0) : \
  name eq 'engine_'.engine.'_version'   ? (engine_version = fill(engine_version, value), 0) : \
  name eq 'engine_'.engine.'_v8'        ? (v8 = fill(v8, value), 0) : \
  name eq 'emcc_version'                ? (emcc = fill(emcc, value), 0) : \
  name eq 'native_cc_version'           ? (cc = fill(cc, value), 0) : \
  name eq 'date_utc'                    ? (date = fill(date, value), 0) : \
  name eq 'git_commit'                  ? (commit = fill(commit, value), 0) : 0)
# What is known of the machine that is shown, then what is known of the run.
of_this(m) = shown_machine eq '' || strcol('machine') eq (m eq '*' ? '' : m)
do for [m in shown_machine.' *'] {
  stats environment using (of_this(m) ? remember(strcol('name'), strcol('value')) : 0) nooutput
}

# The version in what a compiler says of itself: its last word that begins with a digit.
starts(w) = strstrt('0123456789', w[1:1]) && w ne ''
version(s) = (answer = s, words(s) == 0 ? 0 : \
              (sum [i=1:words(s)] (starts(word(s, i)) ? (answer = word(s, i), 0) : 0)), answer)
part(label, s) = s eq '' ? '' : (label eq '' ? '' : label.' ').s

# The processors of several machines.
array cpu_of[max(1, words(exists('machines') ? machines : ''))]
see_cpu(i) = strcol('name') eq 'cpu_model' && strcol('machine') eq word(machines, i) ? \
             (cpu_of[i] = fill(cpu_of[i], strcol('value')), 0) : 0
if (by_machine) {
  do for [i=1:words(machines)] {
    cpu_of[i] = ''
    stats environment using (see_cpu(i)) nooutput
  }
}
several = by_machine ? words(machines) : by_engine ? words(engines) : 0
full(e) = name_of(e).(release(e) eq '' ? '' : ' '.release(e)).(inside(e) eq '' ? '' : ' (V8 '.inside(e).')')
extra(i) = by_machine ? word(machines, i).(cpu_of[i] eq '' ? '' : ': '.cpu_of[i]) : full(word(engines, i))

caption = ''; wide = 0
do for [i=1:8 + several] {
  k = i <= 2 ? i : i - several
  piece = i == 1 ? cpu : i == 2 ? system_name : k <= 2 ? extra(i - 2) : \
          k == 3 ? part(engine, engine_version) : k == 4 ? part('V8', v8) : \
          k == 5 ? part('emcc', version(emcc)) : k == 6 ? part(word(cc.' cc', 1), version(cc)) : \
          k == 7 ? date[1:10] : part('commit', strlen(commit) < 7 ? '' : commit[1:8])
  if (k == 6 && cc eq '') { piece = '' }
  if (by_machine && i <= 2) { piece = '' }
  if (piece ne '') {
    wrap = wide > 0 && wide + strlen(piece) > 150
    caption = caption.(caption eq '' ? '' : wrap ? "\n" : ' · ').piece
    wide = wrap ? strlen(piece) : wide + 3 + strlen(piece)
  }
}
