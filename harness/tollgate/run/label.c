/* Names of cells for tables and files. */
#include "tollgate/run/label.h"

#include <stdio.h>
#include <string.h>

bool is_native(const struct cell_key *key)
{
    return strcmp(key->engine, "native") == 0;
}

/* How many engines there are, native code aside; counts no further than that many. */
static size_t count_engines(const struct cell *cells, size_t count, size_t most)
{
    const char *engines[MANY_ENGINES];
    size_t found = 0;

    for (size_t i = 0; i < count && found < most; i++) {
        size_t place = 0;
        while (place < found && strcmp(engines[place], cells[i].key.engine) != 0)
            place++;
        if (place == found && !is_native(&cells[i].key))
            engines[found++] = cells[i].key.engine;
    }
    return found;
}

bool several_engines(const struct cell *cells, size_t count)
{
    return count_engines(cells, count, 2) == 2;
}

bool many_engines(const struct cell *cells, size_t count)
{
    return count_engines(cells, count, MANY_ENGINES) == MANY_ENGINES;
}

struct table_text label_of(const struct cell_key *key, bool with_engine)
{
    struct table_text label;
    const bool engine = with_engine && !is_native(key);

    snprintf(label.text, sizeof label.text, "%s%s%s%s%s%s", engine ? key->engine : "", engine ? " " : "", key->variant,
             strcmp(key->transfer, "copy") == 0 ? " +copy" : "", *key->setting ? " " : "", key->setting);
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
    csv_text(output, key->setting);
    csv_end_row(output);
}
