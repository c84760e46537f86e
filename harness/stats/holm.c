/*
 * Holm 1979, "A simple sequentially rejective multiple test procedure", Scandinavian
 * Journal of Statistics 6, 65-70. It holds for tests that depend on each other in any way,
 * as cells of one run do, and rejects at least what Bonferroni's correction does.
 */
#include "stats/holm.h"

#include <math.h>
#include <stdlib.h>

static int compare_values(const void *left, const void *right)
{
    const double a = **(const double *const *)left;
    const double b = **(const double *const *)right;

    return (a > b) - (a < b);
}

void holm_adjust(const double *p, size_t count, const double **scratch, double *adjusted)
{
    double largest = 0;

    for (size_t i = 0; i < count; i++)
        scratch[i] = &p[i];
    if (count > 0)
        qsort(scratch, count, sizeof *scratch, compare_values);
    for (size_t k = 0; k < count; k++) {
        largest = fmax(largest, fmin(1, (double)(count - k) * *scratch[k]));
        adjusted[scratch[k] - p] = largest;
    }
}
