/*
 * How long does a multiplication take that needs the result of the one before? Prints the ns of one, the fastest of
 * many turns. It is native code, so that calls.js can compare what it finds with a number that no JavaScript engine
 * took part in.
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

/* Each product is an input of the empty assembly after it, so the compiler cannot merge two multiplications. */
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
