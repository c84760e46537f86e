/* From cells to calls. */
#include "tollgate/summarize/calls.h"

#include <stdlib.h>
#include <string.h>

#include "tollgate/summarize/control.h"
#include "tollgate/text/memory.h"

/* What the kernels of calls begin with; the rest is the signature. */
static const char KERNEL[] = "call-";

struct interval interval_of_call(struct interval interval, double calls)
{
    return (struct interval){interval.low / calls, interval.high / calls};
}

static bool call_of(const struct samples *samples, const struct cell *cell, struct call *call, struct problem *problem)
{
    const double n = (double)cell->key.n;
    const struct net net = net_of_control(samples, cell);
    struct problem wrong;

    if (strncmp(cell->key.kernel, KERNEL, strlen(KERNEL)) != 0)
        return problem_set(problem, "samples.csv: cell %.300s: kernel is not call-<type>-<parameters>",
                           cell_name(&cell->key, ' ').text);
    if (!call_words_read(cell->key.variant, &call->words, &wrong))
        return problem_set(problem, "samples.csv: cell %.300s: %.600s", cell_name(&cell->key, ' ').text, wrong.text);
    call->cell = cell;
    call->signature = cell->key.kernel + strlen(KERNEL);
    call->ns = estimate_time(cell) / n;
    call->of_ns = interval_of_call(estimate_time_interval(cell), n);
    call->control = net.control;
    call->net = (struct difference){net.of_iteration.value / n, interval_of_call(net.of_iteration.interval, n)};
    return true;
}

bool calls_find(const struct samples *samples, const struct measured *measured, struct calls *calls,
                struct problem *problem)
{
    *calls = (struct calls){allocate(measured->count, sizeof *calls->all), 0};
    for (size_t i = 0; i < measured->count; i++) {
        if (measured->cells[i].checks_differ)
            continue;
        if (!call_of(samples, &measured->cells[i], &calls->all[calls->count++], problem)) {
            free(calls->all);
            return false;
        }
    }
    return true;
}
