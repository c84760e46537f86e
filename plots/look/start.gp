# The start of every chart: options, theme, the form of data, words and palette.
# Options (gnuplot -e "name='value'; ..."), all with a default:
#   run     folder of the run                format  svg | png (1920x1080)
#   output  file to write                    theme   light | dark
#   engine  JavaScript engine to show (default: node, or else the first in the file)
#   machine of several the one to show (default: the first in the file)
#   only    kernels to show, separated by spaces (default: all)
#   caption line at the foot (default: from environment.csv)
# Exit: 0 drawn, or nothing to draw (one line on stderr, no file); 2 bad option or input.
# Reads: the options; chart, look.
# Sets:  the options; ground, ink, faint, hair, colours; face, the font; dot, the size of points; near, the distance of
#        tick labels; the form of data; what words.gp and palette.gp set.
if (!exists('run'))    { run = 'results/latest' }
if (!exists('format')) { format = 'svg' }
if (!exists('theme'))  { theme = 'light' }
if (!exists('output')) { output = run.'/charts/'.chart.'-'.theme.'.'.format }
if (!exists('only'))   { only = '' }

load look.'words.gp'

# Colours of ground and ink. Lines and ticks: frame.gp.
if (theme eq 'dark')  { ground = '#14171c'; ink = '#e8eaed'; faint = '#a3abb5'; hair = '#353b44' }
if (theme eq 'light') { ground = '#ffffff'; ink = '#1b1f24'; faint = '#59636e'; hair = '#d9dee4' }
if (!exists('ground')) { print chart.": theme '".theme."' is not one of: light dark"; exit status 2 }
if (!at('svg png', format)) { print chart.": format '".format."' is not one of: svg png"; exit status 2 }
load look.'palette.gp'

face = format eq 'png' ? 'Sans' : 'sans-serif'
dot  = format eq 'png' ? 2 : 0.8   # the terminals' points differ in size
near = format eq 'png' ? 0 : 0.3   # and so does their distance of tick labels

set encoding utf8
set datafile separator comma
set datafile columnheaders
set datafile commentschars ''
set datafile missing NaN
