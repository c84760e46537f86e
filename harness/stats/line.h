/* The price of a call: a line through times at several batch sizes. */
#ifndef TOLLGATE_STATS_LINE_H
#define TOLLGATE_STATS_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/interval.h"

/* t = call_ns * calls + element_ns * elements, all times in ns. */
struct line {
    double call_ns;
    double element_ns;
};

/*
 * Fits the line to times[i] > 0 (ns) at calls[i] calls over elements[i] elements,
 * i < count, by least squares of the relative residuals: weights 1 / times[i]^2,
 * since the noise of a timing grows with what is timed. Both coefficients may come
 * out negative. Returns false, and leaves *line alone, if there are fewer than two
 * points, a time is not positive and finite, or calls and elements are proportional.
 */
bool line_fit(const double *calls, const double *elements, const double *times, size_t count, struct line *line);

/*
 * The smallest batch b >= 1 with call_ns / b + element_ns <= base_element_ns from
 * there on; INFINITY if there is none.
 */
double line_break_even(struct line line, double base_element_ns);

/*
 * 95 % interval of the break-even batch call_ns / gain_ns by Fieller's theorem (Fieller 1954),
 * in whole numbers from 1, where gain_ns is what an element costs less than at the base.
 * calls[count] and gains[count] are both with each of `count` processes left out in turn,
 * which weigh as much as `effective` equal ones (interval.h). The high end is INFINITY where
 * the gain is not certain. Unknown if count is less than 2.
 */
struct interval line_break_even_interval(double call_ns, double gain_ns, const double *calls, const double *gains,
                                         size_t count, double effective);

#endif
