/*
 * Random numbers for simulated runs.
 *
 * Results must not change from one machine or C library to the next, so nothing
 * here comes from libc's rand():
 *   bits     xoshiro256** (Blackman & Vigna 2021, doi:10.1145/3460772)
 *   seeding  splitmix64 (Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195)
 *   below    multiply and reject (Lemire 2019, doi:10.1145/3230636)
 *   normal   polar method (Marsaglia & Bray 1964, doi:10.1137/1006063)
 */
#include "random.h"

#include <math.h>
#include <stddef.h>

static uint64_t rotate_left(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

static uint64_t splitmix64(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

void random_start(struct random_source *source, uint64_t seed)
{
    for (size_t i = 0; i < 4; i++)
        source->state[i] = splitmix64(&seed);
}

uint64_t random_bits(struct random_source *source)
{
    uint64_t *const s = source->state;
    const uint64_t result = rotate_left(s[1] * 5, 7) * 9;
    const uint64_t t = s[1] << 17;

    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate_left(s[3], 45);
    return result;
}

double random_unit(struct random_source *source)
{
    return ((double)(random_bits(source) >> 12) + 0.5) * 0x1p-52;
}

uint32_t random_below(struct random_source *source, uint32_t bound)
{
    uint64_t product = (random_bits(source) >> 32) * bound;

    if ((uint32_t)product < bound) {
        const uint32_t threshold = (0U - bound) % bound;
        while ((uint32_t)product < threshold)
            product = (random_bits(source) >> 32) * bound;
    }
    return (uint32_t)(product >> 32);
}

double random_normal(struct random_source *source)
{
    for (;;) {
        const double u = 2 * random_unit(source) - 1;
        const double v = 2 * random_unit(source) - 1;
        const double square = u * u + v * v;
        if (square > 0 && square < 1)
            return u * sqrt(-2 * log(square) / square);
    }
}
