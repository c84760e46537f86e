/*
 * `tollgate crossings`: the price of a call, and the batch at which it pays.
 *
 * For one engine, kernel, variant and transfer the quiet times t of all batch sizes
 * are fitted by t = call_ns * calls + element_ns * n, with calls = ceil(n / batch).
 * samples.csv does not say how many passes an iteration has, so a "call" here is all
 * the calls that one batch takes: one, for a kernel of one pass.
 *
 * Intervals refit without each process in turn, in all batch sizes and in the JavaScript
 * that the break-even batch is measured against at once: a slow process is slow in all.
 */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/jackknife.h"
#include "stats/line.h"
#include "tollgate/commands.h"
#include "tollgate/csv_write.h"
#include "tollgate/estimate.h"
#include "tollgate/memory.h"
#include "tollgate/table.h"

const char CROSSINGS[] = "crossings";

enum { LEAST_BATCHES = 8 };

/* The kernel whose calls do nothing. */
#define FLOOR_KERNEL "noop"

/* Cells of one engine, kernel, variant and transfer. */
struct sweep {
    const struct cell **cells;
    size_t count;
};

/* Two cells of a sweep with neighbouring batch sizes, the break-even batch between them. */
struct bracket {
    size_t slower;
    size_t faster;
};

struct price {
    struct cell_key key; /* n and batch mean nothing here */
    struct line line;
    struct interval call;
    struct interval element;
    const struct cell *base; /* the best JavaScript, or NULL: then no break-even */
    struct bracket bracket;
    struct line local;       /* through the two cells of the bracket */
    double break_even;       /* NaN: no base; INFINITY: never */
    struct interval break_even_interval;
};

static bool same_sweep(const struct cell_key *a, const struct cell_key *b)
{
    return strcmp(a->engine, b->engine) == 0 && strcmp(a->kernel, b->kernel) == 0
           && strcmp(a->variant, b->variant) == 0 && strcmp(a->transfer, b->transfer) == 0;
}

static bool is_crossing(const struct cell *cell)
{
    return strcmp(cell->key.experiment, CROSSINGS) == 0 && cell->key.n > 0 && !cell->checks_differ;
}

static bool is_javascript(const struct cell_key *key)
{
    return strncmp(key->variant, "js", 2) == 0;
}

static double per_element(const struct cell *cell)
{
    return estimate_time(cell) / (double)cell->key.n;
}

static double calls_of(const struct cell *cell)
{
    return ceil((double)cell->key.n / (double)cell->key.batch);
}

/* The cells of the sweep that `first` begins; cells of a sweep follow each other in no special order. */
static struct sweep sweep_of(const struct samples *samples, size_t first)
{
    struct sweep sweep = {allocate(samples->cell_count - first, sizeof *sweep.cells), 0};

    for (size_t i = first; i < samples->cell_count; i++)
        if (is_crossing(&samples->cells[i]) && same_sweep(&samples->cells[first].key, &samples->cells[i].key))
            sweep.cells[sweep.count++] = &samples->cells[i];
    return sweep;
}

static bool begins_sweep(const struct samples *samples, size_t place)
{
    for (size_t i = 0; i < place; i++)
        if (is_crossing(&samples->cells[i]) && same_sweep(&samples->cells[i].key, &samples->cells[place].key))
            return false;
    return is_crossing(&samples->cells[place]);
}

static size_t count_batches(const struct sweep *sweep)
{
    size_t distinct = 0;

    for (size_t i = 0; i < sweep->count; i++) {
        size_t earlier = 0;
        while (earlier < i && sweep->cells[earlier]->key.batch != sweep->cells[i]->key.batch)
            earlier++;
        distinct += earlier == i;
    }
    return distinct;
}

/* The js variant of the same engine with the smallest time per element, each at its largest batch. */
static const struct cell *best_javascript(const struct samples *samples, const struct cell_key *key)
{
    const struct cell *best = NULL;

    for (size_t i = 0; i < samples->cell_count; i++) {
        const struct cell *const cell = &samples->cells[i];
        bool largest = is_crossing(cell) && is_javascript(&cell->key) && strcmp(cell->key.engine, key->engine) == 0
                       && strcmp(cell->key.kernel, key->kernel) == 0;
        for (size_t j = 0; largest && j < samples->cell_count; j++)
            largest = !is_crossing(&samples->cells[j]) || !same_sweep(&samples->cells[j].key, &cell->key)
                      || samples->cells[j].key.batch <= cell->key.batch;
        if (largest && (!best || per_element(cell) < per_element(best)))
            best = cell;
    }
    return best;
}

