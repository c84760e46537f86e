/* Random numbers: the same seed gives the same numbers on every machine. */
#ifndef TESTS_RANDOM_H
#define TESTS_RANDOM_H

#include <stdint.h>

struct random_source {
    uint64_t state[4];
};

/* Starts `source` from any 64-bit seed, zero included. */
void random_start(struct random_source *source, uint64_t seed);

/* The next 64 random bits. */
uint64_t random_bits(struct random_source *source);

/* Uniform in the open interval (0, 1), in steps of 2^-52: never 0, never 1. */
double random_unit(struct random_source *source);

/* Uniform integer in [0, bound), without bias. bound must be 1 or more; 0 gives 0. */
uint32_t random_below(struct random_source *source, uint32_t bound);

/* Standard normal. */
double random_normal(struct random_source *source);

#endif
