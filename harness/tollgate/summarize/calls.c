/*
 * calls.csv, and the table that says how long a call takes: directions down, signatures
 * across, callees that stay calls before those that may be inlined.
 */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/run/label.h"
#include "tollgate/summarize/boundary.h"
#include "tollgate/summarize/call_words.h"
#include "tollgate/text/csv_write.h"
#include "tollgate/text/memory.h"
#include "tollgate/text/table.h"

/* What the kernels of calls begin with; the rest is the signature. */
static const char KERNEL[] = "call-";

/* Cells measured twice agree if they differ by no more than either (issue: 0.1 ns or 3 %). */
static const double AGREE_NS = 0.1;
static const double AGREE_PART = 0.03;

/* Signatures across a table, and how short their row's name may become for it. */
enum { MOST_SIGNATURES = 5, LEAST_NAME = 18 };

/* One cell; all times are per call. */
struct call {
    const struct cell *cell;
    const char *signature;
    struct call_words words;
    double ns;
    struct interval of_ns;
    const struct cell *control;
    struct difference net;
};

struct calls {
    struct call *all;
    size_t count;
};

/* ---- cells -------------------------------------------------------------------- */

static struct interval part_of(struct interval interval, double count)
{
    return (struct interval){interval.low / count, interval.high / count};
}

static bool call_of(const struct samples *samples, const struct cell *cell, struct call *call, struct problem *problem)
{
    const double n = (double)cell->key.n;
    const struct net net = boundary_net(samples, cell);
    struct problem wrong;

    if (strncmp(cell->key.kernel, KERNEL, strlen(KERNEL)) != 0)
        return problem_set(problem, "samples.csv: cell %.300s: kernel is not call-<type>-<parameters>",
                           cell_name(&cell->key, ' ').text);
    if (!call_words_read(cell->key.variant, &call->words, &wrong))
        return problem_set(problem, "samples.csv: cell %.300s: %.600s", cell_name(&cell->key, ' ').text, wrong.text);
    call->cell = cell;
    call->signature = cell->key.kernel + strlen(KERNEL);
    call->ns = estimate_time(cell) / n;
    call->of_ns = part_of(estimate_time_interval(cell), n);
    call->control = net.control;
    call->net = (struct difference){net.of_iteration.value / n, part_of(net.of_iteration.interval, n)};
    return true;
}

static bool find_calls(const struct samples *samples, struct calls *calls, struct problem *problem)
{
    const struct boundary_cells cells = boundary_cells(samples, "calls");
    bool good = true;

    *calls = (struct calls){allocate(cells.count, sizeof *calls->all), 0};
    for (size_t i = 0; good && i < cells.count; i++) {
        good = call_of(samples, cells.all[i], &calls->all[calls->count], problem);
        calls->count += good;
    }
    free(cells.all);
    return good;
}

/* ---- calls.csv ---------------------------------------------------------------- */

static const char *verdict_of(const struct call *call)
{
    if (boundary_is_control(&call->cell->key))
        return "control";
    return call->control ? estimate_resolution(&call->net) : "";
}

static void write_times(struct csv_output *output, double ns, struct interval interval)
{
    csv_number(output, ns);
    csv_number(output, interval.low);
    csv_number(output, interval.high);
}

static void write_call(struct csv_output *output, const struct call *call)
{
    const struct cell *const cell = call->cell;
    const double n = (double)cell->key.n;

    csv_text(output, cell->key.engine);
    csv_text(output, cell->key.kernel);
    csv_text(output, call->signature);
    csv_text(output, call->words.direction);
    csv_text(output, call->words.callee);
    csv_text(output, call->words.site);
    csv_text(output, call->words.held);
    csv_count(output, call->words.chain);
    csv_count(output, call->words.repeat);
    csv_count(output, cell->process_count);
    csv_count(output, cell->sample_count);
    write_times(output, call->ns, call->of_ns);
    if (call->control)
        write_times(output, estimate_time(call->control) / n, part_of(estimate_time_interval(call->control), n));
    else
        write_times(output, NAN, interval_unknown());
    write_times(output, call->net.value, call->net.interval);
    csv_text(output, verdict_of(call));
    csv_end_cell(output, &cell->key);
}

static bool write_file(const struct calls *calls, const char *directory, struct problem *problem)
{
    struct csv_output output;

    if (!csv_create(&output, directory, "calls.csv",
                    "engine,kernel,signature,direction,callee,site,held,chain,repeat,processes,samples,"
                    "time_ns,low_ns,high_ns,control_ns,control_low_ns,control_high_ns,"
                    "net_ns,net_low_ns,net_high_ns,verdict," CSV_LAST_COLUMNS,
                    problem))
        return false;
    for (size_t i = 0; i < calls->count; i++)
        write_call(&output, &calls->all[i]);
    return csv_commit(&output, problem);
}

/* ---- tables ------------------------------------------------------------------- */

/* Whether a table shows it: no control, and none of the cells that check the others. */
static bool is_shown(const struct call *call)
{
    return call_direction_place(&call->words) < CALL_DIRECTION_COUNT && call->words.repeat == 1
        && call->words.chain == 0;
}

