/* Which cell another is compared with. */
#ifndef TOLLGATE_REFERENCES_H
#define TOLLGATE_REFERENCES_H

#include "tollgate/run/samples.h"

/* A reference has the setting of the cell, or none where that was not measured. */

/*
 * The baseline of summary.csv: `js` of the same engine, experiment, kernel, n and batch,
 * resident; if that batch was not measured, fully batched. NULL if there is none. The
 * baseline of a baseline is itself.
 */
const struct cell *reference_baseline(const struct samples *samples, const struct cell *cell);

/* The same in another engine of the machine. */
const struct cell *reference_in(const struct samples *samples, const struct cell *cell, const char *engine);

/* As reference_baseline(), and for native code that of the first other engine in the file that has one. */
const struct cell *reference_javascript(const struct samples *samples, const struct cell *cell);

/*
 * A base of ratios.csv: `js` or `wasm` (engine as in reference_javascript()), `native` or
 * `native-simd`, of the same experiment, kernel, n and batch, resident. NULL if there is none.
 */
const struct cell *reference_base(const struct samples *samples, const struct cell *cell, const char *variant);

#endif
