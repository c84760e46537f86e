/* Files keep every number; tables (summary_table.h) keep what one says aloud. */
#include "tollgate/summarize/summary_files.h"

#include <math.h>

#include "tollgate/run/estimate.h"
#include "tollgate/run/label.h"
#include "tollgate/run/references.h"
#include "tollgate/text/csv_write.h"

static void write_comparison(struct csv_output *output, const struct run_folder *folder, const struct cell *base,
                             const struct cell *cell)
{
    const struct ratio itself = {.value = 1, .interval = {1, 1}};
    const struct ratio ratio = base == cell ? itself : estimate_ratio(base, cell);

    csv_number(output, ratio.value);
    csv_number(output, ratio.interval.low);
    csv_number(output, ratio.interval.high);
    csv_text(output, base == cell ? "baseline"
                                  : estimate_verdict(&ratio, floors_between(&folder->floors, &base->key, &cell->key)));
}

static void write_summary_row(struct csv_output *output, const struct run_folder *folder, const struct cell *cell)
{
    const double time_ns = estimate_time(cell);
    const struct interval interval = estimate_time_interval(cell);
    const struct cell *const baseline = reference_baseline(folder->samples, cell);

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
        write_comparison(output, folder, baseline, cell);
    } else {
        for (size_t i = 0; i < 5; i++)
            csv_text(output, "");
    }
    csv_end_cell(output, &cell->key);
}

static void write_ratio_rows(struct csv_output *output, const struct run_folder *folder, const struct cell *cell)
{
    static const char *const bases[] = {"js", "wasm", "native", "native-simd"};

    for (size_t i = 0; i < sizeof bases / sizeof bases[0]; i++) {
        const struct cell *const base = reference_base(folder->samples, cell, bases[i]);
        if (!base || base == cell)
            continue;
        csv_cell_key(output, &cell->key);
        csv_text(output, base->key.engine);
        csv_text(output, base->key.variant);
        write_comparison(output, folder, base, cell);
        csv_end_cell(output, &cell->key);
    }
}

bool summary_files_write(const struct run_folder *folder, struct problem *problem)
{
    struct csv_output summary, ratios;

    if (!csv_create(
            &summary, folder->directory, "summary.csv",
            CSV_CELL_COLUMNS
            ",processes,samples,time_ns,low_ns,high_ns,"
            "median_ns,mad_ns,ns_per_element,baseline,speedup,speedup_low,speedup_high,verdict," CSV_LAST_COLUMNS,
            problem))
        return false;
    if (!csv_create(&ratios, folder->directory, "ratios.csv",
                    CSV_CELL_COLUMNS ",base_engine,base_variant,"
                                     "ratio,ratio_low,ratio_high,verdict," CSV_LAST_COLUMNS,
                    problem)) {
        csv_abandon(&summary);
        return false;
    }
    for (size_t i = 0; i < folder->samples->cell_count; i++) {
        const struct cell *const cell = &folder->samples->cells[i];
        if (cell->checks_differ)
            continue;
        write_summary_row(&summary, folder, cell);
        write_ratio_rows(&ratios, folder, cell);
    }
    if (!csv_commit(&summary, problem)) {
        csv_abandon(&ratios);
        return false;
    }
    return csv_commit(&ratios, problem);
}
