/* How sure a quiet time or a ratio is; see comparison.h. */
#include "stats/comparison.h"

#include <math.h>

#include "stats/jackknife.h"

struct uncertainty comparison_of_time(double *left_out, size_t count, double effective, double clock_variance)
{
    for (size_t i = 0; i < count; i++)
        left_out[i] = log(left_out[i]);
    return uncertainty_of_processes(jackknife_covariance(left_out, left_out, count) + clock_variance, count, effective);
}

struct uncertainty comparison_of_ratio(const double *bases, double *cells, size_t count, double effective,
                                       double clock_variance)
{
    for (size_t i = 0; i < count; i++)
        cells[i] /= bases[i];
    return comparison_of_time(cells, count, effective, clock_variance);
}
