/*
 * The allocator of Emscripten's C library (the Makefile exports malloc, calloc and free themselves),
 * and the loop that JavaScript runs over it, run here: the difference is the crossings.
 */

#include <stdlib.h>

#define EXPORTED(name) __attribute__((export_name(#name))) name

/* Blocks alive at once, as in memory-malloc.js. */
enum { LIVE = 16 };

/* Not static: so no compiler can tell that a block goes unused, and leave it out. */
void *live[LIVE];

/* Each gives how many of n allocations it got. */
unsigned EXPORTED(malloc_loop)(unsigned n, unsigned bytes);
unsigned EXPORTED(empty_loop)(unsigned n, unsigned bytes);

unsigned malloc_loop(unsigned n, unsigned bytes)
{
    unsigned got = 0;
    for (unsigned i = 0; i < n; i++) {
        free(live[i % LIVE]);
        live[i % LIVE] = malloc(bytes);
        got += live[i % LIVE] != NULL;
    }
    return got;
}

unsigned empty_loop(unsigned n, unsigned bytes)
{
    static unsigned volatile slots[LIVE];
    unsigned got = 0;
    for (unsigned i = 0; i < n; i++) {
        slots[i % LIVE] = bytes;
        got += slots[i % LIVE] != 0;
    }
    return got;
}
