/*
 * Reads a table of whole numbers, `1,22,333,4444\n` and so on, and hands its rows to the caller:
 * each by itself, or many at a time.
 */
#define EXPORTED(name) __attribute__((export_name(name)))
#define IMPORTED(name) __attribute__((import_module("env"), import_name(name)))
#define INLINE static inline __attribute__((always_inline))

enum { FIELDS = 4, MOST_BATCH = 1024, MOST_BYTES = 1 << 22 };

IMPORTED("row") void give_row(int a, int b, int c, int d);
/* rows[0 .. count). */
IMPORTED("rows") void give_rows(int count);

EXPORTED("text") char *text_address(void);
EXPORTED("rows") int *rows_address(void);
EXPORTED("totals") int *totals_address(void);
EXPORTED("read_by_row") void read_by_row(int count);
EXPORTED("read_by_rows") void read_by_rows(int count, int batch);
EXPORTED("read_inside") void read_inside(int count);

static char text[MOST_BYTES];
static int rows[MOST_BATCH][FIELDS];
static int totals[FIELDS];

char *text_address(void)
{
    return text;
}

int *rows_address(void)
{
    return rows[0];
}

int *totals_address(void)
{
    return totals;
}

/* Reads a number and what stands behind it. */
INLINE const char *read_field(const char *at, int *field)
{
    int value = 0;

    for (; *at >= '0'; at++)
        value = 10 * value + (*at - '0');
    *field = value;
    return at + 1;
}

INLINE const char *read_row(const char *at, int row[FIELDS])
{
    for (int i = 0; i < FIELDS; i++)
        at = read_field(at, &row[i]);
    return at;
}

void read_by_row(int count)
{
    const char *at = text;
    int row[FIELDS];

    for (int i = 0; i < count; i++) {
        at = read_row(at, row);
        give_row(row[0], row[1], row[2], row[3]);
    }
}

void read_by_rows(int count, int batch)
{
    const char *at = text;
    int full = 0;

    for (int i = 0; i < count; i++) {
        at = read_row(at, rows[full]);
        if (++full == batch || i + 1 == count) {
            give_rows(full);
            full = 0;
        }
    }
}

void read_inside(int count)
{
    const char *at = text;
    int row[FIELDS];

    for (int i = 0; i < FIELDS; i++)
        totals[i] = 0;
    for (int i = 0; i < count; i++) {
        at = read_row(at, row);
        for (int f = 0; f < FIELDS; f++)
            totals[f] += row[f];
    }
}
