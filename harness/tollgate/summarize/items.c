/* From cells to items. */
#include "tollgate/summarize/items.h"

#include <math.h>

#include "tollgate/run/references.h"
#include "tollgate/summarize/control.h"
#include "tollgate/text/memory.h"

/* Sets what is said against the base. */
static void judge(const struct run_folder *folder, struct item *item)
{
    if (is_control(&item->cell->key)) {
        item->base = NULL;
        item->verdict = "control";
    } else if (item->base == item->cell) {
        item->speedup = (struct ratio){.value = 1, .interval = {1, 1}};
        item->verdict = "baseline";
    } else if (item->base) {
        item->speedup = estimate_ratio(item->base, item->cell);
        item->verdict =
            estimate_verdict(&item->speedup, floors_between(&folder->floors, &item->base->key, &item->cell->key));
    }
}

static struct item item_of(const struct run_folder *folder, const struct cell *cell)
{
    const double n = cell->key.n > 0 ? (double)cell->key.n : NAN;
    const struct interval interval = estimate_time_interval(cell);
    const struct net net = net_of_control(folder->samples, cell);
    const struct element *const element = elements_find(&folder->elements, cell->key.kernel, cell->key.n);
    const struct cell *const base = reference_baseline(folder->samples, cell);
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

    judge(folder, &item);
    return item;
}

struct items items_of(const struct run_folder *folder, const struct measured *measured)
{
    struct items items = {allocate(measured->count, sizeof *items.all), 0};

    for (size_t i = 0; i < measured->count; i++)
        if (!measured->cells[i].checks_differ)
            items.all[items.count++] = item_of(folder, &measured->cells[i]);
    return items;
}
