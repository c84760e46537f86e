/* Calls as CSV. */
#include "tollgate/summarize/calls_file.h"

#include <math.h>
#include <stdlib.h>

#include "tollgate/run/label.h"
#include "tollgate/summarize/control.h"
#include "tollgate/text/csv_write.h"
#include "tollgate/text/memory.h"

static const char *verdict_of(const struct call *call)
{
    if (is_control(&call->cell->key))
        return "control";
    return call->control ? estimate_resolution(&call->net) : "";
}

static void write_times(struct csv_output *output, double ns, struct interval interval)
{
    csv_number(output, ns);
    csv_number(output, interval.low);
    csv_number(output, interval.high);
}

static void write_call(struct csv_output *output, const struct call *call)
{
    const struct cell *const cell = call->cell;
    const double n = (double)cell->key.n;

    csv_text(output, cell->key.engine);
    csv_text(output, cell->key.kernel);
    csv_text(output, call->signature);
    csv_text(output, call->words.direction);
    csv_text(output, call->words.callee);
    csv_text(output, call->words.site);
    csv_text(output, call->words.held);
    csv_count(output, call->words.chain);
    csv_count(output, call->words.repeat);
    csv_count(output, cell->process_count);
    csv_count(output, cell->sample_count);
    write_times(output, call->ns, call->of_ns);
    if (call->control)
        write_times(output, estimate_time(call->control) / n,
                    interval_of_call(estimate_time_interval(call->control), n));
    else
        write_times(output, NAN, interval_unknown());
    write_times(output, call->net.value, call->net.interval);
    csv_text(output, verdict_of(call));
    csv_end_cell(output, &cell->key);
}

bool calls_file_write(const char *directory, const char *experiment, const struct calls *calls, struct problem *problem)
{
    struct csv_output output;
    char *const name = format_text("%s.csv", experiment);
    const bool created = csv_create(&output, directory, name,
                                    "engine,kernel,signature,direction,callee,site,held,chain,repeat,processes,samples,"
                                    "time_ns,low_ns,high_ns,control_ns,control_low_ns,control_high_ns,"
                                    "net_ns,net_low_ns,net_high_ns,verdict," CSV_LAST_COLUMNS,
                                    problem);

    free(name);
    for (size_t i = 0; created && i < calls->count; i++)
        write_call(&output, &calls->all[i]);
    return created && csv_commit(&output, problem);
}
