/*
 * Order statistics.
 *
 * A run can hold ten million samples, in cells of thousands, so sorting compares
 * doubles directly (qsort's callback costs three times as much) and the median
 * is selected, not sorted for. Both partition around the median of three and
 * finish small ranges by insertion; a sort that partitions badly for too long
 * falls back to heap sort, so that no input takes quadratic time (Musser 1997).
 * Selection is Hoare's FIND. Quantiles: Hyndman & Fan 1996, definition 7.
 */
#include "stats/quantile.h"

#include <math.h>

enum { SMALL_RANGE = 16 };

static void swap(double *a, double *b)
{
    const double kept = *a;

    *a = *b;
    *b = kept;
}

static void insertion_sort(double *values, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const double moving = values[i];
        size_t j = i;

        for (; j > 0 && values[j - 1] > moving; j--)
            values[j] = values[j - 1];
        values[j] = moving;
    }
}

static void sift_down(double *values, size_t root, size_t count)
{
    for (size_t child = 2 * root + 1; child < count; child = 2 * root + 1) {
        if (child + 1 < count && values[child + 1] > values[child])
            child++;
        if (values[root] >= values[child])
            return;
        swap(&values[root], &values[child]);
        root = child;
    }
}

static void heap_sort(double *values, size_t count)
{
    for (size_t root = count / 2; root-- > 0;)
        sift_down(values, root, count);
    for (size_t end = count; end-- > 1;) {
        swap(&values[0], &values[end]);
        sift_down(values, 0, end);
    }
}

/*
 * Splits values[count], count >= 3: returns s, 0 < s < count, such that nothing
 * in [0, s) is larger than anything in [s, count).
 */
static size_t partition(double *values, size_t count)
{
    double *const middle = &values[count / 2];
    double *const last = &values[count - 1];

    if (*middle < values[0])
        swap(middle, &values[0]);
    if (*last < values[0])
        swap(last, &values[0]);
    if (*last < *middle)
        swap(last, middle);

    const double pivot = *middle;
    size_t i = 0;
    size_t j = count - 1;
    for (;;) {
        do
            i++;
        while (values[i] < pivot);
        do
            j--;
        while (values[j] > pivot);
        if (i >= j)
            return i;
        swap(&values[i], &values[j]);
    }
}

static void sort_to_depth(double *values, size_t count, unsigned depth)
{
    while (count > SMALL_RANGE) {
        if (depth-- == 0) {
            heap_sort(values, count);
            return;
        }
        const size_t split = partition(values, count);
        sort_to_depth(values + split, count - split, depth);
        count = split;
    }
    insertion_sort(values, count);
}

void sort_ascending(double *values, size_t count)
{
    unsigned depth = 0;

    for (size_t left = count; left > 0; left /= 2)
        depth += 2;
    sort_to_depth(values, count, depth);
}

double select_kth(double *values, size_t count, size_t k)
{
    if (k >= count)
        return NAN;

    double *range = values;
    size_t left = k;
    unsigned rounds = 0;
    while (count > SMALL_RANGE && rounds++ < 4 * SMALL_RANGE) {
        const size_t split = partition(range, count);
        if (left < split) {
            count = split;
        } else {
            range += split;
            left -= split;
            count -= split;
        }
    }
    sort_ascending(range, count);
    return values[k];
}

double median_of(double *values, size_t count)
{
    if (count == 0)
        return NAN;

    const size_t middle = count / 2;
    const double upper = select_kth(values, count, middle);
    if (count % 2 == 1)
        return upper;

    double lower = values[0];
    for (size_t i = 1; i < middle; i++)
        lower = fmax(lower, values[i]);
    return lower + (upper - lower) / 2;
}

double median_absolute_deviation(double *values, size_t count, double centre)
{
    for (size_t i = 0; i < count; i++)
        values[i] = fabs(values[i] - centre);
    return median_of(values, count);
}

struct quantile_position quantile_position(size_t count, double p)
{
    if (count == 0 || !(p > 0))
        return (struct quantile_position){0, 0};

    const double place = (double)(count - 1) * fmin(p, 1);
    const double lower = floor(place);
    return (struct quantile_position){(size_t)lower, place - lower};
}

double quantile_of_sorted(const double *sorted, size_t count, double p)
{
    if (count == 0)
        return NAN;

    const struct quantile_position at = quantile_position(count, p);
    const double lower = sorted[at.lower];
    if (at.weight <= 0)
        return lower;
    return lower + at.weight * (sorted[at.lower + 1] - lower);
}
