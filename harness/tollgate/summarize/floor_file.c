/* Twins as CSV. A floor holds for all sizes of a kernel, so it is the largest over those measured. */
#include "tollgate/summarize/floor_file.h"

#include <math.h>
#include <string.h>

#include "tollgate/text/csv_write.h"

/* Empty where environment.csv does not say, or is not there. */
static const char *fact_of(const struct facts *facts, const struct cell_key *key, const char *name)
{
    const char *const value = facts_value(facts, key->machine, name);

    return value ? value : "";
}

static const char *host_of(const struct facts *facts, const struct cell_key *key)
{
    return *key->machine ? key->machine : fact_of(facts, key, "host");
}

/* Whether two cells share a row. */
static bool same_place(const struct facts *facts, const struct cell_key *a, const struct cell_key *b)
{
    return strcmp(host_of(facts, a), host_of(facts, b)) == 0 && strcmp(a->engine, b->engine) == 0
        && strcmp(a->kernel, b->kernel) == 0 && strcmp(a->variant, b->variant) == 0;
}

static bool is_first_of_place(const struct facts *facts, const struct twins *twins, size_t place)
{
    for (size_t i = 0; i < place; i++)
        if (same_place(facts, &twins->all[i].cell->key, &twins->all[place].cell->key))
            return false;
    return true;
}

static void write_row(struct csv_output *output, const struct facts *facts, const struct twins *twins, size_t place)
{
    const struct cell_key *const key = &twins->all[place].cell->key;
    double within = NAN, rerun = NAN;
    size_t pairs = 0;

    for (size_t i = place; i < twins->count; i++) {
        const struct twin_pair *const pair = &twins->all[i];
        if (!same_place(facts, &pair->cell->key, key))
            continue;
        within = fmax(within, differences_floor(&pair->pairs));
        rerun = fmax(rerun, differences_floor(&pair->reruns));
        pairs += pair->pairs.count;
    }
    csv_text(output, host_of(facts, key));
    csv_text(output, key->engine);
    csv_text(output, key->kernel);
    csv_text(output, key->variant);
    csv_count(output, pairs);
    csv_number(output, within);
    csv_number(output, rerun);
    csv_text(output, fact_of(facts, key, "date_utc"));
    csv_end_row(output);
}

bool floor_file_write(const struct run_folder *folder, const struct twins *twins, struct problem *problem)
{
    struct csv_output output;
    const bool created = csv_create(&output, folder->directory, "floor.csv",
                                    "host,engine,kernel,variant,pairs,floor,rerun_floor,date_utc", problem);

    for (size_t i = 0; created && i < twins->count; i++)
        if (is_first_of_place(&folder->facts, twins, i))
            write_row(&output, &folder->facts, twins, i);
    return created && csv_commit(&output, problem);
}
