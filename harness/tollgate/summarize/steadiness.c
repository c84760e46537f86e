/*
 * The quiet time hides what recurs: garbage collection, changes of tier, slow processes. Tables say where that is much.
 */
#include "tollgate/summarize/steadiness.h"

#include "stats/quiet.h"
#include "tollgate/run/estimate.h"
#include "tollgate/text/table.h"

double median_over_quiet(const struct cell *cell)
{
    return estimate_median(cell) / estimate_time(cell);
}

double spread_of_processes(const struct cell *cell)
{
    return quiet_spread(cell->quiet_ns, cell->process_count);
}

bool is_unsteady(const struct cell *cell)
{
    return median_over_quiet(cell) > TABLE_WORTH_A_NOTE || spread_of_processes(cell) > TABLE_WORTH_A_NOTE;
}
