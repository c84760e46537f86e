/* Dot products, one element at a time; see dot.h. One accumulator, so each
 * addition waits for the one before: C may not reorder them. */
#include "dot.h"

float dot_f32(const float *a, const float *b, size_t first, size_t count)
{
    float sum = 0.0f;
    for (size_t i = first; i < first + count; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

double dot_f64(const double *a, const double *b, size_t first, size_t count)
{
    double sum = 0.0;
    for (size_t i = first; i < first + count; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}
