/* What an item costs, as time and, where it has bytes, as a rate; against plain JavaScript that does the same. */
#ifndef TOLLGATE_SUMMARIZE_ITEMS_H
#define TOLLGATE_SUMMARIZE_ITEMS_H

#include <stddef.h>

#include "tollgate/run/estimate.h"
#include "tollgate/summarize/run_folder.h"

/* Time, rate and speedup of a cell; times are those of one item. */
struct item {
    const struct cell *cell;
    double ns; /* NaN where n is 0 */
    struct interval of_ns;
    double control_ns; /* NaN without; then there is no net time */
    struct difference net;
    double bytes;            /* 0 where bytes are not the matter */
    const char *element;     /* "" where kernels.csv has none */
    const struct cell *base; /* `js`, or NULL */
    struct ratio speedup;    /* of it; NaN without */
    const char *verdict;     /* "" without */
};

/* In the order of cell_compare(); [count]. */
struct items {
    struct item *all;
    size_t count;
};

/* Those of all cells of an experiment whose results agree; the caller frees `all`. */
struct items items_of(const struct run_folder *folder, const struct measured *measured);

#endif
