/* The floor: a call that does next to nothing. What any kernel costs above this is its
 * own work; what this costs is the crossing. Handing back a parameter as it is would be
 * less, but V8 compiles a function that does no more than that into its caller, and then
 * nothing crosses. */
#ifndef KERNELS_NOOP_H
#define KERNELS_NOOP_H

#include <stddef.h>
#include <stdint.h>

/* Returns 2 count modulo 2^32, so that a caller can see that the call happened.
 * Reads and writes no memory; `first` is ignored; no input is bad. */
uint32_t noop(size_t first, size_t count);

#endif
