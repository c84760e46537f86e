/*
 * Intervals: jackknife over processes, Student's t.
 *
 * The soft minimum over processes (quiet.h) is a smooth function of them, so the jackknife
 * holds, and the processes that weigh something are the ones that know something: their
 * effective number less one are the degrees of freedom. A run that saw one quiet process
 * among slow ones thus has a wide interval, and needs no model of slow states to have it.
 *
 * WIDENED is what the simulations ask for beyond that (tests/c/test_coverage.c): the smallest
 * number over processes is skewed, and with six processes or more a run may have been ended
 * by its own precision (stop.h), which favours runs whose spread came out small.
 */
#include "stats/interval.h"

#include <math.h>

#include "stats/student.h"

enum { LEAST_STOPPED = 5 };
static const double WIDENED = 1.15;
static const double WIDENED_STOPPED = 1.23;

struct uncertainty uncertainty_unknown(void)
{
    return (struct uncertainty){NAN, NAN};
}

double uncertainty_widening(size_t processes)
{
    return processes > LEAST_STOPPED ? WIDENED_STOPPED : WIDENED;
}

struct uncertainty uncertainty_of_processes(double jackknife_variance, size_t processes, double effective)
{
    if (!(jackknife_variance >= 0) || isnan(effective))
        return uncertainty_unknown();
    const double freedom = fmax(1, effective - 1);
    return (struct uncertainty){uncertainty_widening(processes) * sqrt(jackknife_variance), freedom};
}

struct uncertainty uncertainty_of_difference(struct uncertainty a, struct uncertainty b)
{
    const double variance_a = a.spread * a.spread;
    const double variance_b = b.spread * b.spread;
    const double variance = variance_a + variance_b;

    if (isnan(variance))
        return uncertainty_unknown();
    if (!(variance > 0))
        return (struct uncertainty){0, a.freedom + b.freedom};
    return (struct uncertainty){
        .spread = sqrt(variance),
        .freedom = variance * variance / (variance_a * variance_a / a.freedom + variance_b * variance_b / b.freedom),
    };
}

struct uncertainty uncertainty_of_repeat(struct uncertainty uncertainty)
{
    return (struct uncertainty){sqrt(2) * uncertainty.spread, uncertainty.freedom};
}

double uncertainty_p_value(double deviation, struct uncertainty uncertainty)
{
    if (isnan(deviation) || isnan(uncertainty.spread))
        return 1;
    if (!(uncertainty.spread > 0))
        return fabs(deviation) > 0 ? 0 : 1;
    return student_two_sided(deviation / uncertainty.spread, uncertainty.freedom);
}

struct interval interval_unknown(void)
{
    return (struct interval){NAN, NAN};
}

struct interval interval_of_any(double estimate, struct uncertainty uncertainty, double confidence)
{
    if (isnan(estimate) || isnan(uncertainty.spread))
        return interval_unknown();

    const double reach = student_quantile(confidence, uncertainty.freedom) * uncertainty.spread;
    return (struct interval){estimate - reach, estimate + reach};
}

struct interval interval_of_positive(double estimate, struct uncertainty of_ln, double confidence)
{
    if (!(estimate > 0))
        return interval_unknown();

    const struct interval of_logarithm = interval_of_any(log(estimate), of_ln, confidence);
    return (struct interval){exp(of_logarithm.low), exp(of_logarithm.high)};
}
