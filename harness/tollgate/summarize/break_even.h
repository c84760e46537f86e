/* The smallest batch from which a sweep is no slower than something else. */
#ifndef TOLLGATE_SUMMARIZE_BREAK_EVEN_H
#define TOLLGATE_SUMMARIZE_BREAK_EVEN_H

#include "stats/interval.h"
#include "tollgate/run/samples.h"
#include "tollgate/summarize/sweep_fit.h"

struct break_even {
    double batch;             /* NaN: there is nothing else; INFINITY: never */
    struct interval interval; /* unknown where "never" is proven, too */
};

/* Against the time per element of a base. */
struct break_even break_even_against(const struct fit *fit, const struct cell *base);

#endif
