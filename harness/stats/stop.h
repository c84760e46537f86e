/* When to stop: sampling that ends by its own precision, without cheating. */
#ifndef TOLLGATE_STATS_STOP_H
#define TOLLGATE_STATS_STOP_H

#include <stdbool.h>
#include <stddef.h>

/* The first look at the intervals comes after so many processes. */
enum { STOP_FIRST_LOOK = 4 };

/* So many processes follow a look that found them narrow; nobody asks what they say. */
enum { STOP_UNASKED = 3 };

/*
 * After each process: how many there are to be in all, or 0 while that is not known.
 * `narrow` says whether every compared interval is now narrower than was asked for,
 * `earlier` is what this function returned after the process before (0 at first).
 */
size_t stop_after(size_t processes, bool narrow, size_t earlier);

#endif
