/* The noise floor for people: what 95 % of comparisons of a variant with itself stay below. */
#include "tollgate/summarize/twins_table.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "tollgate/run/estimate.h"
#include "tollgate/run/label.h"
#include "tollgate/summarize/steadiness.h"
#include "tollgate/text/memory.h"
#include "tollgate/text/table.h"

static struct table_text percent(double part)
{
    struct table_text text = {"-"};

    if (!isnan(part))
        snprintf(text.text, sizeof text.text, "%.*f %%", part < 0.0995 ? 1 : 0, 100 * part);
    return text;
}

static void add_pair(struct table *table, const struct twin_pair *pair, bool with_engine)
{
    struct table_row *const row = table_add(table);
    const double over = median_over_quiet(pair->cell);

    row->cells[0] = label_of(&pair->cell->key, with_engine);
    row->cells[1] = table_time(estimate_time(pair->cell));
    row->cells[2] = percent(differences_floor(&pair->pairs));
    row->cells[3] = percent(differences_floor(&pair->reruns));
    row->cells[4] = percent(differences_floor(&pair->medians));
    if (over > TABLE_WORTH_A_NOTE)
        snprintf(row->note.text, sizeof row->note.text, "quiet time and median tell different stories: median +%.0f %%",
                 100 * (over - 1));
}

/* One table: pairs[0 .. count) share kernel, machine and n. */
static void print_kernel(const struct samples *samples, const struct twin_pair *pairs, size_t count, FILE *out)
{
    static const char *const titles[] = {"variant", "time", "in one run", "run to run", "by the median"};
    struct table table = {.alignment = "lrrrr"};
    const bool with_engine = several_engines(samples->cells, samples->cell_count);

    table_add_titles(&table, titles);
    for (size_t i = 0; i < count; i++)
        add_pair(&table, &pairs[i], with_engine);
    char *const title = format_text("%s, n = %" PRIu64 "%s, the noise floor", pairs[0].cell->key.kernel,
                                    pairs[0].cell->key.n, on_machine(samples, &pairs[0].cell->key).text);
    table_heading(title, "95 % of comparisons with itself stay below", out);
    free(title);
    table_print(&table, out);
    fputc('\n', out);
    table_free(&table);
}

static bool same_table(const struct cell_key *a, const struct cell_key *b)
{
    return cell_same_work(a, b) && a->n == b->n;
}

void twins_tables_print(const struct samples *samples, const struct twins *twins, FILE *out)
{
    size_t rows;

    for (size_t i = 0; i < twins->count; i += rows) {
        const struct twin_pair *const pairs = &twins->all[i];
        for (rows = 1; i + rows < twins->count; rows++)
            if (!same_table(&pairs[0].cell->key, &pairs[rows].cell->key))
                break;
        print_kernel(samples, pairs, rows, out);
    }
    fprintf(out,
            "%zu comparisons of identical code: %zu called different (%.1f %%; 5 %% are expected),\n"
            "%zu after correction for their number (Holm)\n",
            twins->comparisons, twins->different, 100 * (double)twins->different / (double)twins->comparisons,
            twins_proven_different(twins));
}
