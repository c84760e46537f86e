/* Prices for people: a row a variant, and below the table what its break-even batches are measured against. */
#include "tollgate/summarize/sweep_table.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/run/label.h"
#include "tollgate/summarize/sweep.h"
#include "tollgate/text/memory.h"
#include "tollgate/text/table.h"

/* The kernel whose calls do nothing. */
#define FLOOR_KERNEL "noop"

/* What the tables of an experiment share. */
struct report {
    const struct run_folder *folder;
    const struct measured *measured;
    const struct prices *prices;
    FILE *out;
};

/* The prices of one table: one kernel and machine, and one engine where that is not NULL. */
struct group {
    const struct price *all;
    size_t count;
    const char *engine;
    bool with_engine; /* rows name their engine */
};

static struct table_text text_of(struct break_even found)
{
    return table_batch(found.batch, found.interval.low, found.interval.high);
}

static void add_price(struct table *table, const struct price *price, bool with_engine)
{
    struct table_row *const row = table_add(table);
    const struct cell_key *const key = &price->first->key;

    row->cells[0] = label_of(key, with_engine);
    row->cells[1] = table_cost(price->line.call_ns, price->call.low, price->call.high);
    row->cells[2] = table_cost(price->line.element_ns, price->element.low, price->element.high);
    if (price->is_lone && key->batch >= key->n)
        row->cells[3] = (struct table_text){"all at once"};
    else if (price->is_lone)
        snprintf(row->cells[3].text, sizeof row->cells[3].text, "%" PRIu64 " at a time", key->batch);
    else if (price->base)
        row->cells[3] = text_of(price->break_even);
}

/* "dot-f32 in bun on host-b, HEADING" */
static void print_title(const struct report *report, const struct group *group)
{
    const struct cell_key *const key = &group->all[0].first->key;
    const char *const heading = report->measured->experiment.heading;
    char *const title =
        format_text("%s%s%s%s%s%s", key->kernel, group->engine ? " in " : "", group->engine ? group->engine : "",
                    on_machine(report->folder->samples, key).text, *heading ? ", " : "", heading);

    table_heading(title, "time = per call x calls + per element x n", report->out);
    free(title);
}

/* What the rows' break-even batches are against, each once. */
static void print_bases(const struct report *report, const struct group *group)
{
    for (size_t i = 0; i < group->count; i++) {
        const struct cell *const base = group->all[i].base;
        bool told = !base;
        for (size_t j = 0; j < i; j++)
            told = told || group->all[j].base == base;
        if (!told)
            fprintf(report->out, "  break-even%s%s: against %s, %s per element\n", group->with_engine ? " in " : "",
                    group->with_engine ? base->key.engine : "", base->key.variant,
                    table_time(sweep_per_element(base)).text);
    }
}

/*
 * Whether a price is also told against what `other` is of: a lone cell that is not the best JavaScript. Of
 * WebAssembly only what crosses for each element in another way: what never crosses has no batch to be compared.
 */
static bool is_other(const struct price *price, const struct price *other)
{
    const struct cell_key *const key = &other->first->key;

    return price->base && other->is_lone && other->first != price->base
        && strcmp(key->engine, price->first->key.engine) == 0
        && (!*key->setting || strcmp(key->setting, price->first->key.setting) == 0)
        && (sweep_is_javascript(key) || key->batch < key->n);
}

static void print_others(const struct report *report, const struct group *group)
{
    for (size_t i = 0; i < group->count; i++)
        for (size_t j = 0; j < group->count; j++) {
            const struct price *const price = &group->all[i];
            const struct cell *const other = group->all[j].first;
            if (is_other(price, &group->all[j]))
                fprintf(report->out, "  %s against %s: %s\n", label_of(&price->first->key, group->with_engine).text,
                        other->key.variant, text_of(price_break_even(report->measured, price, other)).text);
        }
}

/* Below any other table: what a call costs that does nothing, on that machine, in that engine or in any. */
static void print_floor(const struct report *report, const struct group *group)
{
    const char *const machine = group->all[0].first->key.machine;

    for (size_t i = 0; i < report->prices->count; i++) {
        const struct price *const price = &report->prices->all[i];
        const struct cell_key *const key = &price->first->key;
        if (strcmp(key->kernel, FLOOR_KERNEL) == 0 && strcmp(key->machine, machine) == 0
            && (!group->engine || strcmp(key->engine, group->engine) == 0) && !sweep_is_javascript(key)
            && !price->is_lone)
            fprintf(report->out, "  floor: %s, %s: %s per call\n", FLOOR_KERNEL, label_of(key, true).text,
                    table_cost(price->line.call_ns, price->call.low, price->call.high).text);
    }
}

static void print_group(const struct report *report, const struct group *group)
{
    static const char *const titles[] = {"variant", "per call", "per element", "break-even batch"};
    struct table table = {.alignment = "lrrl"};

    table_add_titles(&table, titles);
    for (size_t i = 0; i < group->count; i++)
        add_price(&table, &group->all[i], group->with_engine);
    print_title(report, group);
    table_print(&table, report->out);
    table_free(&table);
    print_bases(report, group);
    print_others(report, group);
    if (strcmp(group->all[0].first->key.kernel, FLOOR_KERNEL) != 0)
        print_floor(report, group);
    fputc('\n', report->out);
}

static bool begins_engine(const struct price *prices, size_t place)
{
    for (size_t i = 0; i < place; i++)
        if (strcmp(prices[i].first->key.engine, prices[place].first->key.engine) == 0)
            return false;
    return true;
}

/* A table an engine, of prices[0 .. count), which share kernel and machine. */
static void print_engines(const struct report *report, const struct price *prices, size_t count)
{
    struct price *const own = allocate(count, sizeof *own);

    for (size_t i = 0; i < count; i++) {
        const char *const engine = prices[i].first->key.engine;
        size_t found = 0;
        if (!begins_engine(prices, i))
            continue;
        for (size_t j = i; j < count; j++)
            if (strcmp(prices[j].first->key.engine, engine) == 0)
                own[found++] = prices[j];
        print_group(report, &(struct group){own, found, engine, false});
    }
    free(own);
}

void sweep_tables_print(const struct run_folder *folder, const struct measured *measured, const struct prices *prices,
                        FILE *out)
{
    const struct samples *const samples = folder->samples;
    const struct report report = {folder, measured, prices, out};
    const bool many = many_engines(samples->cells, samples->cell_count);
    const bool several = several_engines(samples->cells, samples->cell_count);
    size_t rows;

    for (size_t i = 0; i < prices->count; i += rows) {
        const struct price *const first = &prices->all[i];
        for (rows = 1; i + rows < prices->count; rows++)
            if (!cell_same_work(&first->first->key, &first[rows].first->key))
                break;
        if (many)
            print_engines(&report, first, rows);
        else
            print_group(&report, &(struct group){first, rows, NULL, several});
    }
}
