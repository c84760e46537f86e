/* Items as CSV. */
#include "tollgate/summarize/items_file.h"

#include <math.h>
#include <stdlib.h>

#include "tollgate/run/label.h"
#include "tollgate/text/csv_write.h"
#include "tollgate/text/memory.h"

static void write_net(struct csv_output *output, const struct item *item)
{
    csv_number(output, item->control_ns);
    csv_number(output, item->net.value);
    csv_number(output, item->net.interval.low);
    csv_number(output, item->net.interval.high);
}

/* Bytes per ns are 10^9 bytes a second. */
static void write_rate(struct csv_output *output, const struct item *item)
{
    const double bytes = item->bytes > 0 ? item->bytes : NAN;

    csv_number(output, bytes / item->ns);
    csv_number(output, bytes / item->of_ns.high);
    csv_number(output, bytes / item->of_ns.low);
}

/* Out of environment.csv, where it is known. */
static void write_module(struct csv_output *output, const struct run_folder *folder, const struct cell_key *key)
{
    char *const name = format_text("boundary_module_bytes_%s_%s", key->experiment, key->variant);
    const char *const value = facts_value(&folder->facts, key->machine, name);

    csv_text(output, value ? value : "");
    free(name);
}

static void write_item(struct csv_output *output, const struct run_folder *folder, const struct item *item)
{
    const struct cell *const cell = item->cell;

    csv_text(output, cell->key.engine);
    csv_text(output, cell->key.kernel);
    csv_text(output, cell->key.variant);
    csv_count(output, cell->key.n);
    csv_count(output, cell->key.batch);
    csv_text(output, cell->key.transfer);
    csv_count(output, cell->process_count);
    csv_count(output, cell->sample_count);
    csv_text(output, item->element);
    csv_number(output, item->ns);
    csv_number(output, item->of_ns.low);
    csv_number(output, item->of_ns.high);
    write_net(output, item);
    write_rate(output, item);
    csv_text(output, item->base ? item->base->key.variant : "");
    csv_number(output, item->speedup.value);
    csv_number(output, item->speedup.interval.low);
    csv_number(output, item->speedup.interval.high);
    csv_text(output, item->verdict);
    write_module(output, folder, &cell->key);
    csv_end_cell(output, &cell->key);
}

bool items_file_write(const struct run_folder *folder, const char *experiment, const struct items *items,
                      struct problem *problem)
{
    struct csv_output output;
    char *const name = format_text("%s.csv", experiment);
    const bool created =
        csv_create(&output, folder->directory, name,
                   "engine,kernel,variant,n,batch,transfer,processes,samples,element,item_ns,item_low_ns,item_high_ns,"
                   "control_ns,net_ns,net_low_ns,net_high_ns,gb_per_s,gb_per_s_low,gb_per_s_high,"
                   "baseline,speedup,speedup_low,speedup_high,verdict,module_bytes," CSV_LAST_COLUMNS,
                   problem);

    free(name);
    for (size_t i = 0; created && i < items->count; i++)
        write_item(&output, folder, &items->all[i]);
    return created && csv_commit(&output, problem);
}
