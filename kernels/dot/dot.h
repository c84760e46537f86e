/* Dot products: a[first]*b[first] + ... + a[first+count-1]*b[first+count-1].
 *
 * a, b    at least first + count elements each, of the type in the name; only
 *         read, so they may overlap or be the same array. Aligned as their type
 *         asks (4 or 8 bytes); the SIMD twins need no more.
 * first   index of the first element used
 * count   how many elements are used; 0 gives 0
 * Returns the sum, rounded to the type in the name. The order of the additions
 *         is each variant's own: results differ in the last bits, by at most
 *         about count * 2^-24 (2^-53) times the largest partial sum.
 * NaN and infinity go through as IEEE 754 says. first + count must not exceed
 * SIZE_MAX, nor the length of a or b; that is not checked. */
#ifndef KERNELS_DOT_H
#define KERNELS_DOT_H

#include <stddef.h>

float dot_f32(const float *a, const float *b, size_t first, size_t count);

double dot_f64(const double *a, const double *b, size_t first, size_t count);

#endif
