# Colours of ground and ink, font, encoding and data format. Lines and ticks: look.gp.
if (theme eq 'dark')  { ground = '#14171c'; ink = '#e8eaed'; faint = '#a3abb5'; hair = '#353b44' }
if (theme eq 'light') { ground = '#ffffff'; ink = '#1b1f24'; faint = '#59636e'; hair = '#d9dee4' }
if (!exists('ground')) { print chart.": theme '".theme."' is not one of: light dark"; exit status 2 }
if (!at('svg png', format)) { print chart.": format '".format."' is not one of: svg png"; exit status 2 }

face = format eq 'png' ? 'Sans' : 'sans-serif'
dot  = format eq 'png' ? 2 : 0.8   # the terminals' points differ in size
near = format eq 'png' ? 0 : 0.3   # and so does their distance of tick labels

set encoding utf8
set datafile separator comma
set datafile commentschars ''
set datafile missing NaN
