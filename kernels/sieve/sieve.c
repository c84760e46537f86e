/* Sieves of Eratosthenes, scalar; see sieve.h. */
#include "sieve.h"

#include <string.h>

#include "sieve_segment.h"

/* ---- One byte an integer ------------------------------------------------ */

void sieve_byte_mark(uint8_t *flags, size_t n)
{
    /* 1. Everything from 2 on may be prime. */
    memset(flags, 1, n);
    memset(flags, 0, sieve_min(n, 2));

    /* 2. Multiples are not. */
    for (size_t i = 2; i < n && i <= (n - 1) / i; i++) {
        if (flags[i]) {
            for (size_t j = i * i; j < n; j += i) {
                flags[j] = 0;
            }
        }
    }
}

uint32_t sieve_byte_count(const uint8_t *flags, size_t first, size_t count)
{
    uint32_t total = 0;
    for (size_t i = first; i < first + count; i++) {
        total += flags[i];
    }
    return total;
}

/* ---- One bit an odd integer, segment by segment ------------------------- */

enum { LANE = 8 };

static uint64_t load_word(const uint8_t *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

static void store_word(uint8_t *bytes, uint64_t word)
{
    memcpy(bytes, &word, sizeof word);
}

/* A segment that begins at byte `at` of all, without multiples of 3 to 13. */
static inline void fill(uint8_t *restrict segment, size_t bytes, const uint8_t *restrict patterns, size_t at)
{
    const uint8_t *pattern_a = patterns;
    const uint8_t *pattern_b = patterns + LANE * SIEVE_PATTERN_A;
    size_t a = at / LANE % SIEVE_PATTERN_A;
    size_t b = at / LANE % SIEVE_PATTERN_B;
    for (size_t i = 0; i < bytes; i += LANE) {
        store_word(segment + i, load_word(pattern_a + LANE * a) & load_word(pattern_b + LANE * b));
        a = a + 1 < SIEVE_PATTERN_A ? a + 1 : 0;
        b = b + 1 < SIEVE_PATTERN_B ? b + 1 : 0;
    }
}

void sieve_segmented_mark(uint8_t *restrict bits, uint8_t *restrict patterns, uint32_t *restrict primes,
                          uint32_t *restrict next, size_t n)
{
    if (n == 0) {
        return;
    }
    const size_t bytes = (n - 1) / 256 * 16 + 16;
    sieve_make_patterns(patterns, LANE);

    size_t found = 0;
    for (size_t at = 0; at < bytes; at += SIEVE_SEGMENT_BYTES) {
        /* 1. The pattern of the small primes. */
        uint8_t *segment = bits + at;
        const size_t length = sieve_min(bytes - at, SIEVE_SEGMENT_BYTES);
        fill(segment, length, patterns, at);

        /* 2. The others: the first segment tells which they are. */
        if (at == 0) {
            found = sieve_first_segment(segment, length, primes, next, n);
            continue;
        }
        for (size_t i = 0; i < found; i++) {
            next[i] = sieve_cross_off(segment, length, primes[i], next[i]);
        }
    }

    /* 3. Both ends. */
    sieve_finish(bits, bytes, n);
}

uint32_t sieve_segmented_count(const uint8_t *bits, size_t first, size_t count)
{
    const size_t end = (first + count) / 2;
    size_t bit = first / 2;
    uint32_t total = first <= 2 && 2 < first + count;

    /* 1. Up to the next byte. */
    for (; bit < end && (bit & 7) != 0; bit++) {
        total += sieve_bit(bits, bit);
    }

    /* 2. Whole words. */
    for (; bit + 8 * LANE <= end; bit += 8 * LANE) {
        total += (uint32_t)__builtin_popcountll(load_word(bits + bit / 8));
    }

    /* 3. The tail. */
    for (; bit < end; bit++) {
        total += sieve_bit(bits, bit);
    }
    return total;
}
