/* The comparison for programs: one object, with the columns of compare.csv as keys. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "tollgate/compare/report.h"
#include "tollgate/text/number.h"

/* A string of RFC 8259; bytes of UTF-8 stand for themselves. */
static void print_string(const char *text, FILE *out)
{
    fputc('"', out);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            fprintf(out, "\\%c", *text);
        else if ((unsigned char)*text < 0x20)
            fprintf(out, "\\u%04x", (unsigned char)*text);
        else
            fputc(*text, out);
    }
    fputc('"', out);
}

static void print_text_key(const char *key, const char *text, FILE *out)
{
    fprintf(out, "\"%s\":", key);
    print_string(text, out);
    fputc(',', out);
}

static void print_number_key(const char *key, double value, FILE *out)
{
    fprintf(out, "\"%s\":%s,", key, isfinite(value) ? number_plain(value).text : "null");
}

static void print_change(const struct change *change, FILE *out)
{
    const struct cell_key *const key = &change->base->key;

    fputs("\n  {", out);
    print_text_key("engine", key->engine, out);
    print_text_key("experiment", key->experiment, out);
    print_text_key("kernel", key->kernel, out);
    print_text_key("variant", key->variant, out);
    fprintf(out, "\"n\":%" PRIu64 ",\"batch\":%" PRIu64 ",", key->n, key->batch);
    print_text_key("transfer", key->transfer, out);
    fprintf(out, "\"base_processes\":%zu,\"new_processes\":%zu,", change->base->process_count,
            change->fresh->process_count);
    print_number_key("base_ns", change->old_ns, out);
    print_number_key("new_ns", change->new_ns, out);
    print_number_key("change", change->value, out);
    print_number_key("change_low", change->interval.low, out);
    print_number_key("change_high", change->interval.high, out);
    print_number_key("p", change->p, out);
    print_number_key("p_adjusted", change->p_adjusted, out);
    print_number_key("floor", change->floor, out);
    print_text_key("verdict", change_verdict(change), out);
    print_number_key("p_threshold", change->p_threshold, out);
    print_text_key("machine", change->fresh->key.machine, out);
    print_text_key("setting", key->setting, out);
    fprintf(out, "\"regression\":%s,\"note\":", change->regression ? "true" : "false");
    print_string(comparison_note(change).text, out);
    fputc('}', out);
}

static void print_list(const char *key, const struct sentences *lines, FILE *out)
{
    fprintf(out, "\"%s\":[", key);
    for (size_t i = 0; i < lines->count; i++) {
        fputs(i > 0 ? "," : "", out);
        print_string(lines->text[i], out);
    }
    fputs("]", out);
}

void comparison_print_json(const struct comparison *comparison, FILE *out)
{
    const bool comparable = comparison->outcome != OUTCOME_NOT_COMPARABLE;

    fputc('{', out);
    print_text_key("verdict", comparison_verdict(comparison), out);
    fprintf(out, "\"exit_code\":%d,", comparison_exit_code(comparison));
    print_number_key("threshold", comparison->threshold, out);
    print_list("conclusion", &comparison->conclusion, out);
    fputs(",\n\"cells\":[", out);
    for (size_t i = 0; comparable && i < comparison->changes.count; i++) {
        fputs(i > 0 ? "," : "", out);
        print_change(&comparison->changes.all[i], out);
    }
    fputs("],\n", out);
    print_list("warnings", &comparison->conditions.warnings, out);
    fputs(",\n", out);
    print_list("remarks", &comparison->conditions.remarks, out);
    fputs("}\n", out);
}
