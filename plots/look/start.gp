# The start of every chart: options, words, palette, theme. Needs `chart`.
# Options (gnuplot -e "name='value'; ..."), all with a default:
#   run     folder of the run                format  svg | png (1920x1080)
#   output  file to write                    theme   light | dark
#   engine  JavaScript engine to show (default: node, or else the first in the file)
#   machine of several the one to show (default: the first in the file)
#   only    kernels to show, separated by spaces (default: all)
#   caption line at the foot (default: from environment.csv)
# Exit: 0 drawn, or nothing to draw (one line on stderr, no file); 2 bad option or input.
if (!exists('run'))    { run = 'results/latest' }
if (!exists('format')) { format = 'svg' }
if (!exists('theme'))  { theme = 'light' }
if (!exists('output')) { output = run.'/charts/'.chart.'-'.theme.'.'.format }
if (!exists('only'))   { only = '' }

load style.'words.gp'
load style.'palette.gp'
load style.'theme.gp'
