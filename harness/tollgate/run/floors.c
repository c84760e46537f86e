/* floor.csv is small, so a look-up goes through all of it. */
#include "tollgate/run/floors.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/text/csv_optional.h"
#include "tollgate/text/memory.h"
#include "tollgate/text/number.h"

enum column { HOST, ENGINE, KERNEL, VARIANT, PAIRS, FLOOR, RERUN_FLOOR, DATE_UTC, COLUMNS };
static const char *const names[COLUMNS] = {
    "host", "engine", "kernel", "variant", "pairs", "floor", "rerun_floor", "date_utc",
};

static bool read_floor(const struct csv_row *row, enum column column, double *value, struct problem *problem)
{
    const size_t length = csv_length(row, column);

    *value = NAN;
    if (length == 0 || (number_decimal(csv_field(row, column), length, value) && *value >= 0))
        return true;
    return csv_bad_field(row, column, "a relative change (allowed: 0 or more, 0.012 for 1.2 %, or nothing)", problem);
}

static bool is_same(const struct noise_floor *floor, const struct csv_row *row)
{
    return strcmp(floor->host, csv_field(row, HOST)) == 0 && strcmp(floor->engine, csv_field(row, ENGINE)) == 0
        && strcmp(floor->kernel, csv_field(row, KERNEL)) == 0 && strcmp(floor->variant, csv_field(row, VARIANT)) == 0;
}

static bool on_row(void *context, const struct csv_row *row, struct problem *problem)
{
    struct floors *const floors = context;
    double within, rerun;

    if (!read_floor(row, FLOOR, &within, problem) || !read_floor(row, RERUN_FLOOR, &rerun, problem))
        return false;
    for (size_t i = 0; i < floors->count; i++)
        if (is_same(&floors->all[i], row))
            return problem_set(problem, "%s:%lu: a second row for %.60s %.60s %.60s (allowed: one a host)", row->file,
                               row->line, csv_field(row, ENGINE), csv_field(row, KERNEL), csv_field(row, VARIANT));
    floors->all = reallocate(floors->all, floors->count + 1, sizeof *floors->all);
    floors->all[floors->count++] = (struct noise_floor){
        csv_copy(row, HOST), csv_copy(row, ENGINE), csv_copy(row, KERNEL), csv_copy(row, VARIANT), within, rerun};
    return true;
}

bool floors_read(const char *directory, struct floors *floors, struct problem *problem)
{
    const struct csv_plan plan = {.names = names, .name_count = COLUMNS, .on_row = on_row, .context = floors};
    bool there;

    *floors = (struct floors){0};
    const bool read = csv_read_if_there(directory, "floor.csv", &plan, &there, problem);
    if (!read)
        floors_free(floors);
    return read;
}

static bool is_of_machine(const struct noise_floor *floor, const char *machine)
{
    return !*floor->host || !*machine || strcmp(floor->host, machine) == 0;
}

const struct noise_floor *floors_find(const struct floors *floors, const struct cell_key *key)
{
    for (size_t i = 0; i < floors->count; i++) {
        const struct noise_floor *const one = &floors->all[i];
        if (is_of_machine(one, key->machine) && strcmp(one->engine, key->engine) == 0
            && strcmp(one->kernel, key->kernel) == 0 && strcmp(one->variant, key->variant) == 0)
            return one;
    }
    return NULL;
}

double floors_between(const struct floors *floors, const struct cell_key *a, const struct cell_key *b)
{
    const struct noise_floor *const of_a = floors_find(floors, a);
    const struct noise_floor *const of_b = floors_find(floors, b);

    return fmax(of_a ? of_a->within : NAN, of_b ? of_b->within : NAN);
}

void floors_free(struct floors *floors)
{
    for (size_t i = 0; i < floors->count; i++) {
        free(floors->all[i].host);
        free(floors->all[i].engine);
        free(floors->all[i].kernel);
        free(floors->all[i].variant);
    }
    free(floors->all);
    *floors = (struct floors){0};
}
