/*
 * When to stop.
 *
 * Who looks after each process and stops as soon as an interval is narrow stops where its
 * spread came out small by chance, and the intervals that are reported cover less than
 * they say. A few observations more, taken whatever they say, undo that (Simons 1968,
 * doi:10.1214/aoms/1177698025). What that comes to is measured in tests/c/test_coverage.c.
 */
#include "stats/stop.h"

size_t stop_after(size_t processes, bool narrow, size_t earlier)
{
    if (earlier > 0)
        return earlier;
    return narrow && processes >= STOP_FIRST_LOOK ? processes + STOP_UNASKED : 0;
}
