/* Separable blurs, one channel at a time; see blur.h. */
#include "blur.h"

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

/* ---- Gaussian ---------------------------------------------------------- */

/* Pixels [begin, end) of one row. Taps lie `step` bytes apart, and stop at the
 * edges, `before` taps back and `after` taps ahead. */
static inline void gauss_run(uint8_t *restrict dst, const uint8_t *restrict src, const uint16_t *restrict weights,
                             size_t radius, size_t step, size_t before, size_t after, size_t begin, size_t end)
{
    for (size_t i = CHANNELS * begin; i < CHANNELS * end; i += CHANNELS) {
        /* 1. The tap in the middle, and a half for rounding. */
        const uint32_t middle = weights[0];
        uint32_t r = 128 + middle * src[i];
        uint32_t g = 128 + middle * src[i + 1];
        uint32_t b = 128 + middle * src[i + 2];
        uint32_t a = 128 + middle * src[i + 3];

        /* 2. The others, in pairs of equal weight. */
        for (size_t k = 1; k <= radius; k++) {
            const uint8_t *back = src + i - min(k, before) * step;
            const uint8_t *ahead = src + i + min(k, after) * step;
            const uint32_t weight = weights[k];
            r += weight * ((uint32_t)back[0] + ahead[0]);
            g += weight * ((uint32_t)back[1] + ahead[1]);
            b += weight * ((uint32_t)back[2] + ahead[2]);
            a += weight * ((uint32_t)back[3] + ahead[3]);
        }

        /* 3. Back to 8 bits. */
        dst[i] = (uint8_t)(r >> 8);
        dst[i + 1] = (uint8_t)(g >> 8);
        dst[i + 2] = (uint8_t)(b >> 8);
        dst[i + 3] = (uint8_t)(a >> 8);
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

/* 2^15 / size, to nearest. */
static uint32_t box_reciprocal(size_t radius)
{
    return (uint32_t)((32768 + radius) / (2 * radius + 1));
}

static uint8_t box_mean(uint32_t sum, uint32_t reciprocal)
{
    return (uint8_t)((sum * reciprocal + 16384) >> 15);
}

/* Pixels [x, end) of the row at dst and src. */
static inline void box_run(uint8_t *restrict dst, const uint8_t *restrict src, size_t width, size_t radius, size_t x,
                           size_t end)
{
    const ptrdiff_t reach = (ptrdiff_t)radius;
    const uint32_t reciprocal = box_reciprocal(radius);

    /* 1. The sums around x. */
    uint32_t r = 0;
    uint32_t g = 0;
    uint32_t b = 0;
    uint32_t a = 0;
    for (ptrdiff_t k = -reach; k <= reach; k++) {
        const uint8_t *in = src + CHANNELS * clamped(x, k, width);
        r += in[0];
        g += in[1];
        b += in[2];
        a += in[3];
    }

    for (; x < end; x++) {
        /* 2. Their means. */
        uint8_t *out = dst + CHANNELS * x;
        out[0] = box_mean(r, reciprocal);
        out[1] = box_mean(g, reciprocal);
        out[2] = box_mean(b, reciprocal);
        out[3] = box_mean(a, reciprocal);

        /* 3. One step on: a pixel enters, a pixel leaves. */
        const uint8_t *enters = src + CHANNELS * clamped(x, reach + 1, width);
        const uint8_t *leaves = src + CHANNELS * clamped(x, -reach, width);
        r += (uint32_t)enters[0] - leaves[0];
        g += (uint32_t)enters[1] - leaves[1];
        b += (uint32_t)enters[2] - leaves[2];
        a += (uint32_t)enters[3] - leaves[3];
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

/* The block of pixels [x, x + columns) of each of the rows [y, y + rows). */
static inline void box_block(uint8_t *restrict dst, const uint8_t *restrict src, uint16_t *restrict sums, size_t width,
                             size_t height, size_t radius, size_t x, size_t y, size_t columns, size_t rows)
{
    const ptrdiff_t reach = (ptrdiff_t)radius;
    const uint32_t reciprocal = box_reciprocal(radius);
    const size_t bytes = CHANNELS * columns;
    const size_t stride = CHANNELS * width;
    const uint8_t *origin = src + CHANNELS * x;

    /* 1. The sums around row y, all but the last row of each. */
    for (size_t c = 0; c < bytes; c++) {
        sums[c] = 0;
    }
    for (ptrdiff_t k = -reach; k < reach; k++) {
        const uint8_t *in = origin + stride * clamped(y, k, height);
        for (size_t c = 0; c < bytes; c++) {
            sums[c] = (uint16_t)(sums[c] + in[c]);
        }
    }

    /* 2. Row after row: one enters, the means, one leaves. */
    for (size_t j = y; j < y + rows; j++) {
        const uint8_t *enters = origin + stride * clamped(j, reach, height);
        const uint8_t *leaves = origin + stride * clamped(j, -reach, height);
        uint8_t *out = dst + stride * j + CHANNELS * x;
        for (size_t c = 0; c < bytes; c++) {
            const uint32_t sum = (uint32_t)sums[c] + enters[c];
            out[c] = box_mean(sum, reciprocal);
            sums[c] = (uint16_t)(sum - leaves[c]);
        }
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