static bool same_row(const struct call_words *a, const struct call_words *b)
{
    return strcmp(a->direction, b->direction) == 0 && strcmp(a->callee, b->callee) == 0 && strcmp(a->site, b->site) == 0
        && strcmp(a->held, b->held) == 0;
}

struct signatures {
    const char *names[MOST_SIGNATURES];
    size_t count;
};

static void add_signature(struct signatures *signatures, const char *name)
{
    for (size_t i = 0; i < signatures->count; i++)
        if (strcmp(signatures->names[i], name) == 0)
            return;
    if (signatures->count < MOST_SIGNATURES)
        signatures->names[signatures->count++] = name;
}

/* Those that most people ask for, as far as they were measured; or whatever was. */
static struct signatures signatures_of(const struct calls *calls)
{
    static const char *const asked[] = {"void-0", "i32-2", "i64-1", "f64-2", "externref-1"};
    struct signatures signatures = {.count = 0};

    for (size_t pass = 0; pass <= MOST_SIGNATURES; pass++)
        for (size_t i = 0; i < calls->count; i++)
            if (is_shown(&calls->all[i])
                && (pass == MOST_SIGNATURES || strcmp(calls->all[i].signature, asked[pass]) == 0))
                add_signature(&signatures, calls->all[i].signature);
    return signatures;
}

/* "3.72+-0.05"; "<0.06" where nothing is resolved: what it costs at most. What is not known is rounded up. */
static struct table_text text_of(const struct difference *net)
{
    const double reach = (net->interval.high - net->interval.low) / 2;
    const int decimals = !(reach < 9.95) && isfinite(reach) ? 0 : fabs(net->value) >= 99.95 || reach >= 0.995 ? 1 : 2;
    const double step = pow(10, -decimals);
    struct table_text text;

    if (isfinite(reach) && net->interval.low <= 0 && net->interval.high >= 0)
        snprintf(text.text, sizeof text.text, "<%.*f", decimals, step * ceil(net->interval.high / step));
    else if (isfinite(reach))
        snprintf(text.text, sizeof text.text, "%.*f+-%.*f", decimals, net->value, decimals, step * ceil(reach / step));
    else
        snprintf(text.text, sizeof text.text, isfinite(net->value) ? "%.2f" : "-", net->value);
    return text;
}

static struct table_text name_of(const struct call_words *words)
{
    struct table_text name;

    snprintf(name.text, sizeof name.text, "%s%s%s%s%s", words->direction,
             strcmp(words->held, "variable") == 0 ? "" : ", ", strcmp(words->held, "variable") == 0 ? "" : words->held,
             strcmp(words->site, "monomorphic") == 0 ? "" : ", ",
             strcmp(words->site, "monomorphic") == 0 ? "" : words->site);
    return name;
}

static void add_row(struct table *table, const struct calls *calls, const struct call *first,
                    const struct signatures *signatures)
{
    struct table_row *const row = table_add(table);

    row->cells[0] = name_of(&first->words);
    for (size_t s = 0; s < signatures->count; s++) {
        row->cells[s + 1] = (struct table_text){"-"};
        for (size_t i = 0; i < calls->count; i++) {
            const struct call *const call = &calls->all[i];
            if (is_shown(call) && strcmp(call->signature, signatures->names[s]) == 0
                && same_row(&call->words, &first->words))
                row->cells[s + 1] = text_of(&call->net);
        }
    }
}

/* Whether calls[place] is the first of its row. */
static bool begins_row(const struct calls *calls, size_t place)
{
    for (size_t i = 0; i < place; i++)
        if (is_shown(&calls->all[i]) && same_row(&calls->all[i].words, &calls->all[place].words))
            return false;
    return is_shown(&calls->all[place]);
}

static bool is_plain(const struct call_words *words)
{
    return strcmp(words->held, "variable") == 0 && strcmp(words->site, "monomorphic") == 0;
}

/* Rows by direction; in each the plain call first. */
static void add_rows(struct table *table, const struct calls *calls, const char *callee,
                     const struct signatures *signatures)
{
    for (size_t direction = 0; direction < CALL_DIRECTION_COUNT; direction++)
        for (int plain = 1; plain >= 0; plain--)
            for (size_t i = 0; i < calls->count; i++) {
                const struct call *const call = &calls->all[i];
                if (begins_row(calls, i) && strcmp(call->words.callee, callee) == 0
                    && is_plain(&call->words) == (plain == 1) && call_direction_place(&call->words) == direction)
                    add_row(table, calls, call, signatures);
            }
}

/* Columns from the left that leave the names their least room. */
static size_t columns_that_fit(const struct table *table, size_t columns)
{
    size_t used = 2 + LEAST_NAME;

    for (size_t c = 1; c < columns; c++) {
        size_t width = 0;
        for (size_t r = 0; r < table->row_count; r++) {
            const size_t length = strlen(table->rows[r].cells[c].text);
            width = length > width ? length : width;
        }
        used += 2 + width;
        if (used > TABLE_WIDTH)
            return c;
    }
    return columns;
}

