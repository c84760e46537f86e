# $copies: the rows of marshal.csv and memory.csv, whichever there is, under one header; `memory`:
# GB/s that the machine copies, out of environment.csv, or 0. If neither file is there: exit 2.
file = run.'/marshal.csv'
marshal_there = system('test -s "'.file.'" && echo 1') eq '1'
if (!marshal_there) { file = run.'/memory.csv' }
load style.'read.gp'
both = marshal_there && system('test -s "'.run.'/memory.csv" && echo 1') eq '1'
if (both) { file = '< { cat "'.run.'/marshal.csv"; tail -n +2 "'.run.'/memory.csv"; }' }

memory = 0.
stats run.'/environment.csv' using (strcol('name') eq 'memory_copy_bytes_per_s' ? (memory = column('value')/1e9, 0) : 0) nooutput
