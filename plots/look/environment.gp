# Opens environment.csv. Its column machine is the machine that a row is about, or ''.
# Reads: run.
# Sets:  environment, for plot commands (see open.gp).
path = run.'/environment.csv'
load look.'open.gp'
environment = opened
