/* Separable blurs of an RGBA image with 8 bits a channel: Gaussian and box.
 *
 * Image    height rows of width pixels, row by row without gaps; a pixel is
 *          4 bytes R, G, B, A, and each of the four is blurred alike (for a
 *          picture with transparency that is right when it is premultiplied).
 *          Pixel index i is column x = i % width of row y = i / width.
 * Edges    are clamped: a tap outside the image reads the nearest pixel inside.
 * Range    a call computes the pixels [first, first + count), which may begin
 *          and end anywhere in a row; count = 0 does nothing. A pixel's value does
 *          not depend on the range it was computed in.
 * Passes   first rows over the whole image into tmp, then columns from tmp to
 *          dst. Each pass rounds to 8 bits as its formula says, so every variant
 *          gives the same bytes.
 * Buffers  src, tmp, dst: 4*width*height bytes each, no alignment asked. A pass
 *          reads its input anywhere in the image and writes its output in the
 *          range only; output and input must not overlap (hence restrict).
 * Bad input is not checked: width >= 1 and height >= 1 unless count = 0, and
 *          first + count <= width*height < 2^29. A box of a radius outside 1..5
 *          gives unspecified bytes, but stays inside the buffers up to 2^12.
 */
#ifndef KERNELS_BLUR_H
#define KERNELS_BLUR_H

#include <stddef.h>
#include <stdint.h>

/* Gaussian. Taps are symmetric, so only half of them is stored:
 *
 *   out[i] = (weights[0]*in[i]
 *             + sum over k = 1..radius of weights[k]*(in[i-k] + in[i+k])
 *             + 128) >> 8
 *
 * weights  radius + 1 values with weights[0] + 2*(weights[1] + ... ) = 256, so
 *          that a constant image stays as it is and no sum exceeds
 *          255*256 + 128 < 2^16. definition.js makes them from sigma:
 *            g[k]       = exp(-k*k / (2*sigma*sigma))
 *            weights[k] = round(256*g[k] / (g[0] + 2*(g[1] + ... + g[radius])))  for k >= 1
 *            weights[0] = 256 - 2*(weights[1] + ... + weights[radius])
 */
void blur_gauss_rows(uint8_t *restrict tmp, const uint8_t *restrict src, const uint16_t *restrict weights, size_t width,
                     size_t height, size_t radius, size_t first, size_t count);

void blur_gauss_columns(uint8_t *restrict dst, const uint8_t *restrict tmp, const uint16_t *restrict weights,
                        size_t width, size_t height, size_t radius, size_t first, size_t count);

/* Box, radius 1..5: the mean of size = 2*radius + 1 pixels, rounded to nearest:
 *
 *   out[i] = (in[i-radius] + ... + in[i+radius] + radius) / size     (whole division)
 *          = (sum * reciprocal + 2^14) >> 15,  reciprocal = (2^15 + radius) / size
 *
 * The second form, which SIMD has as one operation, is exact: the reciprocal is
 * off by at most 1/2, the mean thus by at most 255*size/2^16, and the fractions
 * of a mean stay 1/(2*size) away from the rounding point; so size <= 11.
 *
 * sums     scratch of the columns pass: 4*width values, the running sum of each
 *          column; what it holds before and after a call means nothing. */
void blur_box_rows(uint8_t *restrict tmp, const uint8_t *restrict src, size_t width, size_t height, size_t radius,
                   size_t first, size_t count);

void blur_box_columns(uint8_t *restrict dst, const uint8_t *restrict tmp, uint16_t *restrict sums, size_t width,
                      size_t height, size_t radius, size_t first, size_t count);

#endif
