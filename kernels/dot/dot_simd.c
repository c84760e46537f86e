/* Dot products, four f32 or two f64 lanes at a time; see dot.h. Several
 * accumulators, so that additions which do not depend on each other hide the
 * latency of one. */
#include "dot.h"

#include "../simd.h"

float dot_f32(const float *a, const float *b, size_t first, size_t count)
{
    const float *x = a + first;
    const float *y = b + first;
    size_t i = 0;

    /* 1. Blocks of 16 in four accumulators. */
    v128_t s0 = wasm_f32x4_splat(0.0f);
    v128_t s1 = s0;
    v128_t s2 = s0;
    v128_t s3 = s0;
    for (; i + 16 <= count; i += 16) {
        s0 = wasm_f32x4_add(s0, wasm_f32x4_mul(wasm_v128_load(x + i), wasm_v128_load(y + i)));
        s1 = wasm_f32x4_add(s1, wasm_f32x4_mul(wasm_v128_load(x + i + 4), wasm_v128_load(y + i + 4)));
        s2 = wasm_f32x4_add(s2, wasm_f32x4_mul(wasm_v128_load(x + i + 8), wasm_v128_load(y + i + 8)));
        s3 = wasm_f32x4_add(s3, wasm_f32x4_mul(wasm_v128_load(x + i + 12), wasm_v128_load(y + i + 12)));
    }

    /* 2. The accumulators become one number. */
    const v128_t s = wasm_f32x4_add(wasm_f32x4_add(s0, s1), wasm_f32x4_add(s2, s3));
    float sum = (wasm_f32x4_extract_lane(s, 0) + wasm_f32x4_extract_lane(s, 1))
              + (wasm_f32x4_extract_lane(s, 2) + wasm_f32x4_extract_lane(s, 3));

    /* 3. The tail, up to 15 elements. */
    for (; i < count; i++) {
        sum += x[i] * y[i];
    }
    return sum;
}

double dot_f64(const double *a, const double *b, size_t first, size_t count)
{
    const double *x = a + first;
    const double *y = b + first;
    size_t i = 0;

    /* 1. Blocks of 8 in four accumulators. */
    v128_t s0 = wasm_f64x2_splat(0.0);
    v128_t s1 = s0;
    v128_t s2 = s0;
    v128_t s3 = s0;
    for (; i + 8 <= count; i += 8) {
        s0 = wasm_f64x2_add(s0, wasm_f64x2_mul(wasm_v128_load(x + i), wasm_v128_load(y + i)));
        s1 = wasm_f64x2_add(s1, wasm_f64x2_mul(wasm_v128_load(x + i + 2), wasm_v128_load(y + i + 2)));
        s2 = wasm_f64x2_add(s2, wasm_f64x2_mul(wasm_v128_load(x + i + 4), wasm_v128_load(y + i + 4)));
        s3 = wasm_f64x2_add(s3, wasm_f64x2_mul(wasm_v128_load(x + i + 6), wasm_v128_load(y + i + 6)));
    }

    /* 2. The accumulators become one number. */
    const v128_t s = wasm_f64x2_add(wasm_f64x2_add(s0, s1), wasm_f64x2_add(s2, s3));
    double sum = wasm_f64x2_extract_lane(s, 0) + wasm_f64x2_extract_lane(s, 1);

    /* 3. The tail, up to 7 elements. */
    for (; i < count; i++) {
        sum += x[i] * y[i];
    }
    return sum;
}
