# `caption`: machine, versions and date out of environment.csv, whatever of it there is,
# on lines of at most 150 characters.
cpu = ''; system_name = ''; engine_version = ''; v8 = ''; emcc = ''; cc = ''; date = ''; commit = ''
remember(name, value) = ( \
  name eq 'cpu_model'                   ? (cpu = value, 0) : \
  name eq 'os'                          ? (system_name = value, 0) : \
  name eq 'engine_'.engine.'_version'   ? (engine_version = value, 0) : \
  name eq 'engine_'.engine.'_v8'        ? (v8 = value, 0) : \
  name eq 'emcc_version'                ? (emcc = value, 0) : \
  name eq 'native_cc_version'           ? (cc = value, 0) : \
  name eq 'date_utc'                    ? (date = value, 0) : \
  name eq 'git_commit'                  ? (commit = value, 0) : 0)
environment = run.'/environment.csv'
stats environment using (remember(strcol('name'), strcol('value')), 0) nooutput

# The version in what a compiler says of itself: its last word that begins with a digit.
starts(w) = strstrt('0123456789', w[1:1]) && w ne ''
version(s) = (answer = s, words(s) == 0 ? 0 : (sum [i=1:words(s)] (starts(word(s, i)) ? (answer = word(s, i), 0) : 0)), answer)
part(label, s) = s eq '' ? '' : (label eq '' ? '' : label.' ').s

caption = ''; wide = 0
do for [i=1:8] {
  piece = i == 1 ? cpu : i == 2 ? system_name : i == 3 ? part(engine, engine_version) : i == 4 ? part('V8', v8) : \
          i == 5 ? part('emcc', version(emcc)) : i == 6 ? part(word(cc.' cc', 1), version(cc)) : \
          i == 7 ? date[1:10] : part('commit', strlen(commit) < 7 ? '' : commit[1:8])
  if (i == 6 && cc eq '') { piece = '' }
  if (piece ne '') {
    wrap = wide > 0 && wide + strlen(piece) > 150
    caption = caption.(caption eq '' ? '' : wrap ? "\n" : ' · ').piece
    wide = wrap ? strlen(piece) : wide + 3 + strlen(piece)
  }
}
