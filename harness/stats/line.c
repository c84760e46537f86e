/*
 * Weighted least squares with two coefficients and no intercept.
 *
 * Each row is divided by its time, which makes the weights 1 and every right-hand
 * side 1. Calls span four decades over batch sizes, so the columns are made
 * orthogonal first (Gram-Schmidt) rather than squared into normal equations, which
 * would square their condition number (Bjorck 1996, section 2.4).
 */
#include "stats/line.h"

#include <math.h>

#include "stats/jackknife.h"
#include "stats/student.h"

/* Columns closer to parallel than this hold no second coefficient. */
static const double LEAST_SINE_SQUARED = 1e-18;

static bool usable(const double *times, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!(times[i] > 0) || !isfinite(times[i]))
            return false;
    return count >= 2;
}

bool line_fit(const double *calls, const double *elements, const double *times, size_t count, struct line *line)
{
    if (!usable(times, count))
        return false;

    double elements_squared = 0, projection = 0, elements_right = 0, calls_squared = 0;
    for (size_t i = 0; i < count; i++) {
        const double element = elements[i] / times[i];
        const double call = calls[i] / times[i];
        elements_squared += element * element;
        projection += element * call;
        elements_right += element;
        calls_squared += call * call;
    }
    if (!(elements_squared > 0))
        return false;
    projection /= elements_squared;

    double rest_squared = 0, rest_right = 0;
    for (size_t i = 0; i < count; i++) {
        const double rest = (calls[i] - projection * elements[i]) / times[i];
        rest_squared += rest * rest;
        rest_right += rest;
    }
    if (!(rest_squared > LEAST_SINE_SQUARED * calls_squared))
        return false;

    line->call_ns = rest_right / rest_squared;
    line->element_ns = elements_right / elements_squared - projection * line->call_ns;
    return true;
}

static double whole_batch(double batch)
{
    return fmax(1, ceil(batch));
}

double line_break_even(struct line line, double base_element_ns)
{
    const double gain = base_element_ns - line.element_ns;

    if (line.call_ns <= 0)
        return gain >= 0 ? 1 : INFINITY;
    if (!(gain > 0))
        return INFINITY;
    return whole_batch(line.call_ns / gain);
}

/*
 * The batches b with (call - b gain)^2 <= t^2 var(call - b gain): a quadratic in b,
 * square b^2 - 2 half b + constant <= 0. With a certain gain (square > 0) they lie between
 * its roots; else everything from the positive root on, or from 1 where a call may cost nothing.
 */
struct interval line_break_even_interval(double call_ns, double gain_ns, const double *calls, const double *gains,
                                         size_t count, double effective)
{
    const struct uncertainty call =
        uncertainty_of_processes(jackknife_covariance(calls, calls, count), count, effective);
    const struct uncertainty gain =
        uncertainty_of_processes(jackknife_covariance(gains, gains, count), count, effective);
    if (isnan(call.spread) || isnan(gain.spread))
        return interval_unknown();

    const double widening = uncertainty_widening(count);
    const double covariance = widening * widening * jackknife_covariance(calls, gains, count);
    const double t = student_quantile(INTERVAL_CONFIDENCE, call.freedom);
    const double square = gain_ns * gain_ns - t * t * gain.spread * gain.spread;
    const double half = call_ns * gain_ns - t * t * covariance;
    const double constant = call_ns * call_ns - t * t * call.spread * call.spread;
    const double root = sqrt(fmax(0, half * half - square * constant));

    if (square > 0)
        return (struct interval){whole_batch((half - root) / square), whole_batch((half + root) / square)};
    return (struct interval){constant > 0 ? whole_batch((half - root) / square) : 1, INFINITY};
}
