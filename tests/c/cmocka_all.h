/* cmocka, the headers it wants before it, and what it lacks. */
#ifndef TESTS_CMOCKA_ALL_H
#define TESTS_CMOCKA_ALL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

/* cmocka's own compares floats, which lose half the digits. */
#define assert_near(found, expected, tolerance) assert_true(fabs((found) - (expected)) <= (tolerance))

#endif
