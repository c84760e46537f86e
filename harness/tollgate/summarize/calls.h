/* What a call costs, net of the loop that makes it. */
#ifndef TOLLGATE_SUMMARIZE_CALLS_H
#define TOLLGATE_SUMMARIZE_CALLS_H

#include <stdbool.h>
#include <stddef.h>

#include "tollgate/run/estimate.h"
#include "tollgate/summarize/call_words.h"
#include "tollgate/summarize/run_folder.h"
#include "tollgate/text/problem.h"

/* One cell; all times are per call. */
struct call {
    const struct cell *cell;
    const char *signature;
    struct call_words words;
    double ns;
    struct interval of_ns;
    const struct cell *control; /* the empty loop, or NULL; its times are of an iteration */
    struct difference net;
};

/* In the order of cell_compare(); [count]. */
struct calls {
    struct call *all;
    size_t count;
};

/*
 * Finds those of all cells of an experiment whose results agree; the caller frees `all`. False, with the problem set,
 * where a kernel or variant is not named as call_words.h says; then nothing needs freeing.
 */
bool calls_find(const struct samples *samples, const struct measured *measured, struct calls *calls,
                struct problem *problem);

/* An interval over a number of calls as that of one. */
struct interval interval_of_call(struct interval interval, double calls);

#endif
