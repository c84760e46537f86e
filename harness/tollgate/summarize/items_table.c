/*
 * Items for people: a kernel of one size as a row a way, with all there is to say of it; one of
 * several sizes as a row a way and a column a size.
 */
#include "tollgate/summarize/items_table.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/run/label.h"
#include "tollgate/text/table.h"

enum { MOST_SIZES = 5 };

/* GB/s. */
static const double MOST_RATE = 1000;

/* The items of one engine and kernel, among items[count] of a kernel and machine. */
struct ways {
    const struct samples *samples;
    const struct item *items;
    size_t count;
    const char *engine;
};

struct sizes {
    uint64_t n[MOST_SIZES];
    size_t count;
};

static bool is_ours(const struct ways *ways, const struct item *item)
{
    return strcmp(item->cell->key.engine, ways->engine) == 0;
}

/* There is one. */
static const struct item *first_of(const struct ways *ways)
{
    const struct item *first = ways->items;

    while (!is_ours(ways, first))
        first++;
    return first;
}

/* The `place`-th size from the smallest; *count: how many there are. Items of one n follow each other. */
static uint64_t size_at(const struct ways *ways, size_t place, size_t *count)
{
    uint64_t found = 0, last = 0;

    *count = 0;
    for (size_t i = 0; i < ways->count; i++) {
        const uint64_t n = ways->items[i].cell->key.n;
        if (!is_ours(ways, &ways->items[i]) || (*count > 0 && n == last))
            continue;
        last = n;
        found = (*count)++ == place ? n : found;
    }
    return found;
}

/* All sizes, or so many from the smallest to the largest. */
static struct sizes sizes_of(const struct ways *ways)
{
    struct sizes sizes;
    size_t count;

    size_at(ways, 0, &count);
    sizes.count = count < MOST_SIZES ? count : MOST_SIZES;
    for (size_t i = 0; i < sizes.count; i++)
        sizes.n[i] = size_at(ways, sizes.count > 1 ? i * (count - 1) / (sizes.count - 1) : 0, &count);
    return sizes;
}

/* Items per crossing; 0 where all cross at once, whatever the size. */
static uint64_t batch_of(const struct item *item)
{
    return item->cell->key.batch == item->cell->key.n ? 0 : item->cell->key.batch;
}

static bool same_way(const struct item *a, const struct item *b)
{
    return strcmp(a->cell->key.variant, b->cell->key.variant) == 0
        && strcmp(a->cell->key.transfer, b->cell->key.transfer) == 0
        && strcmp(a->cell->key.setting, b->cell->key.setting) == 0 && batch_of(a) == batch_of(b);
}

static bool begins_way(const struct ways *ways, size_t place)
{
    for (size_t i = 0; i < place; i++)
        if (is_ours(ways, &ways->items[i]) && same_way(&ways->items[i], &ways->items[place]))
            return false;
    return is_ours(ways, &ways->items[place]);
}

/* Whether the variant has another batch, or another transfer, at that size. */
static bool has_other(const struct ways *ways, const struct item *of, bool transfer)
{
    const struct cell_key *const key = &of->cell->key;

    for (size_t i = 0; i < ways->count; i++) {
        const struct cell_key *const other = &ways->items[i].cell->key;
        if (is_ours(ways, &ways->items[i]) && other->n == key->n && strcmp(other->variant, key->variant) == 0
            && (transfer ? strcmp(other->transfer, key->transfer) != 0 : other->batch != key->batch))
            return true;
    }
    return false;
}

/* The variant, and what tells it from its like. */
static struct table_text name_of(const struct ways *ways, const struct item *item)
{
    struct cell_key key = item->cell->key;

    if (!has_other(ways, item, true))
        key.transfer = "resident"; /* nothing to be told from: not said */
    struct table_text name = label_of(&key, false);
    const size_t used = strlen(name.text);
    if (has_other(ways, item, false))
        snprintf(name.text + used, sizeof name.text - used, ", batch %" PRIu64, key.batch);
    return name;
}

/* Above what any memory does, no bytes were moved: they were used where they lie. */
static struct table_text rate_of(const struct item *item)
{
    const double rate = item->bytes / item->ns;
    struct table_text text = {""};

    if (item->bytes > 0 && rate >= MOST_RATE)
        return (struct table_text){">1000"};
    if (item->bytes > 0 && isfinite(rate))
        snprintf(text.text, sizeof text.text, "%.*f", rate < 0.995 ? 3 : rate < 9.95 ? 2 : rate < 99.5 ? 1 : 0, rate);
    return text;
}

static struct table_text size_text(uint64_t n)
{
    struct table_text text;

    if (n >= 1 << 20 && n % (1 << 20) == 0)
        snprintf(text.text, sizeof text.text, "%" PRIu64 "Mi", n >> 20);
    else if (n >= 1 << 10 && n % (1 << 10) == 0)
        snprintf(text.text, sizeof text.text, "%" PRIu64 "Ki", n >> 10);
    else
        snprintf(text.text, sizeof text.text, "%" PRIu64, n);
    return text;
}

static void set_text(struct table_text *cell, const char *text)
{
    snprintf(cell->text, sizeof cell->text, "%s", text);
}

