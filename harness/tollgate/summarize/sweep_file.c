/* Prices as CSV. What is written of a lone cell is its row of summary.csv. */
#include "tollgate/summarize/sweep_file.h"

#include <stdlib.h>

#include "tollgate/run/label.h"
#include "tollgate/text/csv_write.h"
#include "tollgate/text/memory.h"

static void write_price(struct csv_output *output, const struct price *price)
{
    const struct cell_key *const key = &price->first->key;

    csv_text(output, key->engine);
    csv_text(output, key->kernel);
    csv_text(output, key->variant);
    csv_text(output, key->transfer);
    csv_number(output, price->line.call_ns);
    csv_number(output, price->call.low);
    csv_number(output, price->call.high);
    csv_number(output, price->line.element_ns);
    csv_number(output, price->element.low);
    csv_number(output, price->element.high);
    csv_number(output, price->break_even.batch);
    csv_number(output, price->break_even.interval.low);
    csv_number(output, price->break_even.interval.high);
    csv_text(output, price->base ? price->base->key.variant : "");
    csv_end_cell(output, key);
}

bool sweep_file_write(const char *directory, const char *experiment, const struct prices *prices,
                      struct problem *problem)
{
    struct csv_output output;
    char *const name = format_text("%s.csv", experiment);
    const bool created =
        csv_create(&output, directory, name,
                   "engine,kernel,variant,transfer,call_ns,call_ns_low,call_ns_high,element_ns,element_ns_low,"
                   "element_ns_high,break_even_batch,break_even_low,break_even_high,baseline," CSV_LAST_COLUMNS,
                   problem);

    free(name);
    for (size_t i = 0; created && i < prices->count; i++)
        if (!prices->all[i].is_lone)
            write_price(&output, &prices->all[i]);
    return created && csv_commit(&output, problem);
}
