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

#include "stats/quantile.h"

/* Columns closer to parallel than this hold no second coefficient. */
static const double LEAST_SINE_SQUARED = 1e-18;

static bool usable(const double *times, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!(times[i] > 0) || !isfinite(times[i]))
            return false;
    return count >= 2;
}

bool line_fit(const double *calls, const double *elements, const double *times, size_t count,
              struct line *line)
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

double line_break_even(struct line line, double base_element_ns)
{
    const double gain = base_element_ns - line.element_ns;

    if (line.call_ns <= 0)
        return gain >= 0 ? 1 : INFINITY;
    if (!(gain > 0))
        return INFINITY;
    return fmax(1, ceil(line.call_ns / gain));
}

struct interval line_break_even_interval(struct line line, double base_element_ns, const struct line *lines,
                                         const double *base_elements_ns, size_t count, double factor,
                                         double *scratch)
{
    if (count == 0)
        return interval_unknown();

    for (size_t i = 0; i < 2 * count; i++) {
        const double scale = i % 2 == 0 ? factor : -factor;
        const struct line moved = {line.call_ns + scale * (lines[i / 2].call_ns - line.call_ns),
                                   line.element_ns + scale * (lines[i / 2].element_ns - line.element_ns)};
        const double base = base_element_ns + scale * (base_elements_ns[i / 2] - base_element_ns);
        scratch[i] = line_break_even(moved, base);
    }
    sort_ascending(scratch, 2 * count);

    /* No interpolation: between a batch and never there is nothing. */
    const double left_out = (1 - INTERVAL_SPREAD_QUANTILE) / 2 * (double)(2 * count - 1);
    const size_t low = (size_t)left_out;
    const double estimate = line_break_even(line, base_element_ns);
    return (struct interval){fmin(scratch[low], estimate), fmax(scratch[2 * count - 1 - low], estimate)};
}
