/*
 * marshal.csv, memory.csv, gc.csv and dom.csv: what an item costs, as time and, where bytes are the
 * matter, as a rate; against plain JavaScript that does the same.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/run/label.h"
#include "tollgate/run/references.h"
#include "tollgate/summarize/boundary.h"
#include "tollgate/text/csv_write.h"
#include "tollgate/text/memory.h"

static struct item item_of(const struct boundary *run, const struct cell *cell)
{
    const double n = cell->key.n > 0 ? (double)cell->key.n : NAN;
    const struct interval interval = estimate_time_interval(cell);
    const struct net net = boundary_net(run->samples, cell);
    const struct element *const element = elements_find(&run->elements, cell->key.kernel, cell->key.n);
    const struct cell *const base = reference_baseline(run->samples, cell);
    struct item item = {
        .cell = cell,
        .ns = estimate_time(cell) / n,
        .of_ns = {interval.low / n, interval.high / n},
        .control_ns = net.control ? estimate_time(net.control) / n : NAN,
        .net = {net.of_iteration.value / n, {net.of_iteration.interval.low / n, net.of_iteration.interval.high / n}},
        .bytes = element ? element->bytes : 0,
        .element = element ? element->name : "",
        .base = base,
        .speedup = {.value = NAN, .interval = interval_unknown()},
        .verdict = "",
    };

    if (boundary_is_control(&cell->key)) {
        item.base = NULL;
        item.verdict = "control";
    } else if (base == cell) {
        item.speedup = (struct ratio){.value = 1, .interval = {1, 1}};
        item.verdict = "baseline";
    } else if (base) {
        item.speedup = estimate_ratio(base, cell);
        item.verdict = estimate_verdict(&item.speedup, floors_between(&run->floors, &base->key, &cell->key));
    }
    return item;
}

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

static void write_module(struct csv_output *output, const struct boundary *run, const struct cell_key *key)
{
    static const char start[] = "boundary_module_bytes_";
    const size_t length = sizeof start + strlen(key->experiment) + strlen(key->variant) + 1;
    char *const name = allocate(length, 1);

    snprintf(name, length, "%s%s_%s", start, key->experiment, key->variant);
    const char *const value = facts_value(&run->facts, key->machine, name);
    csv_text(output, value ? value : "");
    free(name);
}

static void write_item(struct csv_output *output, const struct boundary *run, const struct item *item)
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
    write_module(output, run, &cell->key);
    csv_end_cell(output, &cell->key);
}

static bool write_file(const struct boundary *run, const struct item *items, size_t count, const char *experiment,
                       const char *directory, struct problem *problem)
{
    struct csv_output output;
    char name[40];

    snprintf(name, sizeof name, "%s.csv", experiment);
    if (!csv_create(&output, directory, name,
                    "engine,kernel,variant,n,batch,transfer,processes,samples,element,item_ns,item_low_ns,item_high_ns,"
                    "control_ns,net_ns,net_low_ns,net_high_ns,gb_per_s,gb_per_s_low,gb_per_s_high,"
                    "baseline,speedup,speedup_low,speedup_high,verdict,module_bytes," CSV_LAST_COLUMNS,
                    problem))
        return false;
    for (size_t i = 0; i < count; i++)
        write_item(&output, run, &items[i]);
    return csv_commit(&output, problem);
}

bool boundary_items(const struct boundary *boundary, const char *experiment, const char *directory, FILE *out,
                    struct problem *problem)
{
    const struct boundary_cells cells = boundary_cells(boundary->samples, experiment);
    struct item *const items = allocate(cells.count, sizeof *items);

    for (size_t i = 0; i < cells.count; i++)
        items[i] = item_of(boundary, cells.all[i]);
    const bool written = write_file(boundary, items, cells.count, experiment, directory, problem);
    if (written)
        boundary_print_items(boundary->samples, items, cells.count, out);
    free(items);
    free(cells.all);
    return written;
}
