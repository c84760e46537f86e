/*
 * Numbers to and from text.
 *
 * samples.csv has two numbers a row that must be read, ten million rows at worst,
 * and strtod() takes 100 ns. Up to 15 digits and 22 decimals, mantissa / 10^decimals is
 * one correctly rounded division of two exact doubles (Clinger 1990,
 * doi:10.1145/93542.93557); only what is longer, or has an exponent, goes to strtod().
 */
#include "tollgate/text/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool number_count(const char *text, size_t length, uint64_t *count)
{
    enum { MOST_DIGITS = 16 };
    uint64_t sum = 0;

    if (length == 0 || length > MOST_DIGITS)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (!is_digit(text[i]))
            return false;
        sum = sum * 10 + (uint64_t)(text[i] - '0');
    }
    *count = sum;
    return sum <= LARGEST_COUNT;
}

/* Past the digits at `at`, or NULL if there are none. */
static const char *skip_digits(const char *at)
{
    const size_t digits = strspn(at, "0123456789");

    return digits > 0 ? at + digits : NULL;
}

static bool is_decimal(const char *text)
{
    const char *at = skip_digits(text + (*text == '-'));

    if (at && *at == '.')
        at = skip_digits(at + 1);
    if (at && (*at == 'e' || *at == 'E'))
        at = skip_digits(at + 1 + (at[1] == '+' || at[1] == '-'));
    return at && *at == '\0';
}

static bool slow_decimal(const char *text, size_t length, double *value)
{
    char copy[64];

    if (length >= sizeof copy)
        return false;
    memcpy(copy, text, length);
    copy[length] = '\0';
    if (strlen(copy) != length || !is_decimal(copy))
        return false;
    *value = strtod(copy, NULL);
    return isfinite(*value);
}

bool number_decimal(const char *text, size_t length, double *value)
{
    static const double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    enum { MOST_DIGITS = 15 };
    uint64_t mantissa = 0;
    size_t digits = 0;
    size_t i = 0;

    for (; i < length && is_digit(text[i]); i++, digits++)
        mantissa = mantissa * 10 + (uint64_t)(text[i] - '0');
    const size_t whole = digits;
    if (i < length && text[i] == '.')
        for (i++; i < length && is_digit(text[i]); i++, digits++)
            mantissa = mantissa * 10 + (uint64_t)(text[i] - '0');
    if (i < length || whole == 0 || digits > MOST_DIGITS || text[length - 1] == '.')
        return slow_decimal(text, length, value);
    *value = (double)mantissa / powers[digits - whole];
    return true;
}

struct number_text number_plain(double value)
{
    enum { SIGNIFICANT = 7, MOST_DECIMALS = 15 };
    struct number_text number = {""};

    if (!isfinite(value))
        return number;

    if (value == floor(value) && fabs(value) <= (double)LARGEST_COUNT) {
        snprintf(number.text, sizeof number.text, "%.0f", value);
        return number;
    }

    const double size = floor(log10(fabs(value)));
    const double decimals = fmin(fmax(SIGNIFICANT - 1 - size, 0), MOST_DECIMALS);
    snprintf(number.text, sizeof number.text, "%.*f", (int)decimals, value);
    return number;
}
