/*
 * Tables for people: read from the back of a room, or in a log. ASCII only, except
 * for the names that come from the file.
 */
#include "tollgate/text/table.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/text/memory.h"

enum { INDENT = 2, GAP = 2, NOTE_INDENT = 6 };

struct table_row *table_add(struct table *table)
{
    table->rows = reallocate(table->rows, table->row_count + 1, sizeof *table->rows);
    table->rows[table->row_count] = (struct table_row){0};
    return &table->rows[table->row_count++];
}

void table_add_titles(struct table *table, const char *const *titles)
{
    struct table_row *const row = table_add(table);

    for (size_t i = 0; table->alignment[i]; i++)
        snprintf(row->cells[i].text, sizeof row->cells[i].text, "%s", titles[i]);
}

void table_free(struct table *table)
{
    free(table->rows);
    *table = (struct table){0};
}

static int is_continuation(char byte)
{
    return ((unsigned char)byte & 0xc0) == 0x80;
}

size_t table_text_width(const char *text)
{
    size_t width = 0;

    for (; *text; text++)
        width += !is_continuation(*text);
    return width;
}

/* Bytes of the first `width` characters. */
static size_t bytes_of(const char *text, size_t width)
{
    size_t bytes = 0;

    while (text[bytes] && (width > 0 || is_continuation(text[bytes])))
        width -= !is_continuation(text[bytes++]);
    return bytes;
}

static void print_cell(const char *text, size_t width, char alignment, FILE *stream)
{
    const size_t own = table_text_width(text);
    const int pad = own < width ? (int)(width - own) : 0;

    if (own > width)
        fprintf(stream, "%.*s~", (int)bytes_of(text, width - 1), text);
    else if (alignment == 'r')
        fprintf(stream, "%*s%s", pad, "", text);
    else
        fprintf(stream, "%s%*s", text, pad, "");
}

static void measure(const struct table *table, size_t columns, size_t *widths)
{
    size_t total = INDENT;

    for (size_t c = 0; c < columns; c++) {
        widths[c] = 0;
        for (size_t r = 0; r < table->row_count; r++) {
            const size_t width = table_text_width(table->rows[r].cells[c].text);
            widths[c] = width > widths[c] ? width : widths[c];
        }
        total += widths[c] + (c > 0 ? GAP : 0);
    }
    if (total > TABLE_WIDTH) {
        const size_t excess = total - TABLE_WIDTH;
        widths[0] = widths[0] > excess + 1 ? widths[0] - excess : 1;
    }
}

void table_print(const struct table *table, FILE *stream)
{
    const size_t columns = strlen(table->alignment);
    size_t widths[TABLE_MOST_COLUMNS];

    measure(table, columns, widths);
    for (size_t r = 0; r < table->row_count; r++) {
        const struct table_row *const row = &table->rows[r];
        size_t last = columns;
        while (last > 1 && row->cells[last - 1].text[0] == '\0')
            last--;
        for (size_t c = 0; c < last; c++) {
            const char alignment = table->alignment[c];
            const size_t own = table_text_width(row->cells[c].text);
            fprintf(stream, "%*s", c == 0 ? INDENT : GAP, "");
            /* No spaces at the end of a line. */
            print_cell(row->cells[c].text, c + 1 == last && alignment == 'l' && own < widths[c] ? own : widths[c],
                       alignment, stream);
        }
        fputc('\n', stream);
        if (row->note.text[0])
            fprintf(stream, "%*s%s\n", NOTE_INDENT, "", row->note.text);
    }
}

void table_heading(const char *what, const char *how, FILE *stream)
{
    const bool fits = table_text_width(what) + strlen(": ") + table_text_width(how) <= TABLE_WIDTH;

    fprintf(stream, "%s:%s%s\n", what, fits ? " " : "\n  ", how);
}

struct unit {
    const char *name;
    double ns;
};

static struct unit unit_for(double ns)
{
    static const struct unit units[] = {{"s", 1e9}, {"ms", 1e6}, {"us", 1e3}};

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (fabs(ns) >= 0.99995 * units[i].ns)
            return units[i];
    return (struct unit){"ns", 1};
}

/* Decimals that give a number that many significant digits, 6 at most. */
static int decimals_for(double value, int significant)
{
    const double size = fabs(value) > 0 ? floor(log10(fabs(value) * (1 + 0.5 * pow(10, -significant)))) : 0;

    return (int)fmin(fmax(significant - 1 - size, 0), 6);
}

struct table_text table_time(double ns)
{
    const struct unit unit = unit_for(ns);
    struct table_text time = {"-"};

    if (isfinite(ns))
        snprintf(time.text, sizeof time.text, "%.*f %s", decimals_for(ns / unit.ns, 4), ns / unit.ns, unit.name);
    return time;
}

struct table_text table_cost(double ns, double low, double high)
{
    const double reach = (high - low) / 2;
    const struct unit unit = unit_for(ns);
    struct table_text cost = {"-"};

    if (!isfinite(ns))
        return cost;
    if (!isfinite(reach))
        return table_time(ns);

    int decimals = decimals_for(reach / unit.ns, 2);
    const int most = decimals_for(ns / unit.ns, 4);
    decimals = decimals < most ? decimals : most;
    snprintf(cost.text, sizeof cost.text, "%.*f +- %.*f %s", decimals, ns / unit.ns, decimals, reach / unit.ns,
             unit.name);
    return cost;
}

struct table_text table_reach(double low, double high)
{
    const double percent = 100 * (sqrt(high / low) - 1);
    struct table_text reach = {"+- ?"};

    if (isfinite(percent))
        snprintf(reach.text, sizeof reach.text, percent < 10 ? "+-%.1f %%" : "+-%.0f %%", percent);
    return reach;
}

struct table_text table_ratio(double ratio, double low, double high)
{
    struct table_text text = {"-"};

    if (!isfinite(ratio))
        return text;
    if (isfinite(low) && isfinite(high))
        snprintf(text.text, sizeof text.text, "%.*fx %.*f-%.*f", decimals_for(ratio, 3), ratio, decimals_for(low, 3),
                 low, decimals_for(high, 3), high);
    else
        snprintf(text.text, sizeof text.text, "%.*fx", decimals_for(ratio, 3), ratio);
    return text;
}

struct table_text table_batch(double batch, double low, double high)
{
    struct table_text text = {"never"};

    if (!isfinite(batch) && !isfinite(low))
        return text;
    if (!isfinite(batch))
        snprintf(text.text, sizeof text.text, "not proven (%.0f or more)", low);
    else if (batch <= 1 && high <= 1)
        snprintf(text.text, sizeof text.text, "1 (always)");
    else if (isfinite(low) && isfinite(high))
        snprintf(text.text, sizeof text.text, "%.0f (%.0f-%.0f)", batch, low, high);
    else if (isfinite(low))
        snprintf(text.text, sizeof text.text, "%.0f (%.0f or more)", batch, low);
    else
        snprintf(text.text, sizeof text.text, "%.0f", batch);
    return text;
}