static void print_sizes(const struct ways *ways, const struct sizes *sizes, FILE *out)
{
    struct table table = {.alignment = "lrrrrr"};
    struct table_row *const head = table_add(&table);
    const struct item *const first = first_of(ways);
    const bool rates = first->bytes > 0;

    set_text(&head->cells[0], "way");
    for (size_t s = 0; s < sizes->count; s++)
        head->cells[s + 1] = size_text(sizes->n[s]);
    for (size_t i = 0; i < ways->count; i++) {
        if (!begins_way(ways, i))
            continue;
        struct table_row *const row = table_add(&table);
        row->cells[0] = name_of(ways, &ways->items[i]);
        for (size_t j = i; j < ways->count; j++)
            for (size_t s = 0; s < sizes->count; s++)
                if (is_ours(ways, &ways->items[j]) && same_way(&ways->items[i], &ways->items[j])
                    && ways->items[j].cell->key.n == sizes->n[s])
                    row->cells[s + 1] = rates ? rate_of(&ways->items[j]) : table_time(ways->items[j].ns);
    }
    fprintf(out, "%s in %s%s: %s%s, by n\n", first->cell->key.kernel, ways->engine,
            on_machine(ways->samples, &first->cell->key).text, rates ? "GB/s" : "time per ",
            rates             ? ""
            : *first->element ? first->element
                              : "item");
    table_print(&table, out);
    fputc('\n', out);
    table_free(&table);
}

/* "1.71x +-5 %". */
static struct table_text speedup_of(const struct item *item)
{
    const struct interval interval = item->speedup.interval;
    struct table_text text = {""};

    if (item->base == item->cell)
        return (struct table_text){"1x"};
    if (item->base)
        snprintf(text.text, sizeof text.text, "%.30s %.30s", table_ratio(item->speedup.value, NAN, NAN).text,
                 table_reach(interval.low, interval.high).text);
    return text;
}

static bool has_net(const struct ways *ways)
{
    for (size_t i = 0; i < ways->count; i++)
        if (is_ours(ways, &ways->items[i]) && isfinite(ways->items[i].control_ns))
            return true;
    return false;
}

static void add_item(struct table *table, const struct ways *ways, const struct item *item, bool rates, bool nets)
{
    struct table_row *const row = table_add(table);
    size_t column = 3;

    row->cells[0] = name_of(ways, item);
    row->cells[1] = table_time(item->ns);
    row->cells[2] = nets ? table_cost(item->net.value, item->net.interval.low, item->net.interval.high)
                         : table_reach(item->of_ns.low, item->of_ns.high);
    if (rates)
        row->cells[column++] = rate_of(item);
    row->cells[column++] = speedup_of(item);
    set_text(&row->cells[column], item->verdict == NO_DIFFERENCE ? "not proven" : item->verdict);
}

static void add_titles(struct table *table, bool rates, bool nets)
{
    struct table_row *const head = table_add(table);
    size_t column = 3;

    set_text(&head->cells[0], "way");
    set_text(&head->cells[1], "per item");
    set_text(&head->cells[2], nets ? "net of the loop" : "95 %");
    if (rates)
        set_text(&head->cells[column++], "GB/s");
    set_text(&head->cells[column++], "over js");
    set_text(&head->cells[column], "verdict");
}

static void print_one_size(const struct ways *ways, FILE *out)
{
    const struct item *const first = first_of(ways);
    const bool rates = first->bytes > 0, nets = has_net(ways);
    struct table table = {.alignment = rates ? "lrrrrl" : "lrrrl"};

    add_titles(&table, rates, nets);
    for (size_t i = 0; i < ways->count; i++)
        if (is_ours(ways, &ways->items[i]))
            add_item(&table, ways, &ways->items[i], rates, nets);
    fprintf(out, "%s in %s%s, n = %" PRIu64 "%s%s\n", first->cell->key.kernel, ways->engine,
            on_machine(ways->samples, &first->cell->key).text, first->cell->key.n, *first->element ? ", item: " : "",
            first->element);
    table_print(&table, out);
    fputc('\n', out);
    table_free(&table);
}

/* The engine's table among the items of one kernel. */
static void print_engine(const struct samples *samples, const struct item *items, size_t count, const char *engine,
                         FILE *out)
{
    const struct ways ways = {samples, items, count, engine};
    const struct sizes sizes = sizes_of(&ways);

    if (sizes.count > 1)
        print_sizes(&ways, &sizes, out);
    else
        print_one_size(&ways, out);
}

static bool begins_engine(const struct item *items, size_t place)
{
    for (size_t i = 0; i < place; i++)
        if (strcmp(items[i].cell->key.engine, items[place].cell->key.engine) == 0)
            return false;
    return true;
}

void items_tables_print(const struct samples *samples, const struct items *items, FILE *out)
{
    size_t kernel;

    for (size_t i = 0; i < items->count; i += kernel) {
        const struct item *const first = &items->all[i];
        for (kernel = 1; i + kernel < items->count; kernel++)
            if (!cell_same_work(&first[0].cell->key, &first[kernel].cell->key))
                break;
        for (size_t j = 0; j < kernel; j++)
            if (begins_engine(first, j))
                print_engine(samples, first, kernel, first[j].cell->key.engine, out);
    }
}
