/* How sure a quiet time or a ratio is; see comparison.h. */
#include "stats/comparison.h"

#include <math.h>

#include "stats/jackknife.h"
#include "stats/quiet.h"

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

static double clock_variance_of(const double *quiet, size_t count, double resolution)
{
    return quiet_resolution_variance(resolution, quiet_time(quiet, count));
}

struct uncertainty comparison_of_quiet(const double *quiet, size_t count, double resolution, double *left_out)
{
    quiet_times_left_out(quiet, count, left_out);
    return comparison_of_time(left_out, count, quiet_effective(quiet, count),
                              clock_variance_of(quiet, count, resolution));
}

struct uncertainty comparison_of_pair(const double *bases, const double *cells, size_t count, double base_resolution,
                                      double cell_resolution, double *left_out)
{
    const double effective = fmin(quiet_effective(bases, count), quiet_effective(cells, count));

    quiet_times_left_out(bases, count, left_out);
    quiet_times_left_out(cells, count, left_out + count);
    return comparison_of_ratio(left_out, left_out + count, count, effective,
                               clock_variance_of(bases, count, base_resolution)
                                   + clock_variance_of(cells, count, cell_resolution));
}

struct uncertainty comparison_of_difference(const double *controls, double *cells, size_t count, double effective,
                                            double clock_variance)
{
    for (size_t i = 0; i < count; i++)
        cells[i] -= controls[i];
    return uncertainty_of_processes(jackknife_covariance(cells, cells, count) + clock_variance, count, effective);
}

/* The clock's part in the variance of the quiet time itself, ns^2. */
static double absolute_clock_variance(const double *quiet, size_t count, double resolution)
{
    const double time_ns = quiet_time(quiet, count);

    return time_ns * time_ns * clock_variance_of(quiet, count, resolution);
}

struct uncertainty comparison_of_pair_difference(const double *controls, const double *cells, size_t count,
                                                 double control_resolution, double cell_resolution, double *left_out)
{
    const double effective = fmin(quiet_effective(controls, count), quiet_effective(cells, count));

    quiet_times_left_out(controls, count, left_out);
    quiet_times_left_out(cells, count, left_out + count);
    return comparison_of_difference(left_out, left_out + count, count, effective,
                                    absolute_clock_variance(controls, count, control_resolution)
                                        + absolute_clock_variance(cells, count, cell_resolution));
}
