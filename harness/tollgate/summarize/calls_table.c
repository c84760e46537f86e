/*
 * How long a call takes: directions down, signatures across, callees that stay calls before those that may be inlined.
 */
#include "tollgate/summarize/calls_table.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/run/label.h"
#include "tollgate/text/memory.h"
#include "tollgate/text/table.h"

/* Cells measured twice agree if they differ by no more than either: 0.1 ns or 3 %. */
static const double AGREE_NS = 0.1;
static const double AGREE_PART = 0.03;

/* Signatures across a table, and how short their row's name may become for it. */
enum { MOST_SIGNATURES = 5, LEAST_NAME = 18 };

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

/* ---- an engine on a machine, with a setting --------------------------------------- */

static bool same_place(const struct call *a, const struct call *b)
{
    return strcmp(a->cell->key.engine, b->cell->key.engine) == 0
        && strcmp(a->cell->key.machine, b->cell->key.machine) == 0
        && strcmp(a->cell->key.setting, b->cell->key.setting) == 0;
}

static bool begins_place(const struct calls *calls, size_t place)
{
    for (size_t i = 0; i < place; i++)
        if (same_place(&calls->all[i], &calls->all[place]))
            return false;
    return true;
}

/* Those of the engine, machine and setting of `first`; the caller frees `all`. */
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
    char *const where = format_text("%.20s%.50s%s%.40s", key->engine, on_machine(samples, key).text,
                                    *key->setting ? " " : "", key->setting);

    print_callees(calls, where, "opaque", "callees that stay calls", out);
    print_callees(calls, where, "inlinable", "callees that may be inlined", out);
    free(where);
    print_control(calls, "js", out);
    print_control(calls, "wasm", out);
    print_repeats(calls, out);
    fputc('\n', out);
}

void calls_tables_print(const struct samples *samples, const struct calls *calls, FILE *out)
{
    for (size_t i = 0; i < calls->count; i++) {
        if (!begins_place(calls, i))
            continue;
        const struct calls some = calls_of_place(calls, &calls->all[i]);
        print_place(samples, &some, out);
        free(some.all);
    }
}
