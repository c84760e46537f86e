/*
 * `tollgate floor`: how much the same code differs from itself on this machine.
 *
 * The experiment `aa` measures each variant twice, as if it were two. Its processes are taken
 * in blocks of five, as many as a run has at least: each block compares the twins as a run
 * compares two variants, and each cell in one block with itself in the next as two runs are
 * compared. So the floors include what intervals cannot know of: layout, luck, and what the
 * machine does between one run and the next.
 */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/student.h"
#include "tollgate/run/estimate.h"
#include "tollgate/run/facts.h"
#include "tollgate/run/label.h"
#include "tollgate/summarize/summarize.h"
#include "tollgate/text/csv_write.h"
#include "tollgate/text/memory.h"
#include "tollgate/text/table.h"

static const char AA[] = "aa";
static const char AGAIN[] = "-again";

enum { BLOCK = 5 };

/* Squares of the differences of some comparisons, as parts of the time. */
struct differences {
    double squares;
    size_t count;
};

static void add_difference(struct differences *differences, double ln_ratio)
{
    differences->squares += ln_ratio * ln_ratio;
    differences->count++;
}

/* What 95 % of such differences stay below, relative; NaN if there are none. */
static double floor_of(const struct differences *differences)
{
    const double count = (double)differences->count;

    return differences->count == 0
             ? NAN
             : expm1(student_quantile(INTERVAL_CONFIDENCE, count) * sqrt(differences->squares / count));
}

struct twins {
    const struct cell *cell;
    const struct cell *again;
    struct differences pairs;   /* of twins in the same processes, by quiet time */
    struct differences medians; /* the same by the median */
    struct differences reruns;  /* of a cell in a block and in the next */
};

/* All comparisons of twins. */
struct judged {
    double *p_values;
    size_t count;
    size_t different; /* whose 95 % interval excludes 1 */
};

static bool is_twin(const struct cell_key *key)
{
    const size_t length = strlen(key->variant);

    return length > strlen(AGAIN) && strcmp(key->variant + length - strlen(AGAIN), AGAIN) == 0;
}

static const struct cell *find_again(const struct samples *samples, const struct cell *cell)
{
    char variant[1100];
    struct cell_key key = cell->key;

    snprintf(variant, sizeof variant, "%s%s", cell->key.variant, AGAIN);
    key.variant = variant;
    return samples_find(samples, &key);
}

/* A cell of many runs has no blocks of processes. */
static size_t blocks_of(const struct cell *cell)
{
    return cell->unit_count == cell->process_count ? cell->process_count / BLOCK : 0;
}

static struct cell block_of(const struct cell *cell, size_t block)
{
    struct cell part = *cell;

    part.processes += block * BLOCK;
    part.quiet_ns += block * BLOCK;
    part.process_count = BLOCK;
    part.units += block * BLOCK;
    part.unit_quiet_ns += block * BLOCK;
    part.unit_count = BLOCK;
    return part;
}

static void judge_blocks(struct twins *twins, struct judged *judged)
{
    for (size_t block = 0; block < blocks_of(twins->cell) && block < blocks_of(twins->again); block++) {
        const struct cell cell = block_of(twins->cell, block);
        const struct cell again = block_of(twins->again, block);
        const struct ratio ratio = estimate_ratio(&cell, &again);
        add_difference(&twins->pairs, log(ratio.value));
        add_difference(&twins->medians, log(estimate_median(&cell) / estimate_median(&again)));
        judged->p_values[judged->count++] = uncertainty_p_value(log(ratio.value), ratio.of_ln);
        judged->different += ratio.interval.low > 1 || ratio.interval.high < 1;
        if (block > 0) {
            const struct cell cell_before = block_of(twins->cell, block - 1);
            const struct cell again_before = block_of(twins->again, block - 1);
            add_difference(&twins->reruns, log(estimate_time(&cell_before) / estimate_time(&cell)));
            add_difference(&twins->reruns, log(estimate_time(&again_before) / estimate_time(&again)));
        }
    }
}

static size_t most_blocks(const struct samples *samples)
{
    size_t blocks = 0;

    for (size_t i = 0; i < samples->cell_count; i++)
        blocks += blocks_of(&samples->cells[i]);
    return blocks;
}

static size_t find_twins(const struct samples *samples, struct twins *twins, struct judged *judged)
{
    size_t count = 0;

    for (size_t i = 0; i < samples->cell_count; i++) {
        const struct cell *const cell = &samples->cells[i];
        if (strcmp(cell->key.experiment, AA) != 0 || is_twin(&cell->key) || cell->checks_differ)
            continue;
        const struct cell *const again = find_again(samples, cell);
        if (!again)
            continue;
        twins[count] = (struct twins){.cell = cell, .again = again};
        judge_blocks(&twins[count], judged);
        count += twins[count].pairs.count > 0;
    }
    return count;
}

static bool same_place(const struct cell_key *a, const struct cell_key *b)
{
    return strcmp(a->machine, b->machine) == 0 && strcmp(a->engine, b->engine) == 0 && strcmp(a->kernel, b->kernel) == 0
        && strcmp(a->variant, b->variant) == 0;
}

/* A floor holds for all sizes of a kernel, so it is the largest over those measured. */
static bool is_first_of_place(const struct twins *twins, size_t place)
{
    for (size_t i = 0; i < place; i++)
        if (same_place(&twins[i].cell->key, &twins[place].cell->key))
            return false;
    return true;
}

