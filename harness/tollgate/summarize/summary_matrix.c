/*
 * One kernel in many engines: variants down, engines across, so that one looks along a row for the engine and down a
 * column for the variant. Nine engines with eight variants each would be 72 rows of a list. Numbers keep what is
 * said aloud; intervals are in summary.csv.
 */
#include "tollgate/summarize/summary_matrix.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/run/estimate.h"
#include "tollgate/run/label.h"
#include "tollgate/run/references.h"
#include "tollgate/summarize/steadiness.h"
#include "tollgate/text/memory.h"
#include "tollgate/text/table.h"

/* What the first column may take at most of a table's width. */
enum { LONGEST_NAME = 30, MOST_ACROSS = TABLE_MOST_COLUMNS - 1 };

static const char ALIGNMENT[TABLE_MOST_COLUMNS + 1] = "lrrrrrrr";

struct matrix {
    struct cell_key *rows; /* engine is "": native code has its own variants, and is in every column */
    size_t row_count;
    const char **engines;
    size_t engine_count;
    struct table_text *texts; /* [row_count][engine_count] */
};

static int compare_rows(const void *a, const void *b)
{
    return cell_compare(a, b);
}

static void add_row(struct matrix *matrix, const struct cell_key *key)
{
    struct cell_key row = *key;

    row.engine = "";
    for (size_t i = 0; i < matrix->row_count; i++)
        if (cell_compare(&matrix->rows[i], &row) == 0)
            return;
    matrix->rows[matrix->row_count++] = row;
}

static void add_engine(struct matrix *matrix, const struct cell_key *key)
{
    for (size_t i = 0; i < matrix->engine_count; i++)
        if (strcmp(matrix->engines[i], key->engine) == 0)
            return;
    if (!is_native(key))
        matrix->engines[matrix->engine_count++] = key->engine;
}

static const struct cell *find_cell(const struct samples *samples, const struct cell_key *row, const char *engine)
{
    struct cell_key key = *row;

    key.engine = engine;
    const struct cell *const own = samples_find(samples, &key);
    key.engine = "native";
    return own ? own : samples_find(samples, &key);
}

/* "6.17x", "~1.02x*"; the time of what others are held against, and of what is held against nothing. */
static struct table_text text_of(const struct run_folder *folder, const struct cell_key *row, const char *engine)
{
    const struct cell *const cell = find_cell(folder->samples, row, engine);
    const struct cell *const base = cell ? reference_in(folder->samples, cell, engine) : NULL;
    const char *const unsteady = cell && is_unsteady(cell) ? "*" : "";
    struct table_text text = {"-"};

    if (!cell)
        return text;
    if (!base || base == cell) {
        snprintf(text.text, sizeof text.text, "%.40s%s", table_time(estimate_time(cell)).text, unsteady);
        return text;
    }
    const struct ratio ratio = estimate_ratio(base, cell);
    const double floor = floors_between(&folder->floors, &base->key, &cell->key);
    snprintf(text.text, sizeof text.text, "%s%.40s%s", estimate_verdict(&ratio, floor) == NO_DIFFERENCE ? "~" : "",
             table_ratio(ratio.value, NAN, NAN).text, unsteady);
    return text;
}

static struct table_text name_of(const struct cell_key *row)
{
    struct table_text name = label_of(row, false);
    const size_t used = strlen(name.text);

