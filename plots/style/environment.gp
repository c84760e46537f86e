# `environment`: environment.csv, whose rows have env_machine(), the machine that they are about, or ''.
environment = run.'/environment.csv'
env_header = ''
set datafile separator "\n"
set datafile nocolumnheaders
stats environment every ::0::0 using (env_header = strcol(1), 0) nooutput
set datafile separator comma
set datafile columnheaders
env_has_machine = strstrt(','.env_header.',', ',machine,')
env_machine(_)  = env_has_machine ? strcol('machine') : ''
# gnuplot takes an empty field at the end of a row for that of a row before, so none ends one.
if (env_has_machine) { environment = '< sed "s/$/,end/" "'.environment.'"' }
