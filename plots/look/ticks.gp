# A log scale with ticks at powers of ten or of another number; of ten also 1-2-5 or finer where the range is short and
# there is room for the labels.
# Reads: axis ('x' or 'y'), from, to, tick(value), which writes a label; powers (default: 10); panel_w, panel_h, near.
# Sets:  the scale of the axis; powers is 10 again.
if (!exists('powers')) { powers = 10. }
decades = log10(to/from)/log10(powers)
decade  = (axis eq 'x' ? panel_w : panel_h)/decades
label   = axis eq 'x' ? 80 : 36
digits  = decade < label ? '0' : powers != 10 || decades > 2.2 || 0.3*decade < label ? '1' : decades > 0.6 ? '1 2 5' : \
          decades > 0.3 ? '1 1.5 2 3 5 7' : '1 1.2 1.4 1.6 1.8 2 2.5 3 3.5 4 4.5 5 6 7 8 9'
list = ''
do for [e=int(floor(log10(from)/log10(powers))):int(ceil(log10(to)/log10(powers)))] {
  do for [d in digits] {
    value = (d eq '0' ? (e % 3 == 0) : real(d))*powers**e
    if (value >= from*0.999 && value <= to*1.001) {
      list = list.(list eq '' ? '' : ', ').sprintf('"%s" %.9g', tick(value), value)
    }
  }
}
eval 'set logscale '.axis
eval 'set '.axis.'range ['.sprintf('%.9g:%.9g', from, to).']'
eval 'set '.axis.'tics nomirror ('.list.')'.(axis eq 'x' ? sprintf(' offset 0, %g', near) : '')
powers = 10.
