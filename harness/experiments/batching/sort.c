/*
 * A quicksort whose order only the caller knows.
 *
 * The comparisons of a partition do not depend on each other, nor do those of partitions side by
 * side. So it goes level by level, and asks for as many comparisons of a level at a time as the caller
 * likes: the comparisons are the same ones, and how often it asks is all that changes.
 */
#include <string.h>

#define EXPORTED(name) __attribute__((export_name(name)))
#define IMPORTED(name) __attribute__((import_module("env"), import_name(name)))
#define INLINE static inline __attribute__((always_inline))

enum { ORDERS = 16, RECORDS = 1024 };

/* Below 0 where a comes first, as in JavaScript. */
IMPORTED("compare") double ask(double a, double b);
/* The same for count pairs: of pairs[2 i] and pairs[2 i + 1] into orders[i]. */
IMPORTED("compare_pairs") void ask_pairs(int count);

EXPORTED("unsorted") double *unsorted_address(void);
EXPORTED("sorted") double *sorted_address(void);
EXPORTED("pairs") double *pairs_address(void);
EXPORTED("orders") double *orders_address(void);
EXPORTED("sort_by_pairs") double sort_by_pairs(int which, int batch);
EXPORTED("sort_by_calls") double sort_by_calls(int which);
EXPORTED("sort_inside") double sort_inside(int which);

/* Records first .. end - 1, at least two, of which the first is the pivot. */
struct part {
    int first;
    int end;
};

/* Parts side by side. */
struct level {
    struct part parts[RECORDS / 2];
    int count;
};

/* The same records in several orders: branches that they take can hardly be learnt by heart. */
static double unsorted[ORDERS][RECORDS];
static double sorted[RECORDS];
static double pairs[2 * RECORDS];
static double orders[RECORDS];

/* A level's records before and after it is split. */
static double records[2][RECORDS];
static struct level levels[2];

/* Where the answers have got to: a part of `level`, whose next record was compared with its pivot. */
static struct {
    const struct level *level;
    struct level *next_level;
    const double *from;
    double *to;
    int part;
    int next;
    int low;  /* where the next smaller record goes */
    int high; /* behind where the next other one goes */
} split;

double *unsorted_address(void)
{
    return unsorted[0];
}

double *sorted_address(void)
{
    return sorted;
}

double *pairs_address(void)
{
    return pairs;
}

double *orders_address(void)
{
    return orders;
}

/* Of `from`: what is one record is in its place. */
INLINE void add_part(struct level *level, double *from, int first, int end)
{
    if (end - first == 1)
        sorted[first] = from[first];
    if (end - first < 2)
        return;

    const int middle = first + (end - first) / 2;
    const double pivot = from[middle];
    from[middle] = from[first];
    from[first] = pivot;
    level->parts[level->count++] = (struct part){first, end};
}

INLINE void begin_part(int part)
{
    split.part = part;
    if (part < split.level->count) {
        split.next = split.level->parts[part].first + 1;
        split.low = split.level->parts[part].first;
        split.high = split.level->parts[part].end;
    }
}

INLINE void end_part(struct part part)
{
    sorted[split.low] = split.from[part.first];
    add_part(split.next_level, split.to, part.first, split.low);
    add_part(split.next_level, split.to, split.high, part.end);
    begin_part(split.part + 1);
}

/* Takes the answer about the next record. */
INLINE void take(double order)
{
    const struct part part = split.level->parts[split.part];
    const double record = split.from[split.next];

    if (order < 0)
        split.to[split.low++] = record;
    else
        split.to[--split.high] = record;
    if (++split.next == part.end)
        end_part(part);
}

enum asking { INSIDE, BY_CALLS, BY_PAIRS };

INLINE void flush(int count)
{
    ask_pairs(count);
    for (int i = 0; i < count; i++)
        take(orders[i]);
}

/* All comparisons of a level; `batch` matters to BY_PAIRS alone. */
INLINE void split_level(enum asking asking, int batch)
{
    int asked = 0;

    for (int i = 0; i < split.level->count; i++) {
        const struct part part = split.level->parts[i];
        const double pivot = split.from[part.first];
        for (int next = part.first + 1; next < part.end; next++) {
            const double record = split.from[next];
            if (asking == INSIDE) {
                take(record - pivot);
            } else if (asking == BY_CALLS) {
                take(ask(record, pivot));
            } else {
                pairs[2 * asked] = record;
                pairs[2 * asked + 1] = pivot;
                if (++asked == batch) {
                    flush(asked);
                    asked = 0;
                }
            }
        }
    }
    if (asking == BY_PAIRS && asked > 0)
        flush(asked);
}

INLINE double sort(enum asking asking, int which, int batch)
{
    memcpy(records[0], unsorted[which], sizeof unsorted[which]);
    levels[0].count = 0;
    add_part(&levels[0], records[0], 0, RECORDS);
    for (int now = 0; levels[now].count > 0; now = !now) {
        levels[!now].count = 0;
        split.level = &levels[now];
        split.next_level = &levels[!now];
        split.from = records[now];
        split.to = records[!now];
        begin_part(0);
        split_level(asking, batch);
    }
    return sorted[RECORDS / 2];
}

double sort_by_pairs(int which, int batch)
{
    return sort(BY_PAIRS, which, batch);
}

double sort_by_calls(int which)
{
    return sort(BY_CALLS, which, 1);
}

double sort_inside(int which)
{
    return sort(INSIDE, which, 1);
}