static void print_callees(const struct calls *calls, const char *where, const char *callee, const char *title,
                          FILE *out)
{
    static const char *const alignments[MOST_SIGNATURES + 2] = {"", "l", "lr", "lrr", "lrrr", "lrrrr", "lrrrrr"};
    const struct signatures signatures = signatures_of(calls);
    struct table table = {0};
    struct table_row *const head = table_add(&table);

    snprintf(head->cells[0].text, sizeof head->cells[0].text, "direction");
    for (size_t s = 0; s < signatures.count; s++)
        snprintf(head->cells[s + 1].text, sizeof head->cells[0].text, "%.60s", signatures.names[s]);
    add_rows(&table, calls, callee, &signatures);
    table.alignment = alignments[columns_that_fit(&table, signatures.count + 1)];
    if (table.row_count > 1) {
        char *const what = format_text("calls in %s, ns each, net of the loop, +- 95 %%", where);
        table_heading(what, title, out);
        free(what);
        table_print(&table, out);
        fputc('\n', out);
    }
    table_free(&table);
}

/* What was taken off: the least and the most over the signatures. */
static void print_control(const struct calls *calls, const char *callee, FILE *out)
{
    double least = INFINITY, most = 0;

    for (size_t i = 0; i < calls->count; i++) {
        const struct call *const call = &calls->all[i];
        if (strcmp(call->words.direction, CALL_LOOP) == 0 && strcmp(call->words.callee, callee) == 0) {
            least = fmin(least, call->ns);
            most = fmax(most, call->ns);
        }
    }
    if (isfinite(least))
        fprintf(out, "  control, taken off: a step of the loop in %s, %.2f-%.2f ns by signature\n", callee, least,
                most);
}

/* The cell that the one measured again repeats, or NULL. */
static const struct call *first_of(const struct calls *calls, const struct call *again)
{
    for (size_t i = 0; i < calls->count; i++) {
        const struct call *const call = &calls->all[i];
        if (call->words.repeat == 1 && call->words.chain == again->words.chain && same_row(&call->words, &again->words)
            && strcmp(call->signature, again->signature) == 0 && call->cell->key.n == again->cell->key.n
            && call->cell->key.batch == again->cell->key.batch)
            return call;
    }
    return NULL;
}

static void print_repeats(const struct calls *calls, FILE *out)
{
    size_t pairs = 0, agree = 0;
    double worst = 0;

    for (size_t i = 0; i < calls->count; i++) {
        const struct call *const again = &calls->all[i];
        if (again->words.repeat == 1)
            continue;
        const struct call *const first = first_of(calls, again);
        if (!first || !first->control)
            continue;
        const double apart = fabs(again->net.value - first->net.value);
        pairs++;
        agree += apart <= fmax(AGREE_NS, AGREE_PART * first->net.value);
        worst = fmax(worst, apart);
    }
    if (pairs > 0)
        fprintf(out, "  measured twice: %zu of %zu agree within %g ns or %g %%; %.3f ns apart at most\n", agree, pairs,
                AGREE_NS, 100 * AGREE_PART, worst);
}

/* ---- an engine on a machine ----------------------------------------------------- */

static bool same_place(const struct call *a, const struct call *b)
{
    return strcmp(a->cell->key.engine, b->cell->key.engine) == 0
        && strcmp(a->cell->key.machine, b->cell->key.machine) == 0;
}

static bool begins_place(const struct calls *calls, size_t place)
{
    for (size_t i = 0; i < place; i++)
        if (same_place(&calls->all[i], &calls->all[place]))
            return false;
    return true;
}

/* Those of the engine and machine of `first`; the caller frees `all`. */
static struct calls calls_of_place(const struct calls *calls, const struct call *first)
{
    struct calls some = {allocate(calls->count, sizeof *some.all), 0};

    for (size_t i = 0; i < calls->count; i++)
        if (same_place(&calls->all[i], first))
            some.all[some.count++] = calls->all[i];
    return some;
}

static void print_place(const struct samples *samples, const struct calls *calls, FILE *out)
{
    const struct cell_key *const key = &calls->all[0].cell->key;
    struct table_text where;

    snprintf(where.text, sizeof where.text, "%.20s%.50s", key->engine, on_machine(samples, key).text);
    print_callees(calls, where.text, "opaque", "callees that stay calls", out);
    print_callees(calls, where.text, "inlinable", "callees that may be inlined", out);
    print_control(calls, "js", out);
    print_control(calls, "wasm", out);
    print_repeats(calls, out);
    fputc('\n', out);
}

static void print_tables(const struct samples *samples, const struct calls *calls, FILE *out)
{
    for (size_t i = 0; i < calls->count; i++) {
        if (!begins_place(calls, i))
            continue;
        const struct calls some = calls_of_place(calls, &calls->all[i]);
        print_place(samples, &some, out);
        free(some.all);
    }
}

bool boundary_calls(const struct boundary *boundary, const char *directory, FILE *out, struct problem *problem)
{
    struct calls calls;
    const bool good = find_calls(boundary->samples, &calls, problem) && write_file(&calls, directory, problem);

    if (good)
        print_tables(boundary->samples, &calls, out);
    free(calls.all);
    return good;
}
