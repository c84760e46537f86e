/* Student's t distribution. */
#ifndef TOLLGATE_STATS_STUDENT_H
#define TOLLGATE_STATS_STUDENT_H

/* P(|T| >= |t|) for T with `freedom` > 0 degrees of freedom, not necessarily whole. NaN for what is no number. */
double student_two_sided(double t, double freedom);

/* The t >= 0 with P(|T| <= t) = confidence, 0 < confidence < 1, to 12 digits. NaN for what is no number. */
double student_quantile(double confidence, double freedom);

#endif
