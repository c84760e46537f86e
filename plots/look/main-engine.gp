# Of many engines the one that a chart is about: the option `engine`, or else node, or else the first JavaScript
# engine whose rows pass chosen(), or else native. Of machines: machine.gp.
# Reads: file, chosen(), counts(), the option engine; shown_of, if a chart has set it.
# Sets:  engine; shown_of, what a title has to add where there are other engines or machines; what machine.gp sets.
load look.'machine.gp'
js_engines = ''; all_engines = ''
meet_engine(e) = e eq 'native' ? 0 : (js_engines = add(js_engines, e), 0)
count_engine(e) = e eq 'native' ? 0 : (all_engines = add(all_engines, e), 0)
see(_) = on_machine(0) && counts(0) ? \
         count_engine(strcol('engine')) + (chosen(0) ? meet_engine(strcol('engine')) : 0) : 0
stats file using (see(0)) nooutput
if (!exists('engine')) { engine = at(js_engines, 'node') ? 'node' : words(js_engines) ? word(js_engines, 1) : 'native' }

if (!exists('shown_of')) {
  shown_of = words(all_engines) > 1 ? engine.sprintf(', 1 of %d engines', words(all_engines)) : ''
  if (words(machines) > 1) {
    shown_of = (engine eq 'native' ? 'native code' : engine).' on '.shown_machine
    shown_of = shown_of.sprintf(', 1 of %d machines', words(machines))
  }
}
