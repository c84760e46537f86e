/* From the sweeps of an experiment to prices with intervals. */
#include "tollgate/summarize/sweep_price.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "tollgate/run/estimate.h"
#include "tollgate/summarize/sweep.h"
#include "tollgate/summarize/sweep_fit.h"
#include "tollgate/text/memory.h"

enum { LEAST_BATCHES = 8 };

static void find_intervals(const struct fit *fit, struct price *price)
{
    struct left_out left_out = left_out_start(fit->sweep, NULL);

    if (fit_left_out(fit, &left_out)) {
        price->call = left_out_interval(&left_out, price->line.call_ns, left_out.calls);
        price->element = left_out_interval(&left_out, price->line.element_ns, left_out.elements);
    }
    left_out_free(&left_out);
}

/* False if the batch sizes cannot tell calls from elements. */
static bool price_of(const struct measured *measured, const struct sweep *sweep, struct price *price)
{
    struct fit fit = fit_start(sweep);

    *price = (struct price){
        .first = sweep->cells[0],
        .call = interval_unknown(),
        .element = interval_unknown(),
        .break_even = {NAN, interval_unknown()},
    };
    const bool fitted = line_fit(fit.calls, fit.elements, fit.times, sweep->count, &price->line);
    if (fitted) {
        if (!sweep_is_javascript(&price->first->key))
            price->base = sweep_best_javascript(measured, &price->first->key);
        if (price->base)
            price->break_even = break_even_against(&fit, price->base);
        find_intervals(&fit, price);
    }
    fit_free(&fit);
    return fitted;
}

static struct price lone_price(const struct cell *cell)
{
    const struct interval time = estimate_time_interval(cell);
    const double n = (double)cell->key.n;

    return (struct price){
        .first = cell,
        .is_lone = true,
        .line = {NAN, sweep_per_element(cell)},
        .call = interval_unknown(),
        .element = {time.low / n, time.high / n},
        .break_even = {NAN, interval_unknown()},
    };
}

static void report_skipped(const struct sweep *sweep, const char *why)
{
    const struct cell_key *const key = &sweep->cells[0]->key;

    fprintf(stderr, "tollgate: %s: skipped %s %s %s %s%s%s: %zu batch sizes, %s\n", key->experiment, key->engine,
            key->kernel, key->variant, key->transfer, *key->machine ? " on " : "", key->machine,
            sweep_count_batches(sweep), why);
}

static void add_price(struct prices *prices, const struct measured *measured, const struct sweep *sweep)
{
    if (measured->experiment.lone_cells && sweep->count == 1)
        prices->all[prices->count++] = lone_price(sweep->cells[0]);
    else if (sweep_count_batches(sweep) < LEAST_BATCHES)
        report_skipped(sweep, "at least 8 are needed");
    else if (price_of(measured, sweep, &prices->all[prices->count]))
        prices->count++;
    else
        report_skipped(sweep, "which cannot tell calls from elements");
}

struct prices prices_of(const struct measured *measured)
{
    struct prices prices = {allocate(measured->count, sizeof *prices.all), 0};

    for (size_t i = 0; i < measured->count; i++) {
        if (!sweep_begins(measured, i))
            continue;
        const struct sweep sweep = sweep_of(measured, i);
        add_price(&prices, measured, &sweep);
        free(sweep.cells);
    }
    return prices;
}

struct break_even price_break_even(const struct measured *measured, const struct price *price, const struct cell *base)
{
    const struct sweep sweep = sweep_of(measured, (size_t)(price->first - measured->cells));
    struct fit fit = fit_start(&sweep);
    const struct break_even found = break_even_against(&fit, base);

    fit_free(&fit);
    free(sweep.cells);
    return found;
}
