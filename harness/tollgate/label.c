/* How tables and files name a cell: the same words in each. */
#include <stdio.h>
#include <string.h>

#include "tollgate/commands.h"

static bool is_native(const struct cell_key *key)
{
    return strcmp(key->engine, "native") == 0;
}

bool several_engines(const struct cell *cells, size_t count)
{
    const char *first = NULL;

    for (size_t i = 0; i < count; i++) {
        if (is_native(&cells[i].key))
            continue;
        if (first && strcmp(first, cells[i].key.engine) != 0)
            return true;
        first = cells[i].key.engine;
    }
    return false;
}

struct table_text label_of(const struct cell_key *key, bool with_engine)
{
    struct table_text label;
    const bool engine = with_engine && !is_native(key);

    snprintf(label.text, sizeof label.text, "%s%s%s%s", engine ? key->engine : "", engine ? " " : "", key->variant,
             strcmp(key->transfer, "copy") == 0 ? " +copy" : "");
    return label;
}

struct table_text on_machine(const struct samples *samples, const struct cell_key *key)
{
    struct table_text place = {""};

    if (samples->machine_count > 1)
        snprintf(place.text, sizeof place.text, " on %.40s", *key->machine ? key->machine : "an unnamed machine");
    return place;
}

void csv_cell_key(struct csv_output *output, const struct cell_key *key)
{
    csv_text(output, key->engine);
    csv_text(output, key->experiment);
    csv_text(output, key->kernel);
    csv_text(output, key->variant);
    csv_count(output, key->n);
    csv_count(output, key->batch);
    csv_text(output, key->transfer);
}

void csv_end_cell(struct csv_output *output, const struct cell_key *key)
{
    csv_text(output, key->machine);
    csv_end_row(output);
}
