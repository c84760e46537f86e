/*
 * The comparison for a terminal. Of a hundred cells most have not changed, so those
 * are a number unless they are asked for.
 */
#include <stdio.h>
#include <string.h>

#include "tollgate/compare/report.h"
#include "tollgate/run/estimate.h"
#include "tollgate/text/table.h"

/* What the first column can hold beside the others; a longer name goes below its row. */
enum { LONGEST_LABEL = 28 };

/* The name in the first column; as much of it as does not fit goes below the row. */
static const char *set_name(struct table_row *row, const struct change_label *label)
{
    const size_t whole = strlen(label->text);
    const size_t kin = strcspn(label->text, ",");
    const size_t shown = whole <= LONGEST_LABEL ? whole : kin;

    snprintf(row->cells[0].text, sizeof row->cells[0].text, "%.*s", (int)shown, label->text);
    if (shown > LONGEST_LABEL)
        return label->text;
    return label->text + (shown < whole ? kin + 2 : whole);
}

static void add_change(struct table *table, const struct comparison *comparison, const struct change *change)
{
    struct table_row *const row = table_add(table);
    const struct change_label label = comparison_label(comparison, change);
    const struct table_text note = comparison_note(change);
    const char *const rest = set_name(row, &label);

    row->cells[1] = table_time(change->old_ns);
    row->cells[2] = table_time(change->new_ns);
    row->cells[3] = percent_text(change->value);
    row->cells[4] = percent_reach(change->interval);
    snprintf(row->cells[5].text, sizeof row->cells[5].text, "%s",
             change->verdict == CHANGE_UNPROVEN ? "not proven" : change_verdict(change));
    snprintf(row->note.text, sizeof row->note.text, note.text[0] ? "%.35s%s%.34s" : "%.71s%s%s", rest,
             *rest && note.text[0] ? "; " : "", note.text);
}

static void print_changes(const struct comparison *comparison, FILE *out)
{
    static const char *const titles[] = {"cell", "old", "new", "change", "95 %", "verdict"};
    const struct changes *const changes = &comparison->changes;
    struct table table = {.alignment = "lrrrrl"};

    table_add_titles(&table, titles);
    for (size_t i = 0; i < changes->count; i++)
        if (comparison->list_all || changes->all[i].verdict != CHANGE_UNPROVEN)
            add_change(&table, comparison, &changes->all[i]);
    if (table.row_count > 1)
        table_print(&table, out);
    table_free(&table);
}

static void print_rest(const struct changes *changes, FILE *out)
{
    const size_t unproven = changes->verdicts[CHANGE_UNPROVEN];
    size_t below = 0;

    for (size_t i = 0; i < changes->count; i++)
        below += changes->all[i].below_floor;
    if (unproven == 0)
        return;
    fprintf(out, "  %zu %s: %s", unproven, unproven == 1 ? "cell" : "cells", NO_DIFFERENCE);
    if (below > 0)
        fprintf(out, ", %zu of them below the noise floor", below);
    fprintf(out, " (--all lists them)\n");
}

void comparison_print_text(const struct comparison *comparison, FILE *out)
{
    const struct comparability *const conditions = &comparison->conditions;

    fprintf(out, "NEW %s against BASE %s\n", comparison->fresh->directory, comparison->base->directory);
    if (comparison->outcome != OUTCOME_NOT_COMPARABLE) {
        print_changes(comparison, out);
        if (!comparison->list_all)
            print_rest(&comparison->changes, out);
    }
    for (size_t i = 0; i < conditions->warnings.count; i++)
        fprintf(out, "warning: %s\n", conditions->warnings.text[i]);
    for (size_t i = 0; i < conditions->remarks.count; i++)
        fprintf(out, "%s\n", conditions->remarks.text[i]);
    fprintf(out, "%s: ", comparison_verdict(comparison));
    for (size_t i = 0; i < comparison->conclusion.count; i++)
        fprintf(out, "%s\n", comparison->conclusion.text[i]);
}
