/* Bootstrap of the quiet time: replicates of what other runs might have given. */
#ifndef TOLLGATE_STATS_BOOTSTRAP_H
#define TOLLGATE_STATS_BOOTSTRAP_H

#include <stddef.h>
#include <stdint.h>

#include "stats/random.h"

/*
 * Fills replicates[replicate_count] with the minimum of quiet[count] (ns, one
 * 10 % quantile a process) over `count` processes chosen with replacement.
 * Equal seeds and counts choose the same processes, so two cells that were
 * measured in the same processes are resampled jointly by giving both the same
 * seed. All NaN if count is 0.
 */
void bootstrap_processes(const double *quiet, size_t count, uint64_t seed,
                         double *replicates, size_t replicate_count);

/*
 * Fills replicates[replicate_count] with the p-quantile of `count` values drawn
 * with replacement from sorted[count], ascending. All NaN if count is 0.
 */
void bootstrap_quantile(const double *sorted, size_t count, double p, uint64_t seed,
                        double *replicates, size_t replicate_count);

/* One such draw, in constant time whatever the count. NaN if count is 0. */
double resampled_quantile(const double *sorted, size_t count, double p, struct random_source *source);

#endif
