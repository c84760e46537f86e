/*
 * The comparison as a comment on a pull request: the verdict first, then what changed;
 * what did not, and how the runs differ, is folded away.
 */
#include <stdio.h>
#include <string.h>

#include "tollgate/compare/report.h"
#include "tollgate/run/estimate.h"
#include "tollgate/text/table.h"

/* Prints text with all markup escaped, so that no name is read as markup or ends the row of a table. */
static void print_plain(const char *text, FILE *out)
{
    for (; *text; text++) {
        if (*text == '<')
            fputs("&lt;", out);
        else if (*text == '&')
            fputs("&amp;", out);
        else if (*text == '\n' || *text == '\r')
            fputc(' ', out);
        else if (strchr("\\`*_[]|~#@", *text))
            fprintf(out, "\\%c", *text);
        else
            fputc(*text, out);
    }
}

static void print_interval(const struct change *change, FILE *out)
{
    if (change_interval_known(change))
        fprintf(out, "%s to %s", percent_text(change->interval.low).text, percent_text(change->interval.high).text);
    else
        fputs("unknown", out);
}

static void print_row(const struct comparison *comparison, const struct change *change, FILE *out)
{
    const struct table_text note = comparison_note(change);
    const char *const bold = change->regression ? "**" : "";

    fputs("| ", out);
    print_plain(comparison_label(comparison, change).text, out);
    fprintf(out, " | %s | %s | %s%s%s | ", table_time(change->old_ns).text, table_time(change->new_ns).text, bold,
            percent_text(change->value).text, bold);
    print_interval(change, out);
    fprintf(out, " | %s%s%s%s%s |\n", bold, change_verdict(change), bold, note.text[0] ? ", " : "", note.text);
}

static void print_rows(const struct comparison *comparison, bool proven, FILE *out)
{
    const struct changes *const changes = &comparison->changes;

    fputs("\n| cell | old | new | change | 95 % interval | verdict |\n|:---|---:|---:|---:|:---:|:---|\n", out);
    for (size_t i = 0; i < changes->count; i++)
        if (proven == (changes->all[i].verdict != CHANGE_UNPROVEN))
            print_row(comparison, &changes->all[i], out);
}

static void print_list(const struct sentences *lines, FILE *out)
{
    for (size_t i = 0; i < lines->count; i++) {
        fputs("- ", out);
        print_plain(lines->text[i], out);
        fputc('\n', out);
    }
}

static void print_changes(const struct comparison *comparison, FILE *out)
{
    const size_t unproven = comparison->changes.verdicts[CHANGE_UNPROVEN];

    if (unproven < comparison->changes.count)
        print_rows(comparison, true, out);
    if (unproven > 0) {
        fprintf(out, "\n<details><summary>%zu %s: %s</summary>\n", unproven, unproven == 1 ? "cell" : "cells",
                NO_DIFFERENCE);
        print_rows(comparison, false, out);
        fputs("\n</details>\n", out);
    }
}

static void print_conditions(const struct comparability *conditions, FILE *out)
{
    const size_t warnings = conditions->warnings.count;

    if (warnings + conditions->remarks.count == 0)
        return;
    fprintf(out, "\n<details><summary>How the runs differ (%zu %s)</summary>\n\n", warnings,
            warnings == 1 ? "warning" : "warnings");
    print_list(&conditions->warnings, out);
    print_list(&conditions->remarks, out);
    fputs("\n</details>\n", out);
}

void comparison_print_markdown(const struct comparison *comparison, FILE *out)
{
    const struct sentences *const conclusion = &comparison->conclusion;

    fprintf(out, "**Tollgate: %s.** ", comparison_verdict(comparison));
    print_plain(conclusion->text[0], out);
    fputs(".\n", out);
    for (size_t i = 1; i < conclusion->count; i++) {
        fputc('\n', out);
        print_plain(conclusion->text[i], out);
        fputs(".\n", out);
    }
    if (comparison->outcome != OUTCOME_NOT_COMPARABLE)
        print_changes(comparison, out);
    print_conditions(&comparison->conditions, out);
}
