# For the panel of `kernel`, by row: middle[], the median of x_of(); half[], half the width
# of its 95 % interval, 1.57 IQR/sqrt(count) (McGill, Tukey & Larsen 1978).
array middle[99]; array half[99]
do for [v in members] {
  stats file using (is(v) ? x_of(0) : NaN) nooutput
  i = at(variants, v)
  middle[i] = STATS_median
  half[i] = 1.57*(STATS_up_quartile - STATS_lo_quartile)/sqrt(STATS_records)
}
