/*
 * How long a multiplication takes that needs the one before: prints the ns of one, the
 * fastest of many turns. Native code, so that what calls.js finds has something to be
 * compared with that no JavaScript engine had a hand in.
 */

#include <stdint.h>
#include <stdio.h>
#include <time.h>

enum { TURNS = 400, STEPS = 2000, CHAIN = 64 };

static double now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* Each product is an input of the empty assembly behind it: none is merged with the next. */
static uint32_t multiply(uint32_t x, uint32_t factor)
{
    for (int step = 0; step < STEPS; step++) {
#pragma GCC unroll 64
        for (int i = 0; i < CHAIN; i++) {
            x *= factor;
            __asm__ volatile("" : "+r"(x));
        }
    }
    return x;
}

int main(void)
{
    double fastest = 1e300;
    uint32_t x = 1;
    const volatile uint32_t factor = 3;
    for (int turn = 0; turn < TURNS; turn++) {
        const double start = now_ns();
        x = multiply(x, factor);
        const double elapsed = now_ns() - start;
        fastest = elapsed < fastest ? elapsed : fastest;
    }
    printf("%.5f %u\n", fastest / ((double)STEPS * CHAIN), x & 1U);
    return 0;
}
