/*
 * `tollgate summarize`: a row a cell, a row a comparison, and a table for people.
 *
 * Files keep every number; tables keep what one says aloud: how long, how sure, how
 * many times faster than JavaScript. The quiet time hides what recurs (garbage
 * collection, tier changes, slow processes), so a table says where that is much.
 */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "stats/quiet.h"
#include "tollgate/run/estimate.h"
#include "tollgate/run/label.h"
#include "tollgate/run/references.h"
#include "tollgate/summarize/summarize.h"
#include "tollgate/summarize/summary.h"
#include "tollgate/text/csv_write.h"
#include "tollgate/text/table.h"

static void write_comparison(struct csv_output *output, const struct summary *summary, const struct cell *base,
                             const struct cell *cell)
{
    const struct ratio itself = {.value = 1, .interval = {1, 1}};
    const struct ratio ratio = base == cell ? itself : estimate_ratio(base, cell);

    csv_number(output, ratio.value);
    csv_number(output, ratio.interval.low);
    csv_number(output, ratio.interval.high);
    csv_text(output, base == cell ? "baseline"
                                  : estimate_verdict(&ratio, floors_between(&summary->floors, &base->key, &cell->key)));
}

static void write_summary_row(struct csv_output *output, const struct summary *whole, const struct cell *cell)
{
    const double time_ns = estimate_time(cell);
    const struct interval interval = estimate_time_interval(cell);
    const struct cell *const baseline = reference_baseline(whole->samples, cell);

    csv_cell_key(output, &cell->key);
    csv_count(output, cell->process_count);
    csv_count(output, cell->sample_count);
    csv_number(output, time_ns);
    csv_number(output, interval.low);
    csv_number(output, interval.high);
    csv_number(output, estimate_median(cell));
    csv_number(output, estimate_deviation(cell));
    csv_number(output, cell->key.n > 0 ? time_ns / (double)cell->key.n : NAN);
    if (baseline) {
        csv_text(output, baseline->key.variant);
        write_comparison(output, whole, baseline, cell);
    } else {
        for (size_t i = 0; i < 5; i++)
            csv_text(output, "");
    }
    csv_end_cell(output, &cell->key);
}

static void write_ratio_rows(struct csv_output *output, const struct summary *whole, const struct cell *cell)
{
    static const char *const bases[] = {"js", "wasm", "native", "native-simd"};

    for (size_t i = 0; i < sizeof bases / sizeof bases[0]; i++) {
        const struct cell *const base = reference_base(whole->samples, cell, bases[i]);
        if (!base || base == cell)
            continue;
        csv_cell_key(output, &cell->key);
        csv_text(output, base->key.engine);
        csv_text(output, base->key.variant);
        write_comparison(output, whole, base, cell);
        csv_end_cell(output, &cell->key);
    }
}

static bool write_files(const struct summary *whole, const char *directory, struct problem *problem)
{
    struct csv_output summary, ratios;

    if (!csv_create(&summary, directory, "summary.csv",
                    CSV_CELL_COLUMNS ",processes,samples,time_ns,low_ns,high_ns,median_ns,mad_ns,ns_per_element,"
                                     "baseline,speedup,speedup_low,speedup_high,verdict," CSV_LAST_COLUMNS,
                    problem))
        return false;
    if (!csv_create(&ratios, directory, "ratios.csv",
                    CSV_CELL_COLUMNS ",base_engine,base_variant,ratio,ratio_low,ratio_high,verdict," CSV_LAST_COLUMNS,
                    problem)) {
        csv_abandon(&summary);
        return false;
    }
    for (size_t i = 0; i < whole->samples->cell_count; i++) {
        const struct cell *const cell = &whole->samples->cells[i];
        if (cell->checks_differ)
            continue;
        write_summary_row(&summary, whole, cell);
        write_ratio_rows(&ratios, whole, cell);
    }
    if (!csv_commit(&summary, problem)) {
        csv_abandon(&ratios);
        return false;
    }
    return csv_commit(&ratios, problem);
}

static bool same_table(const struct cell_key *a, const struct cell_key *b)
{
    return cell_same_work(a, b) && a->n == b->n;
}

static void add_remark(struct table_text *note, const char *remark)
{
    const size_t used = strlen(note->text);

    snprintf(note->text + used, sizeof note->text - used, "%s%s", used > 0 ? "; " : "", remark);
}

static double over_of(const struct cell *cell)
{
    return estimate_median(cell) / estimate_time(cell);
}

static double spread_of(const struct cell *cell)
{
    return quiet_spread(cell->quiet_ns, cell->process_count);
}

