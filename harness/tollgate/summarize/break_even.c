/* Where the measured curve of a sweep meets the time of something that does not depend on batches. */
#include "tollgate/summarize/break_even.h"

#include <math.h>

#include "stats/line.h"

/* Two cells of a sweep with neighbouring batch sizes, the break-even batch between them. */
struct bracket {
    size_t slower;
    size_t faster;
};

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
        slower = sweep_smallest(sweep);
    *bracket = (struct bracket){slower, sweep_neighbour(sweep, slower, true)};
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

/* Where the line through a bracket meets the base. Overwrites left_out->calls and left_out->elements. */
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
    return left_out_interval(left_out, lag, left_out->calls);
}

/* Batches of a sweep whose time is proven to differ from the base's; sweep->count where there is none. */
struct proven {
    size_t slower; /* the largest that is slower */
    size_t faster; /* the smallest from which on all are faster */
};

/* False where the intervals are unknown. */
static bool find_proven(const struct fit *fit, double base_ns, struct left_out *left_out, struct proven *proven)
{
    const struct sweep *const sweep = fit->sweep;
    const size_t none = sweep->count;

    *proven = (struct proven){none, none};
    for (size_t i = sweep_smallest(sweep); i != none; i = sweep_neighbour(sweep, i, true)) {
        const struct interval lag = lag_of(fit, base_ns, i, left_out);
        if (isnan(lag.low))
            return false;
        if (lag.low > 0)
            proven->slower = i;
        if (lag.high >= 0)
            proven->faster = none;
        else if (proven->faster == none)
            proven->faster = i;
    }
    return true;
}

/* The interval of the place between two neighbouring batches where the curve meets the base, kept between them. */
static struct interval between(const struct fit *fit, double base_ns, struct bracket bracket, struct left_out *left_out)
{
    const double least = (double)fit->sweep->cells[bracket.slower]->key.batch;
    const double most = (double)fit->sweep->cells[bracket.faster]->key.batch;
    const struct interval met = bracket_interval(fit, base_ns, bracket, left_out);

    return (struct interval){fmin(fmax(met.low, least), most), fmin(fmax(met.high, least), most)};
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
    struct interval interval = {1, INFINITY};
    struct proven proven;

    if (!find_proven(fit, base_ns, left_out, &proven))
        return interval_unknown();
    if (proven.slower != none) {
        const size_t next = sweep_neighbour(sweep, proven.slower, true);
        if (next == none)
            return interval_unknown();
        interval.low = between(fit, base_ns, (struct bracket){proven.slower, next}, left_out).low;
    }
    if (proven.faster != none) {
        const size_t before = sweep_neighbour(sweep, proven.faster, false);
        interval.high = before == none ? (double)sweep->cells[proven.faster]->key.batch
                                       : between(fit, base_ns, (struct bracket){before, proven.faster}, left_out).high;
    }
    return interval;
}

struct break_even break_even_against(const struct fit *fit, const struct cell *base)
{
    struct left_out left_out = left_out_start(fit->sweep, base);
    const double base_ns = sweep_per_element(base);
    const struct break_even found = {find_break_even(fit, base_ns), break_even_interval(fit, base_ns, &left_out)};

    left_out_free(&left_out);
    return found;
}
