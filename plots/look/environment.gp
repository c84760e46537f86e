# `environment`: environment.csv, whose rows have env_machine(), the machine that they are about, or ''.
environment = run.'/environment.csv'
raw_file = environment; raw_row = 0; load style.'raw-row.gp'
env_has_machine = strstrt(','.raw.',', ',machine,')
env_machine(_)  = env_has_machine ? strcol('machine') : ''
# gnuplot takes an empty field at the end of a row for that of a row before, so none ends one.
if (env_has_machine) { environment = '< sed "s/$/,end/" "'.environment.'"' }
