/* The floor: a call that does nothing. What any kernel costs above this is its
 * own work; what this costs is the crossing. */
#ifndef KERNELS_NOOP_H
#define KERNELS_NOOP_H

#include <stddef.h>
#include <stdint.h>

/* Returns count modulo 2^32, so that a caller can see that the call happened.
 * Reads and writes no memory; `first` is ignored; no input is bad. */
uint32_t noop(size_t first, size_t count);

#endif
