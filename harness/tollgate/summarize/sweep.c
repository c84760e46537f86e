/*
 * `tollgate crossings`: the price of a call, and the batch at which it pays, of the experiments
 * that sweep batches: `crossings`, and `batching`, whose JavaScript is there at its full batch alone.
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
#include "tollgate/run/estimate.h"
#include "tollgate/run/label.h"
#include "tollgate/summarize/summarize.h"
#include "tollgate/text/csv_write.h"
#include "tollgate/text/memory.h"
#include "tollgate/text/table.h"

/* Each has a file of its own. */
static const char CROSSINGS[] = "crossings";
static const char BATCHING[] = "batching";

enum { LEAST_BATCHES = 8 };

/* The kernel whose calls do nothing. */
#define FLOOR_KERNEL "noop"

/* Cells of one machine, engine, experiment, kernel, variant and transfer. */
struct sweep {
    const struct cell **cells;
    size_t count;
};

/* Two cells of a sweep with neighbouring batch sizes, the break-even batch between them. */
struct bracket {
    size_t slower;
    size_t faster;
};

/* The smallest batch from which a sweep is no slower than something else. */
struct break_even {
    double batch;             /* NaN: there is nothing else; INFINITY: never */
    struct interval interval; /* unknown where "never" is proven, too */
};

struct price {
    const struct cell *first; /* of the sweep */
    struct cell_key key;      /* n and batch are those of that cell */
    bool is_lone;             /* one batch was measured, on purpose: `element` is all of its time */
    struct line line;
    struct interval call;
    struct interval element;
    const struct cell *base; /* the best JavaScript, or NULL: then no break-even */
    struct break_even break_even;
};

static bool same_sweep(const struct cell_key *a, const struct cell_key *b)
{
    return cell_same_work(a, b) && strcmp(a->engine, b->engine) == 0 && strcmp(a->variant, b->variant) == 0
        && strcmp(a->transfer, b->transfer) == 0;
}

static bool is_batching(const struct cell_key *key)
{
    return strcmp(key->experiment, BATCHING) == 0;
}

bool is_swept(const char *experiment)
{
    return strcmp(experiment, CROSSINGS) == 0 || strcmp(experiment, BATCHING) == 0;
}

