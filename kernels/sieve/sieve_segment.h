/* What the scalar and the SIMD segmented sieve share: the patterns of the small
 * primes, and crossing off in one segment. Both work on bytes, where lanes do
 * not help. */
#ifndef KERNELS_SIEVE_SEGMENT_H
#define KERNELS_SIEVE_SEGMENT_H

#include "sieve.h"

static inline size_t sieve_min(size_t a, size_t b)
{
    return a < b ? a : b;
}

static inline void sieve_clear(uint8_t *bits, size_t bit)
{
    bits[bit >> 3] = (uint8_t)(bits[bit >> 3] & ~(1u << (bit & 7)));
}

/* 1 where the bit is set, else 0. */
static inline uint32_t sieve_bit(const uint8_t *bits, size_t bit)
{
    return (bits[bit >> 3] >> (bit & 7)) & 1u;
}

/* Clears the odd multiples of each of the primes (0 ends them) in the first
 * `period` bytes of pattern, where they begin to repeat, and repeats them until
 * there are `copies`: a pattern of `period` lanes of `copies` bytes. */
static inline void sieve_make_pattern(uint8_t *pattern, size_t period, size_t copies, const uint8_t primes[4])
{
    for (size_t i = 0; i < period; i++) {
        pattern[i] = 0xff;
    }
    for (; *primes != 0; primes++) {
        for (size_t bit = *primes / 2; bit < 8 * period; bit += *primes) {
            sieve_clear(pattern, bit);
        }
    }
    for (size_t i = period; i < copies * period; i++) {
        pattern[i] = pattern[i - period];
    }
}

/* Both patterns, in lanes of `lane` bytes: 3, 5, 7 first, then 11, 13. */
static inline void sieve_make_patterns(uint8_t *patterns, size_t lane)
{
    static const uint8_t a[4] = {3, 5, 7, 0};
    static const uint8_t b[4] = {11, 13, 0, 0};
    sieve_make_pattern(patterns, SIEVE_PATTERN_A, lane, a);
    sieve_make_pattern(patterns + lane * SIEVE_PATTERN_A, SIEVE_PATTERN_B, lane, b);
}

/* Clears the bits bit, bit + prime, bit + 2*prime, ... of a segment; returns how
 * far beyond its end the next of them lies. Every eighth is the same bit of a
 * byte, prime bytes on: eight strides through the bytes, each with one mask,
 * are one instruction a multiple. With few multiples they are not worth while.
 * Needs bit + prime < 2^32. */
static inline uint32_t sieve_cross_off(uint8_t *segment, size_t bytes, uint32_t prime, uint32_t bit)
{
    const uint32_t end = (uint32_t)(8 * bytes);
    if (bit >= end) {
        return bit - end;
    }
    const uint32_t past = prime - 1 - (end - 1 - bit) % prime;
    if (8 * prime > bytes) {
        for (; bit < end; bit += prime) {
            sieve_clear(segment, bit);
        }
        return past;
    }
    for (int k = 0; k < 8; k++, bit += prime) {
        const uint8_t mask = (uint8_t)~(1u << (bit & 7));
        size_t i = bit >> 3;
        for (; i + prime < bytes; i += 2 * prime) {
            segment[i] &= mask;
            segment[i + prime] &= mask;
        }
        if (i < bytes) {
            segment[i] &= mask;
        }
    }
    return past;
}

/* Finds the sieving primes in the first segment, from 17 to sqrt(n - 1), and
 * crosses off their multiples there. Returns how many there are. */
static inline size_t sieve_first_segment(uint8_t *restrict segment, size_t bytes, uint32_t *restrict primes,
                                         uint32_t *restrict next, size_t n)
{
    size_t found = 0;
    for (uint32_t prime = 17; prime <= (n - 1) / prime; prime += 2) {
        if (sieve_bit(segment, prime / 2)) {
            primes[found] = prime;
            next[found] = sieve_cross_off(segment, bytes, prime, prime * prime / 2);
            found++;
        }
    }
    return found;
}

/* What patterns cannot know: 3, 5, 7, 11, 13 are prime, 1 is not; and no integer
 * from n on is among those asked for. */
static inline void sieve_finish(uint8_t *bits, size_t bytes, size_t n)
{
    bits[0] = 0x6e;
    const size_t odd = n / 2;
    if (odd / 8 < bytes) {
        bits[odd / 8] = (uint8_t)(bits[odd / 8] & ((1u << (odd & 7)) - 1u));
    }
    for (size_t i = odd / 8 + 1; i < bytes; i++) {
        bits[i] = 0;
    }
}

#endif
