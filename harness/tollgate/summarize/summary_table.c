/*
 * Tables keep what one says aloud of a cell; summary.csv and ratios.csv keep every number.
 */
#include "tollgate/summarize/summary_table.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/run/estimate.h"
#include "tollgate/run/label.h"
#include "tollgate/run/references.h"
#include "tollgate/summarize/steadiness.h"
#include "tollgate/summarize/summary_matrix.h"
#include "tollgate/text/memory.h"
#include "tollgate/text/table.h"

static bool same_table(const struct cell_key *a, const struct cell_key *b)
{
    return cell_same_work(a, b) && a->n == b->n;
}

static void add_remark(struct table_text *note, const char *remark)
{
    const size_t used = strlen(note->text);

    snprintf(note->text + used, sizeof note->text - used, "%s%s", used > 0 ? "; " : "", remark);
}

static struct table_text note_of(const struct cell *cell)
{
    struct table_text note = {""};
    char remark[64];
    const double over = median_over_quiet(cell);
    const double spread = spread_of_processes(cell);

    if (over > TABLE_WORTH_A_NOTE) {
        snprintf(remark, sizeof remark, "median +%.0f %%", 100 * (over - 1));
        add_remark(&note, remark);
    }
    if (spread > TABLE_WORTH_A_NOTE) {
        snprintf(remark, sizeof remark, "processes differ by %.0f %%", 100 * (spread - 1));
        add_remark(&note, remark);
    }
    if (cell->process_count == 1)
        add_remark(&note, "one process: no interval");
    return note;
}

static void set_comparison(struct table_row *row, const struct run_folder *folder, const struct cell *cell)
{
    const struct cell *const js = reference_javascript(folder->samples, cell);

    if (!js)
        return;
    if (js == cell) {
        row->cells[3] = (struct table_text){"1x"};
        row->cells[4] = (struct table_text){"baseline"};
        return;
    }

    const struct ratio ratio = estimate_ratio(js, cell);
    const double floor = floors_between(&folder->floors, &js->key, &cell->key);
    const char *const verdict = estimate_verdict(&ratio, floor);
    row->cells[3] = table_ratio(ratio.value, ratio.interval.low, ratio.interval.high);
    snprintf(row->cells[4].text, sizeof row->cells[4].text, "%s", verdict == NO_DIFFERENCE ? "not proven" : verdict);
    if (verdict != estimate_verdict(&ratio, NAN)) {
        char remark[64];
        snprintf(remark, sizeof remark, "below the noise floor of %.1f %%", 100 * floor);
        add_remark(&row->note, remark);
    }
}

static void add_cell(struct table *table, const struct run_folder *folder, const struct cell *cell, bool with_engine)
{
    struct table_row *const row = table_add(table);
    const struct interval interval = estimate_time_interval(cell);

    row->cells[0] = label_of(&cell->key, with_engine);
    if (cell->key.batch != cell->key.n) {
        const size_t used = strlen(row->cells[0].text);
        snprintf(row->cells[0].text + used, sizeof row->cells[0].text - used, ", batch %" PRIu64, cell->key.batch);
    }
    row->cells[1] = table_time(estimate_time(cell));
    row->cells[2] = table_reach(interval.low, interval.high);
    row->note = note_of(cell);
    set_comparison(row, folder, cell);
}

/* "dot-f32, n = 16384, HEADING on host-b" */
static char *title_of(const struct samples *samples, const struct experiment *experiment, const struct cell_key *key)
{
    return format_text("%s, n = %" PRIu64 "%s%s%s", key->kernel, key->n, *experiment->heading ? ", " : "",
                       experiment->heading, on_machine(samples, key).text);
}

static size_t count_sound(const struct cell *cells, size_t count)
{
    size_t sound = 0;

    for (size_t i = 0; i < count; i++)
        sound += !cells[i].checks_differ;
    return sound;
}

static void print_list(const struct run_folder *folder, const char *title, const struct cell *cells, size_t count,
                       FILE *out)
{
    static const char *const titles[] = {"variant", "time", "95 %", "speedup over js", "verdict"};
    struct table table = {.alignment = "lrrll"};
    const bool with_engine = several_engines(cells, count);

    table_add_titles(&table, titles);
    for (size_t i = 0; i < count; i++)
        if (!cells[i].checks_differ)
            add_cell(&table, folder, &cells[i], with_engine);
    fprintf(out, "%s\n", title);
    table_print(&table, out);
    table_free(&table);
}

/* One table: cells[0 .. count) share experiment, kernel, machine and n. Whether it is a matrix. */
static bool print_table(const struct run_folder *folder, const struct experiment *experiment, const struct cell *cells,
                        size_t count, FILE *out)
{
    const bool many = many_engines(cells, count);

    if (count_sound(cells, count) == 0)
        return false;
    char *const title = title_of(folder->samples, experiment, &cells[0].key);
    if (many)
        summary_matrix_print(folder, title, cells, count, out);
    else
        print_list(folder, title, cells, count, out);
    free(title);
    fputc('\n', out);
    return many;
}

bool summary_tables_print(const struct run_folder *folder, const struct measured *measured, FILE *out)
{
    bool matrices = false;
    size_t count;

    for (size_t i = 0; i < measured->count; i += count) {
        const struct cell *const cells = &measured->cells[i];
        for (count = 1; i + count < measured->count; count++)
            if (!same_table(&cells[0].key, &cells[count].key))
                break;
        if (print_table(folder, &measured->experiment, cells, count, out))
            matrices = true;
    }
    return matrices;
}