/* Empty where environment.csv does not say, or is not there. */
static const char *fact_of(const struct facts *facts, const struct cell_key *key, const char *name)
{
    const char *const value = facts_value(facts, key->machine, name);

    return value ? value : "";
}

static void write_row(struct csv_output *output, const struct facts *facts, const struct twins *twins, size_t count,
                      size_t place)
{
    const struct cell_key *const key = &twins[place].cell->key;
    double within = NAN, rerun = NAN;
    size_t pairs = 0;

    for (size_t i = place; i < count; i++) {
        if (!same_place(&twins[i].cell->key, key))
            continue;
        within = fmax(within, floor_of(&twins[i].pairs));
        rerun = fmax(rerun, floor_of(&twins[i].reruns));
        pairs += twins[i].pairs.count;
    }
    csv_text(output, *key->machine ? key->machine : fact_of(facts, key, "host"));
    csv_text(output, key->engine);
    csv_text(output, key->kernel);
    csv_text(output, key->variant);
    csv_count(output, pairs);
    csv_number(output, within);
    csv_number(output, rerun);
    csv_text(output, fact_of(facts, key, "date_utc"));
    csv_end_row(output);
}

static bool write_file(const struct twins *twins, size_t count, const char *directory, struct problem *problem)
{
    struct csv_output output;
    struct facts facts;

    if (!facts_read(directory, &facts, problem))
        return false;
    const bool created = csv_create(&output, directory, "floor.csv",
                                    "host,engine,kernel,variant,pairs,floor,rerun_floor,date_utc", problem);
    for (size_t i = 0; created && i < count; i++)
        if (is_first_of_place(twins, i))
            write_row(&output, &facts, twins, count, i);
    facts_free(&facts);
    return created && csv_commit(&output, problem);
}

static struct table_text percent(double part)
{
    struct table_text text = {"-"};

    if (!isnan(part))
        snprintf(text.text, sizeof text.text, "%.*f %%", part < 0.0995 ? 1 : 0, 100 * part);
    return text;
}

static void add_twins(struct table *table, const struct twins *twins, bool with_engine)
{
    struct table_row *const row = table_add(table);
    const double over = estimate_median(twins->cell) / estimate_time(twins->cell);

    row->cells[0] = label_of(&twins->cell->key, with_engine);
    row->cells[1] = table_time(estimate_time(twins->cell));
    row->cells[2] = percent(floor_of(&twins->pairs));
    row->cells[3] = percent(floor_of(&twins->reruns));
    row->cells[4] = percent(floor_of(&twins->medians));
    if (over > TABLE_WORTH_A_NOTE)
        snprintf(row->note.text, sizeof row->note.text, "quiet time and median tell different stories: median +%.0f %%",
                 100 * (over - 1));
}

/* One table: twins[0 .. count) share kernel, machine and n. */
static void print_kernel(const struct samples *samples, const struct twins *twins, size_t count, FILE *out)
{
    static const char *const titles[] = {"variant", "time", "in one run", "run to run", "by the median"};
    struct table table = {.alignment = "lrrrr"};
    const bool with_engine = several_engines(samples->cells, samples->cell_count);

    table_add_titles(&table, titles);
    for (size_t i = 0; i < count; i++)
        add_twins(&table, &twins[i], with_engine);
    char *const title = format_text("%s, n = %" PRIu64 "%s, the noise floor", twins[0].cell->key.kernel,
                                    twins[0].cell->key.n, on_machine(samples, &twins[0].cell->key).text);
    table_heading(title, "95 % of comparisons with itself stay below", out);
    free(title);
    table_print(&table, out);
    fputc('\n', out);
    table_free(&table);
}

static size_t proven_different(const struct judged *judged)
{
    double *const adjusted = estimate_adjusted(judged->p_values, judged->count);
    size_t different = 0;

    for (size_t i = 0; i < judged->count; i++)
        different += adjusted[i] < 1 - INTERVAL_CONFIDENCE;
    free(adjusted);
    return different;
}

static void print_tables(const struct samples *samples, const struct twins *twins, size_t count,
                         const struct judged *judged, FILE *out)
{
    size_t rows;

    for (size_t i = 0; i < count; i += rows) {
        for (rows = 1; i + rows < count; rows++)
            if (!cell_same_work(&twins[i].cell->key, &twins[i + rows].cell->key)
                || twins[i].cell->key.n != twins[i + rows].cell->key.n)
                break;
        print_kernel(samples, &twins[i], rows, out);
    }
    fprintf(out,
            "%zu comparisons of identical code: %zu called different (%.1f %%; 5 %% are expected),\n"
            "%zu after correction for their number (Holm)\n",
            judged->count, judged->different, 100 * (double)judged->different / (double)judged->count,
            proven_different(judged));
}

bool noise_floor(const struct samples *samples, const char *directory, FILE *out, struct problem *problem)
{
    struct twins *const twins = allocate(samples->cell_count, sizeof *twins);
    struct judged judged = {allocate(most_blocks(samples), sizeof(double)), 0, 0};
    const size_t count = find_twins(samples, twins, &judged);
    bool good = count > 0
             || problem_set(problem, "%s/samples.csv: no twins of the experiment \"%s\" with %d processes or more",
                            directory, AA, BLOCK);

    good = good && write_file(twins, count, directory, problem);
    if (good)
        print_tables(samples, twins, count, &judged, out);
    free(judged.p_values);
    free(twins);
    return good;
}
