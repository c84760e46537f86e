/* environment.csv has no fixed rows: engines and modules bring their own names. */
#include "tollgate/facts.h"

#include <stdlib.h>
#include <string.h>

#include "tollgate/csv_optional.h"
#include "tollgate/memory.h"

enum column { NAME, VALUE, COLUMNS };
static const char *const names[COLUMNS] = {"name", "value"};

static bool on_row(void *context, const struct csv_row *row, struct problem *problem)
{
    struct facts *const facts = context;

    if (csv_length(row, NAME) == 0)
        return csv_bad_field(row, NAME, "a name (allowed: text that is not empty)", problem);
    facts->all = reallocate(facts->all, facts->count + 1, sizeof *facts->all);
    facts->all[facts->count++] = (struct fact){csv_copy(row, NAME), csv_copy(row, VALUE)};
    return true;
}

bool facts_read(const char *directory, struct facts *facts, struct problem *problem)
{
    const struct csv_plan plan = {.names = names, .name_count = COLUMNS, .on_row = on_row, .context = facts};

    *facts = (struct facts){0};
    const bool read = csv_read_if_there(directory, "environment.csv", &plan, &facts->there, problem);
    if (!read)
        facts_free(facts);
    return read;
}

const char *facts_value(const struct facts *facts, const char *name)
{
    for (size_t i = 0; i < facts->count; i++)
        if (strcmp(facts->all[i].name, name) == 0)
            return facts->all[i].value;
    return NULL;
}

void facts_free(struct facts *facts)
{
    for (size_t i = 0; i < facts->count; i++) {
        free(facts->all[i].name);
        free(facts->all[i].value);
    }
    free(facts->all);
    *facts = (struct facts){0};
}
