/* Random numbers: the same seed gives the same numbers on every machine. */
#ifndef TOLLGATE_STATS_RANDOM_H
#define TOLLGATE_STATS_RANDOM_H

#include <stddef.h>
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

/* Gamma with scale 1 and the given shape, which must be 1 or more (less gives NaN). */
double random_gamma(struct random_source *source, double shape);

/* A seed from `length` bytes of text and an earlier seed (or 0): FNV-1a, then mixed. */
uint64_t random_seed_of(const void *text, size_t length, uint64_t seed);

#endif