static bool is_crossing(const struct cell *cell)
{
    return is_swept(cell->key.experiment) && cell->key.n > 0 && !cell->checks_differ;
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

/* The js variant of the same engine and machine with the smallest time per element, each at its largest batch. */
static const struct cell *best_javascript(const struct samples *samples, const struct cell_key *key)
{
    const struct cell *best = NULL;

    for (size_t i = 0; i < samples->cell_count; i++) {
        const struct cell *const cell = &samples->cells[i];
        bool largest = is_crossing(cell) && is_javascript(&cell->key) && strcmp(cell->key.engine, key->engine) == 0
                    && cell_same_work(&cell->key, key);
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

/* The place of the largest batch below that of `place`, or the smallest above it; fit->sweep->count: none. */
static size_t neighbour(const struct sweep *sweep, size_t place, bool above)
{
    size_t found = sweep->count;

    for (size_t i = 0; i < sweep->count; i++) {
        const uint64_t batch = sweep->cells[i]->key.batch;
        const bool beyond = above ? batch > sweep->cells[place]->key.batch : batch < sweep->cells[place]->key.batch;
        if (beyond && (found == sweep->count || (batch < sweep->cells[found]->key.batch) == above))
            found = i;
    }
    return found;
}

/* The place of the smallest batch. */
static size_t smallest(const struct sweep *sweep)
{
    size_t place = 0;

    for (size_t i = 1; i < sweep->count; i++)
        if (sweep->cells[i]->key.batch < sweep->cells[place]->key.batch)
            place = i;
    return place;
}

/*
 * Where the measured curve meets base_ns an element: the largest batch that is slower
 * and the next one; the two smallest where none is. False where the largest is slower.
 * The fitted line would not do: what a chunk costs need not be a line over all batches
 * (copying by element or by block, a scalar tail), and then it meets the base elsewhere.
 */
static bool find_bracket(const struct fit *fit, double base_ns, struct bracket *bracket)
{
    const struct sweep *const sweep = fit->sweep;
    size_t slower = sweep->count;

    for (size_t i = 0; i < sweep->count; i++) {
        const struct cell_key *const key = &sweep->cells[i]->key;
        if (fit->times[i] > base_ns * (double)key->n
            && (slower == sweep->count || key->batch > sweep->cells[slower]->key.batch))
            slower = i;
    }
    if (slower == sweep->count)
        slower = smallest(sweep);
    *bracket = (struct bracket){slower, neighbour(sweep, slower, true)};
    return bracket->faster != sweep->count;
}

/* The line through the cells of a bracket, which take slower_ns and faster_ns. */
static bool local_line(const struct fit *fit, struct bracket bracket, double slower_ns, double faster_ns,
                       struct line *line)
{
    const double calls[] = {fit->calls[bracket.slower], fit->calls[bracket.faster]};
    const double elements[] = {fit->elements[bracket.slower], fit->elements[bracket.faster]};
    const double two[] = {slower_ns, faster_ns};

    return line_fit(calls, elements, two, 2, line);
}

static double find_break_even(const struct fit *fit, double base_ns)
{
    struct bracket bracket;
    struct line local;

    if (find_bracket(fit, base_ns, &bracket)
        && local_line(fit, bracket, fit->times[bracket.slower], fit->times[bracket.faster], &local))
        return line_break_even(local, base_ns);
    return INFINITY;
}

/* The prices with each unit left out in turn, [set.count] each. */
struct left_out {
    struct unit_set set;
    double *times;    /* of each cell of the sweep: [sweep->count][set.count] */
    double *bases;    /* ns per element of the base */
    double *calls;    /* ns, of the fitted line or that through a bracket */
    double *elements; /* ns, or what they gain against the base */
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
}

/* Fits the line without each unit; false where one cannot be. */
static bool refit(const struct fit *fit, struct left_out *left_out)
{
    double *const times = allocate(fit->sweep->count, sizeof *times);
    bool fitted = true;

    for (size_t p = 0; fitted && p < left_out->set.count; p++) {
        struct line line = {0, 0};
        for (size_t i = 0; i < fit->sweep->count; i++)
            times[i] = left_out->times[i * left_out->set.count + p];
        fitted = line_fit(fit->calls, fit->elements, times, fit->sweep->count, &line);
        left_out->calls[p] = line.call_ns;
        left_out->elements[p] = line.element_ns;
    }
    free(times);
    return fitted;
}

/* Where the line through a bracket meets the base. Overwrites what refit() found. */
static struct interval bracket_interval(const struct fit *fit, double base_ns, struct bracket bracket,
                                        struct left_out *left_out)
{
    const size_t count = left_out->set.count;
    const double *const slower = left_out->times + bracket.slower * count;
    const double *const faster = left_out->times + bracket.faster * count;
    struct line local;

    for (size_t p = 0; p < count; p++) {
        if (!local_line(fit, bracket, slower[p], faster[p], &local))
            return interval_unknown();
        left_out->calls[p] = local.call_ns;
        left_out->elements[p] = left_out->bases[p] - local.element_ns;
    }
    if (!local_line(fit, bracket, fit->times[bracket.slower], fit->times[bracket.faster], &local))
        return interval_unknown();
    return line_break_even_interval(local.call_ns, base_ns - local.element_ns, left_out->calls, left_out->elements,
                                    count, left_out->effective);
}

/* How much slower than the base cell i is, ns: an interval. Overwrites left_out->calls. */
static struct interval lag_of(const struct fit *fit, double base_ns, size_t i, struct left_out *left_out)
{
    const size_t count = left_out->set.count;
    const double lag = fit->times[i] - base_ns * fit->elements[i];

    for (size_t p = 0; p < count; p++)
        left_out->calls[p] = left_out->times[i * count + p] - left_out->bases[p] * fit->elements[i];
    const double variance = jackknife_covariance(left_out->calls, left_out->calls, count);
    return interval_of_any(lag, uncertainty_of_processes(variance, count, left_out->effective), INTERVAL_CONFIDENCE);
}

/*
 * The break-even batch lies behind the largest batch that is proven slower than the base, and no further than
 * the smallest from which on all are proven faster. Where the curves run close together for long, that is
 * many batches; else they are neighbours.
 */
static struct interval break_even_interval(const struct fit *fit, double base_ns, struct left_out *left_out)
{
    const struct sweep *const sweep = fit->sweep;
    const size_t none = sweep->count;
    size_t slower = none;
    size_t faster = none;

    for (size_t i = smallest(sweep); i != none; i = neighbour(sweep, i, true)) {
        const struct interval lag = lag_of(fit, base_ns, i, left_out);
        if (isnan(lag.low))
            return interval_unknown();
        if (lag.low > 0)
            slower = i;
        if (lag.high >= 0)
            faster = none;
        else if (faster == none)
            faster = i;
    }

    struct interval interval = {1, INFINITY};
    if (slower != none) {
        const size_t next = neighbour(sweep, slower, true);
        if (next == none)
            return interval_unknown();
        const double low = bracket_interval(fit, base_ns, (struct bracket){slower, next}, left_out).low;
        interval.low = fmin(fmax(low, (double)sweep->cells[slower]->key.batch), (double)sweep->cells[next]->key.batch);
    }
    if (faster != none) {
        const size_t before = neighbour(sweep, faster, false);
        interval.high = (double)sweep->cells[faster]->key.batch;
        if (before != none) {
            const double high = bracket_interval(fit, base_ns, (struct bracket){before, faster}, left_out).high;
            interval.high = fmin(fmax(high, (double)sweep->cells[before]->key.batch), interval.high);
        }
    }
    return interval;
}

static struct interval interval_of_cost(double cost, const double *left_out, size_t count, double effective)
{
    const double variance = jackknife_covariance(left_out, left_out, count);

    return interval_of_any(cost, uncertainty_of_processes(variance, count, effective), INTERVAL_CONFIDENCE);
}

static void find_intervals(const struct fit *fit, struct price *price)
{
    struct left_out left_out = left_out_start(fit->sweep, NULL);
    const size_t count = left_out.set.count;

    if (refit(fit, &left_out)) {
        price->call = interval_of_cost(price->line.call_ns, left_out.calls, count, left_out.effective);
        price->element = interval_of_cost(price->line.element_ns, left_out.elements, count, left_out.effective);
    }
    left_out_free(&left_out);
}

static struct break_even break_even_against(const struct fit *fit, const struct cell *base)
{
    struct left_out left_out = left_out_start(fit->sweep, base);
    const double base_ns = per_element(base);
    const struct break_even found = {find_break_even(fit, base_ns), break_even_interval(fit, base_ns, &left_out)};

    left_out_free(&left_out);
    return found;
}

/* False if the batch sizes cannot tell calls from elements. */
static bool price_of(const struct samples *samples, const struct sweep *sweep, struct price *price)
{
    struct fit fit = fit_start(sweep);

    *price = (struct price){
        .first = sweep->cells[0],
        .key = sweep->cells[0]->key,
        .call = interval_unknown(),
        .element = interval_unknown(),
        .break_even = {NAN, interval_unknown()},
    };
    const bool fitted = line_fit(fit.calls, fit.elements, fit.times, sweep->count, &price->line);
    if (fitted) {
        if (!is_javascript(&price->key))
            price->base = best_javascript(samples, &price->key);
        if (price->base)
            price->break_even = break_even_against(&fit, price->base);
        find_intervals(&fit, price);
    }
    fit_free(&fit);
    return fitted;
}

/* A cell that was to be measured at one batch. */
static struct price lone_price(const struct cell *cell)
{
    const struct interval time = estimate_time_interval(cell);
    const double n = (double)cell->key.n;

    return (struct price){
        .first = cell,
        .key = cell->key,
        .is_lone = true,
        .line = {NAN, per_element(cell)},
        .call = interval_unknown(),
        .element = {time.low / n, time.high / n},
        .break_even = {NAN, interval_unknown()},
    };
}

static void write_price(struct csv_output *output, const struct price *price)
{
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
    csv_number(output, price->break_even.batch);
    csv_number(output, price->break_even.interval.low);
    csv_number(output, price->break_even.interval.high);
    csv_text(output, price->base ? price->base->key.variant : "");
    csv_end_cell(output, &price->key);
}

static struct table_text text_of(struct break_even found)
{
    return table_batch(found.batch, found.interval.low, found.interval.high);
}

static void add_price(struct table *table, const struct price *price, bool with_engine)
{
    struct table_row *const row = table_add(table);

    row->cells[0] = label_of(&price->key, with_engine);
    row->cells[1] = table_cost(price->line.call_ns, price->call.low, price->call.high);
    row->cells[2] = table_cost(price->line.element_ns, price->element.low, price->element.high);
    if (price->is_lone && price->key.batch >= price->key.n)
        row->cells[3] = (struct table_text){"all at once"};
    else if (price->is_lone)
        snprintf(row->cells[3].text, sizeof row->cells[3].text, "%" PRIu64 " at a time", price->key.batch);
    else if (price->base)
        row->cells[3] = text_of(price->break_even);
}

/*
 * Against what was measured at one batch and is not the best JavaScript: other JavaScript, and what crosses
 * for each element in another way. prices[0 .. count) share the kernel.
 */
static void print_others(const struct samples *samples, const struct price *prices, size_t count, bool with_engine,
                         FILE *out)
{
    for (size_t i = 0; i < count; i++) {
        if (!prices[i].base)
            continue;
        struct sweep sweep = sweep_of(samples, (size_t)(prices[i].first - samples->cells));
        struct fit fit = fit_start(&sweep);
        for (size_t j = 0; j < count; j++) {
            const struct cell *const other = prices[j].first;
            if (!prices[j].is_lone || other == prices[i].base || strcmp(other->key.engine, prices[i].key.engine) != 0
                || !(is_javascript(&other->key) || other->key.batch < other->key.n))
                continue;
            fprintf(out, "  %s against %s: %s\n", label_of(&prices[i].key, with_engine).text, other->key.variant,
                    text_of(break_even_against(&fit, other)).text);
        }
        fit_free(&fit);
        free(sweep.cells);
    }
}

/* One table: prices[0 .. count) share the kernel, and the engine where it is not NULL. */
static void print_kernel(const struct samples *samples, const struct price *prices, size_t count, const char *engine,
                         FILE *out)
{
    static const char *const titles[] = {"variant", "per call", "per element", "break-even batch"};
    struct table table = {.alignment = "lrrl"};
    const bool with_engine = !engine && several_engines(samples->cells, samples->cell_count);

    table_add_titles(&table, titles);
    for (size_t i = 0; i < count; i++)
        add_price(&table, &prices[i], with_engine);
    char *const title = format_text("%s%s%s%s, %s", prices[0].key.kernel, engine ? " in " : "", engine ? engine : "",
                                    on_machine(samples, &prices[0].key).text,
                                    is_batching(&prices[0].key) ? BATCHING : "the price of a call");
    table_heading(title, "time = per call x calls + per element x n", out);
    free(title);
    table_print(&table, out);
    table_free(&table);
    for (size_t i = 0; i < count; i++) {
        const struct cell *const base = prices[i].base;
        bool told = !base;
        for (size_t j = 0; j < i; j++)
            told = told || prices[j].base == base;
        if (told)
            continue;
        fprintf(out, "  break-even%s%s: against %s, %s per element\n", with_engine ? " in " : "",
                with_engine ? base->key.engine : "", base->key.variant, table_time(per_element(base)).text);
    }
    print_others(samples, prices, count, with_engine, out);
}

/* Below any other table of the experiment: what a call costs that does nothing, there or in any engine. */
static void print_floor(const struct price *prices, size_t count, const struct cell_key *there, const char *engine,
                        FILE *out)
{
    for (size_t i = 0; i < count; i++) {
        const struct price *const price = &prices[i];
        if (strcmp(price->key.kernel, FLOOR_KERNEL) != 0 || strcmp(price->key.experiment, there->experiment) != 0
            || strcmp(price->key.machine, there->machine) != 0 || (engine && strcmp(price->key.engine, engine) != 0)
            || is_javascript(&price->key) || price->is_lone)
            continue;
        fprintf(out, "  floor: %s, %s: %s per call\n", FLOOR_KERNEL, label_of(&price->key, true).text,
                table_cost(price->line.call_ns, price->call.low, price->call.high).text);
    }
}

static void print_group(const struct samples *samples, const struct price *prices, size_t count,
                        const struct price *all, size_t all_count, const char *engine, FILE *out)
{
    print_kernel(samples, prices, count, engine, out);
    if (strcmp(prices[0].key.kernel, FLOOR_KERNEL) != 0)
        print_floor(all, all_count, &prices[0].key, engine, out);
    fputc('\n', out);
}

static bool begins_engine(const struct price *prices, size_t place)
{
    for (size_t i = 0; i < place; i++)
        if (strcmp(prices[i].key.engine, prices[place].key.engine) == 0)
            return false;
    return true;
}

/* A table an engine, of prices[0 .. count), which share the kernel. */
static void print_engines(const struct samples *samples, const struct price *prices, size_t count,
                          const struct price *all, size_t all_count, FILE *out)
{
    struct price *const own = allocate(count, sizeof *own);

    for (size_t i = 0; i < count; i++) {
        size_t found = 0;
        if (!begins_engine(prices, i))
            continue;
        for (size_t j = i; j < count; j++)
            if (strcmp(prices[j].key.engine, prices[i].key.engine) == 0)
                own[found++] = prices[j];
        print_group(samples, own, found, all, all_count, prices[i].key.engine, out);
    }
    free(own);
}

static void print_tables(const struct samples *samples, const struct price *prices, size_t count, FILE *out)
{
    const bool many = many_engines(samples->cells, samples->cell_count);
    size_t rows;

    for (size_t i = 0; i < count; i += rows) {
        for (rows = 1; i + rows < count; rows++)
            if (!cell_same_work(&prices[i].key, &prices[i + rows].key))
                break;
        if (many)
            print_engines(samples, &prices[i], rows, prices, count, out);
        else
            print_group(samples, &prices[i], rows, prices, count, NULL, out);
    }
}

static void report_skipped(const struct sweep *sweep, const char *why)
{
    const struct cell_key *const key = &sweep->cells[0]->key;

    fprintf(stderr, "tollgate: crossings: skipped %s %s %s %s%s%s: %zu batch sizes, %s\n", key->engine, key->kernel,
            key->variant, key->transfer, *key->machine ? " on " : "", key->machine, count_batches(sweep), why);
}

static size_t find_prices(const struct samples *samples, struct price *prices)
{
    size_t count = 0;

    for (size_t i = 0; i < samples->cell_count; i++) {
        if (!begins_sweep(samples, i))
            continue;
        struct sweep sweep = sweep_of(samples, i);
        if (is_batching(&samples->cells[i].key) && sweep.count == 1)
            prices[count++] = lone_price(sweep.cells[0]);
        else if (count_batches(&sweep) < LEAST_BATCHES)
            report_skipped(&sweep, "at least 8 are needed");
        else if (price_of(samples, &sweep, &prices[count]))
            count++;
        else
            report_skipped(&sweep, "which cannot tell calls from elements");
        free(sweep.cells);
    }
    return count;
}

/* The rows of one experiment. */
static bool write_file(const struct price *prices, size_t count, const char *experiment, const char *directory,
                       struct problem *problem)
{
    struct csv_output output;
    char name[sizeof CROSSINGS + sizeof ".csv"];

    snprintf(name, sizeof name, "%s.csv", experiment);
    if (!csv_create(&output, directory, name,
                    "engine,kernel,variant,transfer,call_ns,call_ns_low,call_ns_high,element_ns,element_ns_low,"
                    "element_ns_high,break_even_batch,break_even_low,break_even_high,baseline," CSV_LAST_COLUMNS,
                    problem))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!prices[i].is_lone && strcmp(prices[i].key.experiment, experiment) == 0)
            write_price(&output, &prices[i]);
    return csv_commit(&output, problem);
}

static bool has_experiment(const struct samples *samples, const char *experiment)
{
    for (size_t i = 0; i < samples->cell_count; i++)
        if (strcmp(samples->cells[i].key.experiment, experiment) == 0)
            return true;
    return false;
}

bool crossings(const struct samples *samples, const char *directory, FILE *out, struct problem *problem)
{
    struct price *const prices = allocate(samples->cell_count, sizeof *prices);
    const size_t count = find_prices(samples, prices);
    const bool has_batching = has_experiment(samples, BATCHING);
    const bool has_crossings = has_experiment(samples, CROSSINGS) || !has_batching;
    const bool written = (!has_crossings || write_file(prices, count, CROSSINGS, directory, problem))
                      && (!has_batching || write_file(prices, count, BATCHING, directory, problem));

    if (written)
        print_tables(samples, prices, count, out);
    free(prices);
    return written;
}
