/* Sieves of Eratosthenes, 16 bytes at a time where that helps: filling and
 * counting; see sieve.h. The steps are those of sieve.c. */
#include "sieve.h"

#include "../simd.h"
#include "sieve_segment.h"

/* The sum of four lanes of 32 bits. */
KERNELS_INLINE uint32_t sum_lanes(v128_t v)
{
    return (uint32_t)wasm_i32x4_extract_lane(v, 0) + (uint32_t)wasm_i32x4_extract_lane(v, 1)
         + (uint32_t)wasm_i32x4_extract_lane(v, 2) + (uint32_t)wasm_i32x4_extract_lane(v, 3);
}

/* Sixteen lanes of 8 bits, added up to four of 32. */
KERNELS_INLINE v128_t widen(v128_t bytes)
{
    return wasm_u32x4_extadd_pairwise_u16x8(wasm_u16x8_extadd_pairwise_u8x16(bytes));
}

/* ---- One byte an integer ------------------------------------------------ */

void sieve_byte_mark(uint8_t *flags, size_t n)
{
    /* 1. Everything from 2 on may be prime. */
    const v128_t ones = wasm_i8x16_splat(1);
    size_t filled = 0;
    for (; filled + 16 <= n; filled += 16) {
        wasm_v128_store(flags + filled, ones);
        __asm__ volatile(""); /* or compilers call memset, which need not know v128 */
    }
    for (; filled < n; filled++) {
        flags[filled] = 1;
    }
    for (size_t i = 0; i < sieve_min(n, 2); i++) {
        flags[i] = 0;
    }

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
    enum { LANES = 16, BLOCK = 255 * LANES };
    const size_t end = first + count;
    size_t i = first;

    /* Lanes of 8 bits hold up to 255 ones, then wider ones take over. */
    v128_t sums = wasm_i32x4_splat(0);
    while (i + LANES <= end) {
        const size_t stop = i + sieve_min(BLOCK, (end - i) / LANES * LANES);
        v128_t block = wasm_i8x16_splat(0);
        for (; i < stop; i += LANES) {
            block = wasm_i8x16_add(block, wasm_v128_load(flags + i));
        }
        sums = wasm_i32x4_add(sums, widen(block));
    }

    uint32_t total = sum_lanes(sums);
    for (; i < end; i++) {
        total += flags[i];
    }
    return total;
}

/* ---- One bit an odd integer, segment by segment ------------------------- */

enum { LANE = 16 };

/* A segment that begins at byte `at` of all, without multiples of 3 to 13. */
KERNELS_INLINE void fill(uint8_t *restrict segment, size_t bytes, const uint8_t *restrict patterns, size_t at)
{
    const uint8_t *pattern_a = patterns;
    const uint8_t *pattern_b = patterns + LANE * SIEVE_PATTERN_A;
    size_t a = at / LANE % SIEVE_PATTERN_A;
    size_t b = at / LANE % SIEVE_PATTERN_B;
    for (size_t i = 0; i < bytes; i += LANE) {
        wasm_v128_store(segment + i,
                        wasm_v128_and(wasm_v128_load(pattern_a + LANE * a), wasm_v128_load(pattern_b + LANE * b)));
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
    enum { LANE_BITS = 8 * LANE, BLOCK_BITS = 31 * LANE_BITS };
    const size_t end = (first + count) / 2;
    size_t bit = first / 2;
    uint32_t total = first <= 2 && 2 < first + count;

    /* 1. Up to the next byte. */
    for (; bit < end && (bit & 7) != 0; bit++) {
        total += sieve_bit(bits, bit);
    }

    /* 2. Whole lanes: those of 8 bits hold up to 31 counts of 8, then wider ones take over. */
    v128_t sums = wasm_i32x4_splat(0);
    while (bit + LANE_BITS <= end) {
        const size_t stop = bit + sieve_min(BLOCK_BITS, (end - bit) / LANE_BITS * LANE_BITS);
        v128_t block = wasm_i8x16_splat(0);
        for (; bit < stop; bit += LANE_BITS) {
            block = wasm_i8x16_add(block, wasm_i8x16_popcnt(wasm_v128_load(bits + bit / 8)));
        }
        sums = wasm_i32x4_add(sums, widen(block));
    }
    total += sum_lanes(sums);

    /* 3. The tail. */
    for (; bit < end; bit++) {
        total += sieve_bit(bits, bit);
    }
    return total;
}