/* What a fit needs of a sweep. */
struct fit {
    const struct sweep *sweep;
    double *calls;
    double *elements;
    double *times;
};

static struct fit fit_start(const struct sweep *sweep)
{
    struct fit fit = {
        .sweep = sweep,
        .calls = allocate(sweep->count, sizeof *fit.calls),
        .elements = allocate(sweep->count, sizeof *fit.elements),
        .times = allocate(sweep->count, sizeof *fit.times),
    };

    for (size_t i = 0; i < sweep->count; i++) {
        fit.calls[i] = calls_of(sweep->cells[i]);
        fit.elements[i] = (double)sweep->cells[i]->key.n;
        fit.times[i] = estimate_time(sweep->cells[i]);
    }
    return fit;
}

static void fit_free(struct fit *fit)
{
    free(fit->calls);
    free(fit->elements);
    free(fit->times);
}

/*
 * Where the measured curve meets base_ns an element: the largest batch that is slower
 * and the next one; the two smallest where none is. False where the largest is slower.
 * The fitted line would not do: what a chunk costs need not be a line over all batches
 * (copying by element or by block, a scalar tail), and then it meets the base elsewhere.
 */
static bool find_bracket(const struct sweep *sweep, const double *times, double base_ns, struct bracket *bracket)
{
    const size_t none = sweep->count;
    size_t slower = none;
    size_t smallest = 0;
    size_t faster = none;

    for (size_t i = 0; i < sweep->count; i++) {
        const struct cell_key *const key = &sweep->cells[i]->key;
        if (key->batch < sweep->cells[smallest]->key.batch)
            smallest = i;
        if (times[i] > base_ns * (double)key->n && (slower == none || key->batch > sweep->cells[slower]->key.batch))
            slower = i;
    }
    if (slower == none)
        slower = smallest;
    for (size_t i = 0; i < sweep->count; i++) {
        const uint64_t batch = sweep->cells[i]->key.batch;
        if (batch > sweep->cells[slower]->key.batch
            && (faster == none || batch < sweep->cells[faster]->key.batch))
            faster = i;
    }
    *bracket = (struct bracket){slower, faster};
    return faster != none;
}

/* The line through the cells of a bracket. */
static bool local_line(const struct fit *fit, struct bracket bracket, const double *times, struct line *line)
{
    const double calls[] = {fit->calls[bracket.slower], fit->calls[bracket.faster]};
    const double elements[] = {fit->elements[bracket.slower], fit->elements[bracket.faster]};
    const double two[] = {times[bracket.slower], times[bracket.faster]};

    return line_fit(calls, elements, two, 2, line);
}

static void find_break_even(const struct fit *fit, struct price *price)
{
    const double base_ns = per_element(price->base);

    price->break_even = INFINITY;
    if (find_bracket(fit->sweep, fit->times, base_ns, &price->bracket)
        && local_line(fit, price->bracket, fit->times, &price->local))
        price->break_even = line_break_even(price->local, base_ns);
}

/* The prices with each unit left out in turn, [set.count] each. */
struct left_out {
    struct unit_set set;
    double *times;     /* of each cell of the sweep: [sweep->count][set.count] */
    double *bases;     /* ns per element of the base */
    double *calls;     /* ns, of the fitted line */
    double *elements;
    double *local_calls; /* ns, of the line through the bracket */
    double *gains;       /* ns per element, of that line against the base */
    double effective;
};

static struct left_out left_out_start(const struct sweep *sweep, const struct cell *base)
{
    const struct cell **const cells = allocate(sweep->count + 1, sizeof *cells);

    memcpy(cells, sweep->cells, sweep->count * sizeof *cells);
    cells[sweep->count] = base;
    const struct unit_set set = unit_set_of(cells, sweep->count + (base ? 1 : 0));
    free(cells);
    struct left_out left_out = {
        .set = set,
        .times = allocate(sweep->count * set.count, sizeof(double)),
        .bases = allocate(set.count, sizeof(double)),
        .calls = allocate(set.count, sizeof(double)),
        .elements = allocate(set.count, sizeof(double)),
        .local_calls = allocate(set.count, sizeof(double)),
        .gains = allocate(set.count, sizeof(double)),
        .effective = INFINITY,
    };
    for (size_t i = 0; i < sweep->count; i++) {
        const struct cell *const cell = sweep->cells[i];
        estimate_times_left_out(cell, &set, left_out.times + i * set.count);
        left_out.effective = fmin(left_out.effective, estimate_effective(cell));
    }
    if (base) {
        estimate_times_left_out(base, &set, left_out.bases);
        for (size_t p = 0; p < set.count; p++)
            left_out.bases[p] /= (double)base->key.n;
    }
    return left_out;
}

