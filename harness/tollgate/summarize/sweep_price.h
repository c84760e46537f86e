/* What a call and an element of a sweep cost. */
#ifndef TOLLGATE_SUMMARIZE_SWEEP_PRICE_H
#define TOLLGATE_SUMMARIZE_SWEEP_PRICE_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/interval.h"
#include "stats/line.h"
#include "tollgate/summarize/break_even.h"
#include "tollgate/summarize/run_folder.h"

struct price {
    const struct cell *first; /* of the sweep; n and batch of its key are those of this cell alone */
    bool is_lone;             /* one batch was measured, on purpose: an element costs all of its time */
    struct line line;         /* ns a call, NaN of a lone cell; ns an element */
    struct interval call;
    struct interval element;
    const struct cell *base; /* the best JavaScript, or NULL: then there is no break-even batch */
    struct break_even break_even;
};

/* In the order of the cells; [count]. */
struct prices {
    struct price *all;
    size_t count;
};

/*
 * Those of all sweeps of an experiment; the caller frees `all`. A sweep of too few batch sizes is left out with a line
 * on stderr, unless the experiment has lone cells and the sweep is one.
 */
struct prices prices_of(const struct measured *measured);

/* The break-even batch of that price's sweep against any cell. */
struct break_even price_break_even(const struct measured *measured, const struct price *price, const struct cell *base);

#endif