bool summary_is_unsteady(const struct cell *cell)
{
    return over_of(cell) > TABLE_WORTH_A_NOTE || spread_of(cell) > TABLE_WORTH_A_NOTE;
}

static struct table_text note_of(const struct cell *cell)
{
    struct table_text note = {""};
    char remark[64];
    const double over = over_of(cell);
    const double spread = spread_of(cell);

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

static void set_comparison(struct table_row *row, const struct summary *summary, const struct cell *cell)
{
    const struct cell *const js = reference_javascript(summary->samples, cell);

    if (!js)
        return;
    if (js == cell) {
        row->cells[3] = (struct table_text){"1x"};
        row->cells[4] = (struct table_text){"baseline"};
        return;
    }

    const struct ratio ratio = estimate_ratio(js, cell);
    const double floor = floors_between(&summary->floors, &js->key, &cell->key);
    const char *const verdict = estimate_verdict(&ratio, floor);
    row->cells[3] = table_ratio(ratio.value, ratio.interval.low, ratio.interval.high);
    snprintf(row->cells[4].text, sizeof row->cells[4].text, "%s", verdict == NO_DIFFERENCE ? "not proven" : verdict);
    if (verdict != estimate_verdict(&ratio, NAN)) {
        char remark[64];
        snprintf(remark, sizeof remark, "below the noise floor of %.1f %%", 100 * floor);
        add_remark(&row->note, remark);
    }
}

static void add_cell(struct table *table, const struct summary *summary, const struct cell *cell, bool with_engine)
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
    set_comparison(row, summary, cell);
}

/* "dot-f32, n = 16384, aa on host-b" */
static struct summary_title title_of(const struct samples *samples, const struct cell_key *key)
{
    struct summary_title title;
    const bool usual = strcmp(key->experiment, "throughput") == 0;

    snprintf(title.text, sizeof title.text, "%s, n = %" PRIu64 "%s%s%s", key->kernel, key->n, usual ? "" : ", ",
             usual ? "" : key->experiment, on_machine(samples, key).text);
    return title;
}

static size_t count_sound(const struct cell *cells, size_t count)
{
    size_t sound = 0;

    for (size_t i = 0; i < count; i++)
        sound += !cells[i].checks_differ;
    return sound;
}

static void print_list(const struct summary *summary, const struct cell *cells, size_t count, FILE *out)
{
    static const char *const titles[] = {"variant", "time", "95 %", "speedup over js", "verdict"};
    struct table table = {.alignment = "lrrll"};
    const bool with_engine = several_engines(cells, count);

    table_add_titles(&table, titles);
    for (size_t i = 0; i < count; i++)
        if (!cells[i].checks_differ)
            add_cell(&table, summary, &cells[i], with_engine);
    fprintf(out, "%s\n", title_of(summary->samples, &cells[0].key).text);
    table_print(&table, out);
    table_free(&table);
}

/* One table: cells[0 .. count) share experiment, kernel, machine and n. Whether it is a matrix. */
static bool print_table(const struct summary *summary, const struct cell *cells, size_t count, FILE *out)
{
    const bool many = many_engines(cells, count);

    if (count_sound(cells, count) == 0)
        return false;
    if (many)
        summary_print_matrix(summary, title_of(summary->samples, &cells[0].key).text, cells, count, out);
    else
        print_list(summary, cells, count, out);
    fputc('\n', out);
    return many;
}

static void print_tables(const struct summary *summary, FILE *out)
{
    const struct samples *const samples = summary->samples;
    size_t count, left_out = 0;
    bool matrices = false;

    for (size_t i = 0; i < samples->cell_count; i += count) {
        const struct cell *const cells = &samples->cells[i];
        for (count = 1; i + count < samples->cell_count; count++)
            if (!same_table(&cells[0].key, &cells[count].key))
                break;
        if (is_boundary_experiment(cells[0].key.experiment))
            left_out += count;
        else if (!is_swept(cells[0].key.experiment) && print_table(summary, cells, count, out))
            matrices = true;
    }
    if (matrices)
        summary_print_legend(out);
    if (left_out > 0)
        fprintf(out, "%zu cells of boundary experiments are in summary.csv; tables of them: tollgate boundary\n\n",
                left_out);
}

bool summarize(const struct samples *samples, const char *directory, FILE *out, struct problem *problem)
{
    struct summary summary = {.samples = samples};

    if (!floors_read(directory, &summary.floors, problem))
        return false;
    const bool written = write_files(&summary, directory, problem);
    if (written)
        print_tables(&summary, out);
    floors_free(&summary.floors);
    return written;
}
