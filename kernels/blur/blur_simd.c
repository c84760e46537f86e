/* Separable blurs, eight channels of 16 bits at a time; see blur.h. The steps
 * are those of blur.c. */
#include "blur.h"

#include "../simd.h"

enum { CHANNELS = 4 };

static size_t min(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Index c + offset, clamped to [0, length). */
static size_t clamped(size_t c, ptrdiff_t offset, size_t length)
{
    const ptrdiff_t i = (ptrdiff_t)c + offset;
    return i < 0 ? 0 : min((size_t)i, length - 1);
}

/* One pixel, its channels in lanes 0..3 of 16 bits; the others are zero. */
KERNELS_INLINE v128_t load_pixel(const uint8_t *pixel)
{
    return wasm_u16x8_extend_low_u8x16(wasm_v128_load32_zero(pixel));
}

KERNELS_INLINE void store_pixel(uint8_t *pixel, v128_t channels)
{
    wasm_v128_store32_lane(pixel, wasm_u8x16_narrow_i16x8(channels, channels), 0);
}

/* Two pixels, their channels in lanes 0..7. */
KERNELS_INLINE v128_t load_pair(const uint8_t *pixels)
{
    return wasm_u16x8_load8x8(pixels);
}

/* ---- Gaussian ---------------------------------------------------------- */

/* Pixels [begin, end) of one row. Taps lie `step` bytes apart, and stop at the
 * edges, `before` taps back and `after` taps ahead. */
KERNELS_INLINE void gauss_run(uint8_t *restrict dst, const uint8_t *restrict src, const uint16_t *restrict weights,
                              size_t radius, size_t step, size_t before, size_t after, size_t begin, size_t end)
{
    const v128_t half = wasm_i16x8_splat(128);
    size_t i = CHANNELS * begin;

    for (; i + 16 <= CHANNELS * end; i += 16) {
        /* 1. The tap in the middle, and a half for rounding. */
        const v128_t middle = wasm_v128_load16_splat(weights);
        v128_t low = wasm_i16x8_add(half, wasm_i16x8_mul(middle, load_pair(src + i)));
        v128_t high = wasm_i16x8_add(half, wasm_i16x8_mul(middle, load_pair(src + i + 8)));

        /* 2. The others, in pairs of equal weight. */
        for (size_t k = 1; k <= radius; k++) {
            const uint8_t *back = src + i - min(k, before) * step;
            const uint8_t *ahead = src + i + min(k, after) * step;
            const v128_t weight = wasm_v128_load16_splat(weights + k);
            const v128_t low_pair = wasm_i16x8_add(load_pair(back), load_pair(ahead));
            const v128_t high_pair = wasm_i16x8_add(load_pair(back + 8), load_pair(ahead + 8));
            low = wasm_i16x8_add(low, wasm_i16x8_mul(weight, low_pair));
            high = wasm_i16x8_add(high, wasm_i16x8_mul(weight, high_pair));
        }

        /* 3. Back to 8 bits. */
        wasm_v128_store(dst + i, wasm_u8x16_narrow_i16x8(wasm_u16x8_shr(low, 8), wasm_u16x8_shr(high, 8)));
    }

    /* The tail, up to 3 pixels: the same steps on one. */
    for (; i < CHANNELS * end; i += CHANNELS) {
        v128_t sum = wasm_i16x8_mul(wasm_v128_load16_splat(weights), load_pixel(src + i));
        sum = wasm_i16x8_add(sum, half);
        for (size_t k = 1; k <= radius; k++) {
            const v128_t back = load_pixel(src + i - min(k, before) * step);
            const v128_t ahead = load_pixel(src + i + min(k, after) * step);
            const v128_t weight = wasm_v128_load16_splat(weights + k);
            sum = wasm_i16x8_add(sum, wasm_i16x8_mul(weight, wasm_i16x8_add(back, ahead)));
        }
        store_pixel(dst + i, wasm_u16x8_shr(sum, 8));
    }
}

void blur_gauss_rows(uint8_t *restrict tmp, const uint8_t *restrict src, const uint16_t *restrict weights, size_t width,
                     size_t height, size_t radius, size_t first, size_t count)
{
    (void)height;
    const size_t last = first + count;
    for (size_t i = first, end; i < last; i = end) {
        /* A pixel near an edge is a run of its own, those between are one. */
        const size_t before = min(i % width, radius);
        const size_t after = width - 1 - i % width;
        const int inside = before == radius && after >= radius;
        end = inside ? min(i + after - radius + 1, last) : i + 1;
        gauss_run(tmp, src, weights, radius, CHANNELS, before, min(after, radius), i, end);
    }
}

void blur_gauss_columns(uint8_t *restrict dst, const uint8_t *restrict tmp, const uint16_t *restrict weights,
                        size_t width, size_t height, size_t radius, size_t first, size_t count)
{
    const size_t last = first + count;
    for (size_t i = first, end; i < last; i = end) {
        /* What the range has of row y is one run. */
        const size_t y = i / width;
        end = min((y + 1) * width, last);
        gauss_run(dst, tmp, weights, radius, CHANNELS * width, min(y, radius), min(height - 1 - y, radius), i, end);
    }
}

/* ---- Box --------------------------------------------------------------- */

/* 2^15 / size, to nearest, in each lane. */
KERNELS_INLINE v128_t box_reciprocal(size_t radius)
{
    return wasm_i16x8_splat((int16_t)((32768 + radius) / (2 * radius + 1)));
}

/* (sum * reciprocal + 2^14) >> 15; both are below 2^15, so signed will do. */
KERNELS_INLINE v128_t box_mean(v128_t sum, v128_t reciprocal)
{
    return wasm_i16x8_q15mulr_sat(sum, reciprocal);
}

/* The sum around the next pixel: one pixel enters, one leaves. */
KERNELS_INLINE v128_t box_step(v128_t sum, const uint8_t *enters, const uint8_t *leaves)
{
    return wasm_i16x8_add(sum, wasm_i16x8_sub(load_pixel(enters), load_pixel(leaves)));
}

/* How the sums of pixels x, x + 1 change two steps on: two enter, two leave. */
KERNELS_INLINE v128_t box_change(const uint8_t *enters, const uint8_t *leaves)
{
    const v128_t in = wasm_i16x8_add(load_pair(enters), load_pair(enters + CHANNELS));
    const v128_t out = wasm_i16x8_add(load_pair(leaves), load_pair(leaves + CHANNELS));
    return wasm_i16x8_sub(in, out);
}

/* Pixels [x, end) of the row at dst and src. */
KERNELS_INLINE void box_run(uint8_t *restrict dst, const uint8_t *restrict src, size_t width, size_t radius, size_t x,
                            size_t end)
{
    const ptrdiff_t reach = (ptrdiff_t)radius;
    const v128_t reciprocal = box_reciprocal(radius);
    /* 1. The sums around x. */
    v128_t sum = wasm_i16x8_splat(0);
    for (ptrdiff_t k = -reach; k <= reach; k++) {
        sum = wasm_i16x8_add(sum, load_pixel(src + CHANNELS * clamped(x, k, width)));
    }

    while (x < end) {
        /* Away from the edges four pixels at a time: steps 3 and 2 on pairs. */
        if (x >= radius && x + 4 <= end && x + radius + 6 <= width) {
            const uint8_t *enters = src + CHANNELS * (x + radius + 1);
            const uint8_t *leaves = src + CHANNELS * (x - radius);
            v128_t pair = wasm_i64x2_shuffle(sum, box_step(sum, enters, leaves), 0, 2);
            do {
                const v128_t second = wasm_i16x8_add(pair, box_change(enters, leaves));
                wasm_v128_store(dst + CHANNELS * x,
                                wasm_u8x16_narrow_i16x8(box_mean(pair, reciprocal), box_mean(second, reciprocal)));
                pair = wasm_i16x8_add(second, box_change(enters + 8, leaves + 8));
                enters += 16;
                leaves += 16;
                x += 4;
            } while (x + 4 <= end && x + radius + 6 <= width);
            sum = pair;
            continue;
        }

        /* 2. Their means. */
        store_pixel(dst + CHANNELS * x, box_mean(sum, reciprocal));

        /* 3. One step on. */
        const uint8_t *enters = src + CHANNELS * clamped(x, reach + 1, width);
        const uint8_t *leaves = src + CHANNELS * clamped(x, -reach, width);
        sum = box_step(sum, enters, leaves);
        x++;
    }
}

void blur_box_rows(uint8_t *restrict tmp, const uint8_t *restrict src, size_t width, size_t height, size_t radius,
                   size_t first, size_t count)
{
    (void)height;
    const size_t last = first + count;
    for (size_t i = first, end; i < last; i = end) {
        /* What the range has of one row is one run. */
        const size_t x = i % width;
        const size_t row = CHANNELS * (i - x);
        end = min(i - x + width, last);
        box_run(tmp + row, src + row, width, radius, x, end - i + x);
    }
}

/* Step 2 of box_block for the channels of one row; the last 1 to 3 pixels are the tail. */
KERNELS_INLINE void box_row(uint8_t *restrict out, const uint8_t *restrict enters, const uint8_t *restrict leaves,
                            uint16_t *restrict sums, v128_t reciprocal, size_t bytes)
{
    size_t c = 0;
    for (; c + 16 <= bytes; c += 16) {
        const v128_t low = wasm_i16x8_add(wasm_v128_load(sums + c), load_pair(enters + c));
        const v128_t high = wasm_i16x8_add(wasm_v128_load(sums + c + 8), load_pair(enters + c + 8));
        wasm_v128_store(out + c, wasm_u8x16_narrow_i16x8(box_mean(low, reciprocal), box_mean(high, reciprocal)));
        wasm_v128_store(sums + c, wasm_i16x8_sub(low, load_pair(leaves + c)));
        wasm_v128_store(sums + c + 8, wasm_i16x8_sub(high, load_pair(leaves + c + 8)));
    }
    for (; c < bytes; c += CHANNELS) {
        const v128_t sum = wasm_i16x8_add(wasm_v128_load64_zero(sums + c), load_pixel(enters + c));
        store_pixel(out + c, box_mean(sum, reciprocal));
        wasm_v128_store64_lane(sums + c, wasm_i16x8_sub(sum, load_pixel(leaves + c)), 0);
    }
}

/* The block of pixels [x, x + columns) of each of the rows [y, y + rows). */
KERNELS_INLINE void box_block(uint8_t *restrict dst, const uint8_t *restrict src, uint16_t *restrict sums, size_t width,
                              size_t height, size_t radius, size_t x, size_t y, size_t columns, size_t rows)
{
    const ptrdiff_t reach = (ptrdiff_t)radius;
    const v128_t reciprocal = box_reciprocal(radius);
    const size_t bytes = CHANNELS * columns;
    const size_t stride = CHANNELS * width;
    const uint8_t *origin = src + CHANNELS * x;

    /* 1. The sums around row y, all but the last row of each. */
    for (size_t c = 0; c < bytes; c += CHANNELS) {
        v128_t sum = wasm_i16x8_splat(0);
        for (ptrdiff_t k = -reach; k < reach; k++) {
            sum = wasm_i16x8_add(sum, load_pixel(origin + stride * clamped(y, k, height) + c));
        }
        wasm_v128_store64_lane(sums + c, sum, 0);
    }

    /* 2. Row after row: one enters, the means, one leaves. */
    for (size_t j = y; j < y + rows; j++) {
        const uint8_t *enters = origin + stride * clamped(j, reach, height);
        const uint8_t *leaves = origin + stride * clamped(j, -reach, height);
        box_row(dst + stride * j + CHANNELS * x, enters, leaves, sums, reciprocal, bytes);
    }
}

void blur_box_columns(uint8_t *restrict dst, const uint8_t *restrict tmp, uint16_t *restrict sums, size_t width,
                      size_t height, size_t radius, size_t first, size_t count)
{
    const size_t last = first + count;
    for (size_t i = first, end; i < last; i = end) {
        /* Whole rows together are one block; part of a row is another. */
        const size_t x = i % width;
        const size_t left = last - i;
        const size_t rows = x == 0 && left >= width ? left / width : 1;
        const size_t columns = min(width - x, left);
        end = i + rows * columns;
        box_block(dst, tmp, sums, width, height, radius, x, i / width, columns, rows);
    }
}
