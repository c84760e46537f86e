/*
 * memcpy() is what every copy across the boundary comes down to, so beyond the caches none
 * can be faster. Bytes are counted once, though each is read and written.
 */
#include "bandwidth.h"

#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "stats/quantile.h"
#include "stats/quiet.h"

enum { LEAST_COPIES = 5, MOST_COPIES = 1000 };

/* Through a pointer that may change, so that no copy is left out. */
static void *(*volatile copy)(void *, const void *, size_t) = memcpy;

static double quiet_copy_ns(unsigned char *to, unsigned char *from, size_t bytes, uint64_t budget_ns)
{
    static double times[MOST_COPIES];
    size_t count = 0;
    const uint64_t end = clock_ns() + budget_ns;
    do {
        from[count % bytes]++;
        const uint64_t start = clock_ns();
        copy(to, from, bytes);
        times[count++] = (double)(clock_ns() - start);
    } while (count < LEAST_COPIES || (count < MOST_COPIES && clock_ns() < end));
    sort_ascending(times, count);
    return quiet_of_process(times, count);
}

double bandwidth_of_copy(size_t bytes, uint64_t budget_ns)
{
    unsigned char *from = malloc(bytes);
    unsigned char *to = malloc(bytes);
    double bytes_per_s = 0;
    if (from != NULL && to != NULL) {
        /* Untouched pages would be one page of zeros, or be handed out while the clock runs. */
        memset(from, 1, bytes);
        memset(to, 2, bytes);
        const double ns = quiet_copy_ns(to, from, bytes, budget_ns);
        bytes_per_s = 1e9 * (double)bytes / (ns > 1 ? ns : 1);
    }
    free(from);
    free(to);
    return bytes_per_s;
}
