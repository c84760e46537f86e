/* Numbers to and from text, plain decimals only. */
#ifndef TOLLGATE_NUMBER_H
#define TOLLGATE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Integers above this are not exact in a double, nor in JavaScript: 2^53. */
#define LARGEST_COUNT (UINT64_C(1) << 53)

/* Reads all of text[length] as a whole number up to LARGEST_COUNT: digits alone. */
bool number_count(const char *text, size_t length, uint64_t *count);

/*
 * Reads all of text[length] as a finite decimal, [-]digits[.digits][e[+-]digits],
 * correctly rounded. No spaces, no hexadecimal, no "inf", no "nan".
 */
bool number_decimal(const char *text, size_t length, double *value);

/* The longest double in digits, with a sign and a NUL. */
struct number_text {
    char text[328];
};

/* 7 significant digits, or all of a whole number, never an exponent; empty for NaN and infinity. */
struct number_text number_plain(double value);

#endif
