/* Two sieves of Eratosthenes, each in two calls: mark finds the primes below n,
 * count counts those in a range of integers [first, first + count).
 *
 * Integers are those of [0, n): n itself is not among them. Nothing is wrong
 * with n = 0, 1 or 2 (no primes below) or with count = 0. n must be below 2^32;
 * first + count must not exceed n; buffers must not overlap and must be as long
 * as stated: none of this is checked.
 */
#ifndef KERNELS_SIEVE_H
#define KERNELS_SIEVE_H

#include <stddef.h>
#include <stdint.h>

/* ---- One byte an integer ------------------------------------------------ */

/* flags[i] becomes 1 where i is prime, else 0.
 * flags: n bytes, written only, no alignment asked. */
void sieve_byte_mark(uint8_t *flags, size_t n);

/* Returns how many flags of [first, first + count) are 1. */
uint32_t sieve_byte_count(const uint8_t *flags, size_t first, size_t count);

/* ---- One bit an odd integer, segment by segment ------------------------- */

/* Bit i (bit i & 7 of byte i >> 3) becomes 1 where 2*i + 1 is prime, else 0;
 * bits of integers from n on become 0. The prime 2 has no bit.
 *
 * bits      16 * ceil(n / 256) bytes: the bits, and padding to 16 bytes
 * patterns  scratch of SIEVE_PATTERN_BYTES: where multiples of 3, 5, 7 and of
 *           11, 13 lie; both repeat, so they are sieved once and then copied
 * primes, next  scratch of floor(sqrt(n)) / 2 + 1 values each: the primes from
 *           17 whose squares are below n, and where each goes on in the next
 *           segment
 *
 * All scratch may hold anything before and afterwards; none needs more than the
 * alignment of its type.
 *
 * After: Bays and Hudson, "The segmented sieve of Eratosthenes and primes in
 * arithmetic progressions to 10^12", BIT 17 (1977), for the segments; the copied
 * pattern is folklore, also used by primesieve (PreSieve.cpp). */
void sieve_segmented_mark(uint8_t *restrict bits, uint8_t *restrict patterns, uint32_t *restrict primes,
                          uint32_t *restrict next, size_t n);

/* Returns how many primes there are in [first, first + count), the prime 2
 * included. Reads the bytes of `bits` that hold the range only. */
uint32_t sieve_segmented_count(const uint8_t *bits, size_t first, size_t count);

enum {
    /* Fits the first-level data cache of anything current (32 KiB and more), with
   * room beside it. */
    SIEVE_SEGMENT_BYTES = 24576,

    /* Bits repeat after 3*5*7 and 11*13 of them, so bytes do, and so do lanes
   * of 16 bytes: 105 and 143. */
    SIEVE_PATTERN_A = 105,
    SIEVE_PATTERN_B = 143,
    SIEVE_PATTERN_BYTES = 16 * (SIEVE_PATTERN_A + SIEVE_PATTERN_B)
};

#endif