static void left_out_free(struct left_out *left_out)
{
    unit_set_free(&left_out->set);
    free(left_out->times);
    free(left_out->bases);
    free(left_out->calls);
    free(left_out->elements);
    free(left_out->local_calls);
    free(left_out->gains);
}

/* Fits the line, and the one through the bracket, without each process; false where one cannot be. */
static bool refit(struct fit *fit, const struct price *price, struct left_out *left_out)
{
    const bool breaks_even = isfinite(price->break_even);
    struct line line, local = {0, 0};

    for (size_t p = 0; p < left_out->set.count; p++) {
        for (size_t i = 0; i < fit->sweep->count; i++)
            fit->times[i] = left_out->times[i * left_out->set.count + p];
        if (!line_fit(fit->calls, fit->elements, fit->times, fit->sweep->count, &line)
            || (breaks_even && !local_line(fit, price->bracket, fit->times, &local)))
            return false;
        left_out->calls[p] = line.call_ns;
        left_out->elements[p] = line.element_ns;
        left_out->local_calls[p] = local.call_ns;
        left_out->gains[p] = left_out->bases[p] - local.element_ns;
    }
    return true;
}

static struct interval interval_of_cost(double cost, const double *left_out, size_t count, double effective)
{
    const double variance = jackknife_covariance(left_out, left_out, count);

    return interval_of_any(cost, uncertainty_of_processes(variance, count, effective), INTERVAL_CONFIDENCE);
}

/* A batch larger than the work was not measured: the line says nothing about it. */
static double never_beyond(double batch, uint64_t n)
{
    return batch > (double)n ? INFINITY : batch;
}

/* Overwrites fit->times. */
static void find_intervals(struct fit *fit, struct price *price)
{
    struct left_out left_out = left_out_start(fit->sweep, price->base);
    const size_t count = left_out.set.count;

    if (refit(fit, price, &left_out)) {
        price->call = interval_of_cost(price->line.call_ns, left_out.calls, count, left_out.effective);
        price->element = interval_of_cost(price->line.element_ns, left_out.elements, count, left_out.effective);
        if (price->base && isfinite(price->break_even)) {
            price->break_even_interval = line_break_even_interval(
                price->local.call_ns, per_element(price->base) - price->local.element_ns, left_out.local_calls,
                left_out.gains, count, left_out.effective);
            price->break_even_interval.high = never_beyond(price->break_even_interval.high, price->key.n);
        }
    }
    left_out_free(&left_out);
}

/* False if the batch sizes cannot tell calls from elements. */
static bool price_of(const struct samples *samples, const struct sweep *sweep, struct price *price)
{
    struct fit fit = fit_start(sweep);

    *price = (struct price){
        .key = sweep->cells[0]->key,
        .call = interval_unknown(),
        .element = interval_unknown(),
        .break_even = NAN,
        .break_even_interval = interval_unknown(),
    };
    const bool fitted = line_fit(fit.calls, fit.elements, fit.times, sweep->count, &price->line);
    if (fitted) {
        if (!is_javascript(&price->key))
            price->base = best_javascript(samples, &price->key);
        if (price->base)
            find_break_even(&fit, price);
        find_intervals(&fit, price);
    }
    fit_free(&fit);
    return fitted;
}

static void write_price(struct csv_output *output, const struct price *price)
{
    /* Where the estimate is "never", an interval would only say when it might not be. */
    const bool breaks_even = isfinite(price->break_even);

    csv_text(output, price->key.engine);
    csv_text(output, price->key.kernel);
    csv_text(output, price->key.variant);
    csv_text(output, price->key.transfer);
    csv_number(output, price->line.call_ns);
    csv_number(output, price->call.low);
    csv_number(output, price->call.high);
    csv_number(output, price->line.element_ns);
    csv_number(output, price->element.low);
    csv_number(output, price->element.high);
    csv_number(output, price->break_even);
    csv_number(output, breaks_even ? price->break_even_interval.low : NAN);
    csv_number(output, breaks_even ? price->break_even_interval.high : NAN);
    csv_text(output, price->base ? price->base->key.variant : "");
    csv_end_row(output);
}

