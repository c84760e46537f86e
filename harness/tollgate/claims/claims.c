/* Registered claims for people, in 80 columns. */
#include "tollgate/claims/claims.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/claims/registry.h"
#include "tollgate/text/memory.h"
#include "tollgate/text/table.h"

/* Characters of a column at most; whatever is longer is cut short, with a `~`. */
enum { MOST_ID = 24, MOST_QUANTITY = 24, MOST_PUBLISHED = 20 };

/* text, or its first characters that fit. */
static struct table_text fitted(const char *text, size_t most)
{
    struct table_text fit;
    size_t bytes = 0, width = 0;

    if (table_text_width(text) <= most && strlen(text) < sizeof fit.text) {
        snprintf(fit.text, sizeof fit.text, "%s", text);
        return fit;
    }
    for (size_t next = 0; width < most; width++) {
        bytes = next;
        do
            next++;
        while (((unsigned char)text[next] & 0xc0) == 0x80);
        if (next + sizeof "~" > sizeof fit.text)
            break;
    }
    snprintf(fit.text, sizeof fit.text, "%.*s~", (int)bytes, text);
    return fit;
}

static void add_claim(struct table *table, const struct claim *claim)
{
    struct table_row *const row = table_add(table);
    const char *const unit = claim->values[CLAIM_UNIT] ? claim->values[CLAIM_UNIT] : "";
    char *const published = format_text("%s%s%s", claim->values[CLAIM_PUBLISHED], *unit ? " " : "", unit);

    row->cells[0] = fitted(claim->id, MOST_ID);
    snprintf(row->cells[1].text, sizeof row->cells[1].text, "%" PRIu64, claim->year);
    row->cells[2] = fitted(claim->values[CLAIM_QUANTITY], MOST_QUANTITY);
    row->cells[3] = fitted(published, MOST_PUBLISHED);
    free(published);
}

static void print_table(const struct registry *registry, FILE *out)
{
    static const char *const titles[] = {"id", "year", "quantity", "published"};
    struct table table = {.alignment = "lrll"};

    table_add_titles(&table, titles);
    for (size_t i = 0; i < registry->count; i++)
        add_claim(&table, &registry->all[i]);
    table_print(&table, out);
    table_free(&table);
}

bool claims(const char *folder, FILE *out, struct sentences *mistakes)
{
    const size_t length = strlen(folder);
    const char *const slash = length > 0 && folder[length - 1] == '/' ? "" : "/";
    struct registry registry;

    if (!registry_read(folder, &registry, mistakes))
        return false;
    if (registry.count == 0) {
        fprintf(out, "no claims are registered in %s%s\n", folder, slash);
    } else {
        print_table(&registry, out);
        fprintf(out, "%zu %s registered in %s%s\n", registry.count, registry.count == 1 ? "claim is" : "claims are",
                folder, slash);
    }
    registry_free(&registry);
    return true;
}
