/*
 * Bootstrap at two levels (Efron 1979, doi:10.1214/aos/1176344552; levels:
 * Kalibera & Jones 2013, doi:10.1145/2464157.2464160).
 *
 * Processes. The process is the independent unit. Where there are several, they
 * are resampled and their samples are not: the spread between processes already
 * holds the noise within them, and resampling both counts that noise twice
 * (Davison & Hinkley 1997, section 3.8). interval.c says what that bought.
 *
 * Samples. A single process has only its samples to resample, and that is done
 * without drawing them one by one. Drawing m values with replacement from m sorted
 * ones gives x[floor(m U)] for m uniform U; floor and x[] keep the order, so the
 * k-th smallest drawn is x[floor(m U(k))], where U(k), the k-th smallest of m
 * uniforms, is Beta(k, m - k + 1): A / (A + B) for A ~ Gamma(k) and
 * B ~ Gamma(m - k + 1). The m - k uniforms above it are uniform there, so
 * 1 - U(k+1) = (1 - U(k)) V^(1 / (m - k)) with V uniform: the neighbour which an
 * interpolated quantile needs (David & Nagaraja 2003, chapter 2).
 */
#include "stats/bootstrap.h"

#include <math.h>

#include "stats/quantile.h"

static size_t index_at(double u, size_t count)
{
    const size_t index = (size_t)(u * (double)count);

    return index < count ? index : count - 1;
}

double resampled_quantile(const double *sorted, size_t count, double p, struct random_source *source)
{
    if (count == 0)
        return NAN;

    const struct quantile_position at = quantile_position(count, p);
    const double below_gamma = random_gamma(source, (double)(at.lower + 1));
    const double above_gamma = random_gamma(source, (double)(count - at.lower));
    const double above = above_gamma / (below_gamma + above_gamma);
    const double lower = sorted[index_at(1 - above, count)];
    if (at.weight <= 0)
        return lower;

    const double larger = (double)(count - at.lower - 1);
    const double above_next = above * pow(random_unit(source), 1 / larger);
    const double upper = sorted[index_at(1 - above_next, count)];
    return lower + at.weight * (upper - lower);
}

void bootstrap_quantile(const double *sorted, size_t count, double p, uint64_t seed,
                        double *replicates, size_t replicate_count)
{
    struct random_source source;

    random_start(&source, seed);
    for (size_t r = 0; r < replicate_count; r++)
        replicates[r] = resampled_quantile(sorted, count, p, &source);
}

void bootstrap_processes(const double *quiet, size_t count, uint64_t seed,
                         double *replicates, size_t replicate_count)
{
    struct random_source source;

    random_start(&source, seed);
    for (size_t r = 0; r < replicate_count; r++) {
        double smallest = NAN;
        for (size_t i = 0; i < count; i++)
            smallest = fmin(smallest, quiet[random_below(&source, (uint32_t)count)]);
        replicates[r] = smallest;
    }
}
