/*
 * `tollgate compare`: did it get slower? From two runs to compare.csv, a report and an
 * exit code that a CI service can use.
 */
#include "tollgate/compare/compare.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/compare/report.h"
#include "tollgate/run/floors.h"
#include "tollgate/run/label.h"
#include "tollgate/text/csv_write.h"
#include "tollgate/text/memory.h"

static const char FILE_NAME[] = "compare.csv";

static void write_change(struct csv_output *output, const struct change *change, double threshold)
{
    csv_cell_key(output, &change->fresh->key);
    csv_count(output, change->base->process_count);
    csv_count(output, change->fresh->process_count);
    csv_number(output, change->old_ns);
    csv_number(output, change->new_ns);
    csv_number(output, change->value);
    csv_number(output, change->interval.low);
    csv_number(output, change->interval.high);
    csv_number(output, change->p);
    csv_number(output, change->p_adjusted);
    csv_number(output, change->floor);
    csv_text(output, change_verdict(change));
    csv_number(output, threshold);
    csv_number(output, change->p_threshold);
    csv_end_cell(output, &change->fresh->key);
}

static bool write_file(const struct comparison *comparison, struct problem *problem)
{
    struct csv_output output;

    if (!csv_create(&output, comparison->fresh->directory, FILE_NAME,
                    CSV_CELL_COLUMNS
                    ",base_processes,new_processes,base_ns,new_ns,change,change_low,change_high,p,p_adjusted,floor,"
                    "verdict,threshold,p_threshold," CSV_LAST_COLUMNS,
                    problem))
        return false;
    for (size_t i = 0; i < comparison->changes.count; i++)
        write_change(&output, &comparison->changes.all[i], comparison->threshold);
    return csv_commit(&output, problem);
}

/* The file of an earlier comparison would be mistaken for the result of this one. */
static bool remove_file(const struct comparison *comparison, struct problem *problem)
{
    char *const path = format_text("%s/%s", comparison->fresh->directory, FILE_NAME);
    const bool gone = remove(path) == 0 || errno == ENOENT;

    if (!gone)
        problem_set(problem, "%s: cannot remove: %s", path, strerror(errno));
    free(path);
    return gone;
}

static bool find_changes(struct comparison *comparison, struct problem *problem)
{
    struct floors old = {0};
    struct floors new = {0};
    const bool read = floors_read(comparison->base->directory, &old, problem)
                   && floors_read(comparison->fresh->directory, &new, problem);

    if (read)
        comparison->changes = changes_of(&(struct change_inputs){
            .base = &comparison->base->samples,
            .fresh = &comparison->fresh->samples,
            .base_floors = &old,
            .fresh_floors = &new,
            .threshold = comparison->threshold,
        });
    floors_free(&old);
    floors_free(&new);
    return read;
}

static void print_comparison(const struct comparison *comparison, enum compare_format format, FILE *out)
{
    static void (*const print[])(const struct comparison *, FILE *) = {
        [COMPARE_TEXT] = comparison_print_text,
        [COMPARE_MARKDOWN] = comparison_print_markdown,
        [COMPARE_JSON] = comparison_print_json,
    };

    print[format](comparison, out);
}

bool compare(const struct run *base, const struct run *fresh, const struct compare_options *options,
             size_t wrong_results, FILE *out, int *exit_code, struct problem *problem)
{
    struct comparison comparison = {
        .base = base, .fresh = fresh, .threshold = options->threshold, .list_all = options->list_all};
    bool good = experiments_read(fresh->directory, &comparison.experiments, problem)
             && find_changes(&comparison, problem)
             && compare_conditions(base, fresh, &comparison.changes, &comparison.conditions, problem);

    if (good) {
        comparison_conclude(&comparison, wrong_results);
        good = comparison.outcome == OUTCOME_NOT_COMPARABLE ? remove_file(&comparison, problem)
                                                            : write_file(&comparison, problem);
    }
    if (good) {
        print_comparison(&comparison, options->format, out);
        *exit_code = comparison_exit_code(&comparison);
    }
    experiments_free(&comparison.experiments);
    changes_free(&comparison.changes);
    comparability_free(&comparison.conditions);
    sentences_free(&comparison.conclusion);
    return good;
}
