/*
 * Student's t distribution, by the regularised incomplete beta function
 *   P(|T| >= t) = I_x(freedom / 2, 1 / 2), x = freedom / (freedom + t^2)
 * (Abramowitz & Stegun 26.7.1), whose continued fraction (26.5.8) is evaluated by
 * Lentz's method. The quantile is found by bisection in ln t: slow, and never lost.
 */
#include "stats/student.h"

#include <math.h>

static const double TINY = 1e-300;
static const double PRECISION = 1e-15;
enum { MOST_TERMS = 10000, BISECTIONS = 200 };

static double away_from_zero(double x)
{
    return fabs(x) < TINY ? TINY : x;
}

/* The continued fraction of I_x(a, b); converges fast for x < (a + 1) / (a + b + 2). */
static double fraction(double a, double b, double x)
{
    double c = 1;
    double d = 1 / away_from_zero(1 - (a + b) * x / (a + 1));
    double value = d;

    for (int m = 1; m <= MOST_TERMS; m++) {
        const double twice = 2.0 * m;
        const double even = m * (b - m) * x / ((a + twice - 1) * (a + twice));
        d = 1 / away_from_zero(1 + even * d);
        c = away_from_zero(1 + even / c);
        value *= c * d;
        const double odd = -(a + m) * (a + b + m) * x / ((a + twice) * (a + twice + 1));
        d = 1 / away_from_zero(1 + odd * d);
        c = away_from_zero(1 + odd / c);
        value *= c * d;
        if (fabs(c * d - 1) < PRECISION)
            break;
    }
    return value;
}

/* I_x(a, b), with 1 - x given apart, because it may be tiny. */
static double incomplete_beta(double a, double b, double x, double rest)
{
    if (x <= 0)
        return 0;
    if (rest <= 0)
        return 1;

    const double front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(rest));
    if (x < (a + 1) / (a + b + 2))
        return front * fraction(a, b, x) / a;
    return 1 - front * fraction(b, a, rest) / b;
}

double student_two_sided(double t, double freedom)
{
    if (isnan(t) || !(freedom > 0))
        return NAN;
    if (isinf(t))
        return 0;
    if (isinf(freedom))
        return erfc(fabs(t) / sqrt(2));

    const double square = t * t;
    return incomplete_beta(freedom / 2, 0.5, freedom / (freedom + square), square / (freedom + square));
}

double student_quantile(double confidence, double freedom)
{
    if (!(confidence > 0 && confidence < 1) || !(freedom > 0))
        return NAN;

    double low = log(1e-12), high = log(1e30);
    for (int i = 0; i < BISECTIONS; i++) {
        const double middle = (low + high) / 2;
        if (student_two_sided(exp(middle), freedom) > 1 - confidence)
            low = middle;
        else
            high = middle;
    }
    return exp((low + high) / 2);
}
