# Does it hold on another machine?
# One panel a kernel, at its smallest size (in cache): time of js over time of the variant, both in the engine and on
# the machine of the row. Both times of a ratio are of one machine: what is compared is the answer, not the hardware.
# Of runs on several machines, such as `tollgate merge` makes.
chart = 'machines'
load (look = ARG0[1:strlen(ARG0)-strlen(chart.'.gp')].'look/').'start.gp'

path  = run.'/ratios.csv'
needs = 'engine experiment kernel variant n transfer base_engine base_variant ratio ratio_low ratio_high'
apart = 'noop'
load look.'read.gp'

# Is there a second machine?
load look.'machine.gp'
if (words(machines) < 2) { print chart.': '.file_name.' has one machine; nothing drawn'; exit status 0 }

question   = 'Does it hold on another machine?'
how        = 'Right of the line is faster than js of the same engine and machine. Smallest size, one call;'. \
             ' whiskers: 95 % intervals; ×: not measured.'
by_machine = 1
load look.'speedup-rows.gp'
