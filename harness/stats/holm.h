/* Many tests at once: Holm's step-down correction. */
#ifndef TOLLGATE_STATS_HOLM_H
#define TOLLGATE_STATS_HOLM_H

#include <stddef.h>

/*
 * adjusted[i]: the smallest family-wise error rate at which hypothesis i is rejected, given the
 * p-values p[count] of all of them. In ascending order p(1) .. p(m) it is the largest of
 * min(1, (m - j + 1) p(j)) over j <= k, so the order of the p-values is kept and ties stay ties.
 * p: 0 to 1, not NaN; scratch[count] is overwritten; the arrays must not overlap.
 */
void holm_adjust(const double *p, size_t count, const double **scratch, double *adjusted);

#endif
