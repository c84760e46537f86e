/* Tables for the terminal: aligned columns, at most 80 wide. */
#ifndef TOLLGATE_TABLE_H
#define TOLLGATE_TABLE_H

#include <stddef.h>
#include <stdio.h>

enum { TABLE_MOST_COLUMNS = 8, TABLE_WIDTH = 80 };

/* Median over quiet time, or slowest over quietest process, above which a table says so. */
#define TABLE_WORTH_A_NOTE 1.10

struct table_text {
    char text[72];
};

struct table_row {
    struct table_text cells[TABLE_MOST_COLUMNS];
    struct table_text note; /* printed below the row, unless empty */
};

struct table {
    const char *alignment; /* one character a column: 'l' or 'r' */
    struct table_row *rows;
    size_t row_count;
};

/* Adds a row and returns it, all empty, for the caller to fill in before adding another. */
struct table_row *table_add(struct table *table);

/* Adds a row of as many titles as the table's alignment has columns. */
void table_add_titles(struct table *table, const char *const *titles);

/*
 * Prints the rows, each indented by two; the first column is cut short, with a '~',
 * where the rest would not fit. Columns are counted in characters of UTF-8.
 */
void table_print(const struct table *table, FILE *stream);

void table_free(struct table *table);

/* Characters of UTF-8. */
size_t table_text_width(const char *text);

/* "WHAT: HOW", in two lines where one would be wider than a table. */
void table_heading(const char *what, const char *how, FILE *stream);

/* "3.214 us": 4 significant digits, ns to s; "-" if unknown. */
struct table_text table_time(double ns);

/* "8.12 +- 0.24 ns": a cost and how far its interval reaches. */
struct table_text table_cost(double ns, double low, double high);

/* "+-0.9 %": how far low..high reaches from its middle; "+- ?" if unknown. */
struct table_text table_reach(double low, double high);

/* "6.17x 6.09-6.25"; without the interval where that is unknown; "-" without a ratio. */
struct table_text table_ratio(double ratio, double low, double high);

/*
 * "29 (27-31)", "29 (27 or more)"; where it pays at once for certain, "1 (always)"; where it does not pay at
 * the largest batch, "never", or "not proven (27 or more)" if it may pay from `low` on.
 */
struct table_text table_batch(double batch, double low, double high);

#endif