    if (row->batch != row->n)
        snprintf(name.text + used, sizeof name.text - used, ", batch %" PRIu64, row->batch);
    return name;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* ---- blocks of columns ------------------------------------------------------------ */

static size_t name_width(const struct matrix *matrix)
{
    size_t width = 0;

    for (size_t r = 0; r < matrix->row_count; r++)
        width = larger(width, table_text_width(name_of(&matrix->rows[r]).text));
    return width < LONGEST_NAME ? width : LONGEST_NAME;
}

static size_t column_width(const struct matrix *matrix, size_t column)
{
    size_t width = table_text_width(matrix->engines[column]);

    for (size_t r = 0; r < matrix->row_count; r++)
        width = larger(width, table_text_width(matrix->texts[r * matrix->engine_count + column].text));
    return width;
}

/* Whether blocks of so many columns are all narrow enough. */
static bool fit(const struct matrix *matrix, size_t across)
{
    for (size_t begin = 0; begin < matrix->engine_count; begin += across) {
        size_t width = 2 + name_width(matrix);
        for (size_t c = begin; c < begin + across && c < matrix->engine_count; c++)
            width += 2 + column_width(matrix, c);
        if (width > TABLE_WIDTH)
            return false;
    }
    return true;
}

/* Columns a block: as few blocks as possible, about the same in each. */
static size_t columns_across(const struct matrix *matrix)
{
    for (size_t blocks = 1; blocks < matrix->engine_count; blocks++) {
        const size_t across = (matrix->engine_count + blocks - 1) / blocks;
        if (across <= MOST_ACROSS && fit(matrix, across))
            return across;
    }
    return 1;
}

static void print_block(const struct matrix *matrix, size_t begin, size_t end, FILE *out)
{
    char alignment[TABLE_MOST_COLUMNS + 1];
    struct table table = {.alignment = alignment};
    struct table_row *const head = table_add(&table);

    snprintf(alignment, sizeof alignment, "%.*s", (int)(1 + end - begin), ALIGNMENT);
    head->cells[0] = (struct table_text){"variant"};
    for (size_t c = begin; c < end; c++)
        snprintf(head->cells[1 + c - begin].text, sizeof head->cells[0].text, "%.40s", matrix->engines[c]);
    for (size_t r = 0; r < matrix->row_count; r++) {
        struct table_row *const row = table_add(&table);
        row->cells[0] = name_of(&matrix->rows[r]);
        for (size_t c = begin; c < end; c++)
            row->cells[1 + c - begin] = matrix->texts[r * matrix->engine_count + c];
    }
    table_print(&table, out);
    table_free(&table);
}

static struct matrix matrix_of(const struct run_folder *folder, const struct cell *cells, size_t count)
{
    struct matrix matrix = {
        .rows = allocate(count, sizeof *matrix.rows),
        .engines = allocate(count, sizeof *matrix.engines),
    };

    for (size_t i = 0; i < count; i++) {
        if (cells[i].checks_differ)
            continue;
        add_row(&matrix, &cells[i].key);
        add_engine(&matrix, &cells[i].key);
    }
    qsort(matrix.rows, matrix.row_count, sizeof *matrix.rows, compare_rows);
    matrix.texts = allocate(matrix.row_count * matrix.engine_count, sizeof *matrix.texts);
    for (size_t r = 0; r < matrix.row_count; r++)
        for (size_t c = 0; c < matrix.engine_count; c++)
            matrix.texts[r * matrix.engine_count + c] = text_of(folder, &matrix.rows[r], matrix.engines[c]);
    return matrix;
}

void summary_matrix_print(const struct run_folder *folder, const char *title, const struct cell *cells, size_t count,
                          FILE *out)
{
    struct matrix matrix = matrix_of(folder, cells, count);
    const size_t across = columns_across(&matrix);

    table_heading(title, "speedup over the js of each engine", out);
    for (size_t begin = 0; begin < matrix.engine_count; begin += across) {
        const size_t end = begin + across < matrix.engine_count ? begin + across : matrix.engine_count;
        if (begin > 0)
            fputc('\n', out);
        print_block(&matrix, begin, end, out);
    }
    free(matrix.rows);
    free(matrix.engines);
    free(matrix.texts);
}

void summary_matrix_print_legend(FILE *out)
{
    fputs("js: its time. The others: how many times faster than js of that engine; native\n"
          "code is held against each. ~ no difference proven; * the median is over 10 %\n"
          "above the quiet time, or processes differ by that. Intervals: summary.csv\n\n",
          out);
}
