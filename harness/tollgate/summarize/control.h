/* A cell less the empty loop that it runs in: the loop costs something itself, and is measured as a cell of its own. */
#ifndef TOLLGATE_SUMMARIZE_CONTROL_H
#define TOLLGATE_SUMMARIZE_CONTROL_H

#include <stdbool.h>

#include "tollgate/run/estimate.h"
#include "tollgate/run/samples.h"

/* Whether the cell is an empty loop: a control. */
bool is_control(const struct cell_key *key);

/* A cell less the control of its machine, engine, experiment, kernel, n and batch, with its setting or with none. */
struct net {
    const struct cell *control; /* NULL: there is none, or the cell is one; then all else is NaN */
    struct difference of_iteration;
};

struct net net_of_control(const struct samples *samples, const struct cell *cell);

#endif
