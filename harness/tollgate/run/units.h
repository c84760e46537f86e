/* Units: the parts of a cell that are independent of each other (struct unit in samples.h). */
#ifndef TOLLGATE_UNITS_H
#define TOLLGATE_UNITS_H

#include "tollgate/run/samples.h"

/* Order of units: by run, then number. */
int unit_compare(const struct unit *a, const struct unit *b);

/*
 * Puts the processes of every cell in order, and fills in the quiet times, units and resolution of the cell. The cells
 * must be in order.
 */
void units_find(struct samples *samples);

#endif
