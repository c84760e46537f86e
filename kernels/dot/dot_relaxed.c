/* Dot products with relaxed multiply-add; see dot.h. The same steps as
 * dot_simd.c, but x*y + s is one operation, which the engine may round once (a
 * fused instruction) or twice (a multiplication, then an addition). It takes
 * longer than an addition alone, hence eight accumulators. */
#include "dot.h"

#include <wasm_simd128.h>

float dot_f32(const float *a, const float *b, size_t first, size_t count)
{
    const float *x = a + first;
    const float *y = b + first;
    size_t i = 0;

    /* 1. Blocks of 32 in eight accumulators. */
    v128_t s0 = wasm_f32x4_splat(0.0f);
    v128_t s1 = s0;
    v128_t s2 = s0;
    v128_t s3 = s0;
    v128_t s4 = s0;
    v128_t s5 = s0;
    v128_t s6 = s0;
    v128_t s7 = s0;
    for (; i + 32 <= count; i += 32) {
        s0 = wasm_f32x4_relaxed_madd(wasm_v128_load(x + i), wasm_v128_load(y + i), s0);
        s1 = wasm_f32x4_relaxed_madd(wasm_v128_load(x + i + 4), wasm_v128_load(y + i + 4), s1);
        s2 = wasm_f32x4_relaxed_madd(wasm_v128_load(x + i + 8), wasm_v128_load(y + i + 8), s2);
        s3 = wasm_f32x4_relaxed_madd(wasm_v128_load(x + i + 12), wasm_v128_load(y + i + 12), s3);
        s4 = wasm_f32x4_relaxed_madd(wasm_v128_load(x + i + 16), wasm_v128_load(y + i + 16), s4);
        s5 = wasm_f32x4_relaxed_madd(wasm_v128_load(x + i + 20), wasm_v128_load(y + i + 20), s5);
        s6 = wasm_f32x4_relaxed_madd(wasm_v128_load(x + i + 24), wasm_v128_load(y + i + 24), s6);
        s7 = wasm_f32x4_relaxed_madd(wasm_v128_load(x + i + 28), wasm_v128_load(y + i + 28), s7);
    }

    /* 2. The accumulators become one number. */
    s0 = wasm_f32x4_add(wasm_f32x4_add(s0, s1), wasm_f32x4_add(s2, s3));
    s4 = wasm_f32x4_add(wasm_f32x4_add(s4, s5), wasm_f32x4_add(s6, s7));
    const v128_t s = wasm_f32x4_add(s0, s4);
    float sum = (wasm_f32x4_extract_lane(s, 0) + wasm_f32x4_extract_lane(s, 1))
              + (wasm_f32x4_extract_lane(s, 2) + wasm_f32x4_extract_lane(s, 3));

    /* 3. The tail, up to 31 elements. */
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

    /* 1. Blocks of 16 in eight accumulators. */
    v128_t s0 = wasm_f64x2_splat(0.0);
    v128_t s1 = s0;
    v128_t s2 = s0;
    v128_t s3 = s0;
    v128_t s4 = s0;
    v128_t s5 = s0;
    v128_t s6 = s0;
    v128_t s7 = s0;
    for (; i + 16 <= count; i += 16) {
        s0 = wasm_f64x2_relaxed_madd(wasm_v128_load(x + i), wasm_v128_load(y + i), s0);
        s1 = wasm_f64x2_relaxed_madd(wasm_v128_load(x + i + 2), wasm_v128_load(y + i + 2), s1);
        s2 = wasm_f64x2_relaxed_madd(wasm_v128_load(x + i + 4), wasm_v128_load(y + i + 4), s2);
        s3 = wasm_f64x2_relaxed_madd(wasm_v128_load(x + i + 6), wasm_v128_load(y + i + 6), s3);
        s4 = wasm_f64x2_relaxed_madd(wasm_v128_load(x + i + 8), wasm_v128_load(y + i + 8), s4);
        s5 = wasm_f64x2_relaxed_madd(wasm_v128_load(x + i + 10), wasm_v128_load(y + i + 10), s5);
        s6 = wasm_f64x2_relaxed_madd(wasm_v128_load(x + i + 12), wasm_v128_load(y + i + 12), s6);
        s7 = wasm_f64x2_relaxed_madd(wasm_v128_load(x + i + 14), wasm_v128_load(y + i + 14), s7);
    }

    /* 2. The accumulators become one number. */
    s0 = wasm_f64x2_add(wasm_f64x2_add(s0, s1), wasm_f64x2_add(s2, s3));
    s4 = wasm_f64x2_add(wasm_f64x2_add(s4, s5), wasm_f64x2_add(s6, s7));
    const v128_t s = wasm_f64x2_add(s0, s4);
    double sum = wasm_f64x2_extract_lane(s, 0) + wasm_f64x2_extract_lane(s, 1);

    /* 3. The tail, up to 15 elements. */
    for (; i < count; i++) {
        sum += x[i] * y[i];
    }
    return sum;
}