static void add_price(struct table *table, const struct price *price, bool with_engine)
{
    struct table_row *const row = table_add(table);

    row->cells[0] = label_of(&price->key, with_engine);
    row->cells[1] = table_cost(price->line.call_ns, price->call.low, price->call.high);
    row->cells[2] = table_cost(price->line.element_ns, price->element.low, price->element.high);
    if (price->base)
        row->cells[3] = table_batch(price->break_even, price->break_even_interval.low,
                                    price->break_even_interval.high);
}

/* One table: prices[0 .. count) share the kernel. */
static void print_kernel(const struct samples *samples, const struct price *prices, size_t count, FILE *out)
{
    static const char *const titles[] = {"variant", "per call", "per element", "break-even batch"};
    struct table table = {.alignment = "lrrl"};
    const bool with_engine = several_engines(samples->cells, samples->cell_count);

    table_add_titles(&table, titles);
    for (size_t i = 0; i < count; i++)
        add_price(&table, &prices[i], with_engine);
    fprintf(out, "%s, the price of a call: time = per call x calls + per element x n\n", prices[0].key.kernel);
    table_print(&table, out);
    table_free(&table);
    for (size_t i = 0; i < count; i++) {
        const struct cell *const base = prices[i].base;
        if (!base || (i > 0 && prices[i - 1].base == base))
            continue;
        fprintf(out, "  break-even%s%s: against %s, %s per element\n", with_engine ? " in " : "",
                with_engine ? base->key.engine : "", base->key.variant, table_time(per_element(base)).text);
    }
}

/* Below any other table: what a call costs that does nothing. */
static void print_floor(const struct price *prices, size_t count, FILE *out)
{
    for (size_t i = 0; i < count; i++) {
        const struct price *const price = &prices[i];
        if (strcmp(price->key.kernel, FLOOR_KERNEL) != 0 || is_javascript(&price->key))
            continue;
        fprintf(out, "  floor: %s, %s: %s per call\n", FLOOR_KERNEL, label_of(&price->key, true).text,
                table_cost(price->line.call_ns, price->call.low, price->call.high).text);
    }
}

static void print_tables(const struct samples *samples, const struct price *prices, size_t count, FILE *out)
{
    size_t rows;

    for (size_t i = 0; i < count; i += rows) {
        for (rows = 1; i + rows < count; rows++)
            if (strcmp(prices[i].key.kernel, prices[i + rows].key.kernel) != 0)
                break;
        print_kernel(samples, &prices[i], rows, out);
        if (strcmp(prices[i].key.kernel, FLOOR_KERNEL) != 0)
            print_floor(prices, count, out);
        fputc('\n', out);
    }
}

static void report_skipped(const struct sweep *sweep, const char *why)
{
    const struct cell_key *const key = &sweep->cells[0]->key;

    fprintf(stderr, "tollgate: crossings: skipped %s %s %s %s: %zu batch sizes, %s\n", key->engine, key->kernel,
            key->variant, key->transfer, count_batches(sweep), why);
}

static size_t find_prices(const struct samples *samples, struct price *prices)
{
    size_t count = 0;

    for (size_t i = 0; i < samples->cell_count; i++) {
        if (!begins_sweep(samples, i))
            continue;
        struct sweep sweep = sweep_of(samples, i);
        if (count_batches(&sweep) < LEAST_BATCHES)
            report_skipped(&sweep, "at least 8 are needed");
        else if (price_of(samples, &sweep, &prices[count]))
            count++;
        else
            report_skipped(&sweep, "which cannot tell calls from elements");
        free(sweep.cells);
    }
    return count;
}

static bool write_file(const struct price *prices, size_t count, const char *directory, struct problem *problem)
{
    struct csv_output output;

    if (!csv_create(&output, directory, "crossings.csv",
                    "engine,kernel,variant,transfer,call_ns,call_ns_low,call_ns_high,element_ns,element_ns_low,"
                    "element_ns_high,break_even_batch,break_even_low,break_even_high,baseline", problem))
        return false;
    for (size_t i = 0; i < count; i++)
        write_price(&output, &prices[i]);
    return csv_commit(&output, problem);
}

bool crossings(const struct samples *samples, const char *directory, FILE *out, struct problem *problem)
{
    struct price *const prices = allocate(samples->cell_count, sizeof *prices);
    const size_t count = find_prices(samples, prices);
    const bool written = write_file(prices, count, directory, problem);

    if (written)
        print_tables(samples, prices, count, out);
    free(prices);
    return written;
}
