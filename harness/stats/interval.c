/*
 * 95 % intervals.
 *
 * A bootstrapped minimum never falls below the smallest value seen, though a repeat is
 * as likely to come out lower as higher. So |replicate - estimate| is mirrored (Hall 1988,
 * doi:10.1214/aos/1176350933), and its 96.5 % quantile multiplied by a factor for the few
 * processes, found by simulation as Student's t is by integration.
 *
 * Measured at 5 processes x 30 samples, 4,000 runs a kind of noise; a ratio's interval
 * contains the truth / a time's contains a repeat's estimate, in % of the runs:
 *   10 kinds the factors were fitted to (process effects of 0-3 %, separate or shared by
 *     both cells; x1.1 or x1.5 in 30-40 % of processes)          95.3-97.5 / 95.0-97.3
 *   5 kinds they were not (other distributions, correlated samples, drift)
 *                                     95.1-96.9 / 95.6-97.5, but 92.2 with t3 processes
 *   x1.3 or x1.5 in half of the processes; in 70 %    95.6-96.3 / 93.1-94.4; 94.3 / 83.0
 * So A/A false positives are 2.5-5 %, at worst 6 %. Slow states take 3 processes to 92 / 74 %
 * and 2 lower; 1 process is blind to them. Of 9 measures of spread tried, over processes,
 * samples or both, this one needed the most equal factors.
 */
#include "stats/interval.h"

#include <math.h>

#include "stats/quantile.h"

struct interval interval_unknown(void)
{
    return (struct interval){NAN, NAN};
}

double interval_factor(enum interval_meaning meaning, size_t processes)
{
    static const struct {
        size_t processes; /* from this many on */
        double repeat;
        double truth;
    } factors[] = {
        {1, 1.45, 1.0}, {2, 10.5, 7.0}, {3, 6.3, 2.8}, {4, 3.3, 2.0}, {5, 3.8, 1.85},
        {6, 4.0, 1.8},  {7, 4.3, 1.75}, {8, 4.6, 1.7}, {15, 3.65, 1.5},
    };
    double factor = NAN;

    for (size_t i = 0; i < sizeof factors / sizeof factors[0]; i++)
        if (processes >= factors[i].processes)
            factor = meaning == INTERVAL_REPEAT ? factors[i].repeat : factors[i].truth;
    return factor;
}

double interval_spread(double *deviations, size_t count)
{
    for (size_t i = 0; i < count; i++)
        deviations[i] = fabs(deviations[i]);
    sort_ascending(deviations, count);
    return quantile_of_sorted(deviations, count, INTERVAL_SPREAD_QUANTILE);
}

struct interval interval_of_positive(double estimate, double *replicates, size_t count, double factor)
{
    for (size_t i = 0; i < count; i++) {
        if (!(replicates[i] > 0) || !(estimate > 0))
            return interval_unknown();
        replicates[i] = log(replicates[i] / estimate);
    }

    const double reach = exp(factor * interval_spread(replicates, count));
    return (struct interval){estimate / reach, estimate * reach};
}

struct interval interval_of_any(double estimate, double *replicates, size_t count, double factor)
{
    for (size_t i = 0; i < count; i++) {
        if (isnan(replicates[i]))
            return interval_unknown();
        replicates[i] -= estimate;
    }

    const double reach = factor * interval_spread(replicates, count);
    return (struct interval){estimate - reach, estimate + reach};
}
