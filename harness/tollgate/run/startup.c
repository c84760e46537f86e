/*
 * Whole processes of an old run. A row has no checksum, and says neither batch nor transfer: a process did its job
 * once, on all elements, so these are `n` and `resident`, as in a new run.
 */
#include "tollgate/run/startup.h"

#include "tollgate/run/fields.h"
#include "tollgate/text/csv_reader.h"

enum column { RUN, ENGINE, KERNEL, VARIANT, N, ROUND, ELAPSED_NS, MACHINE, COLUMNS };
static const char *const names[COLUMNS] = {
    "run", "engine", "kernel", "variant", "n", "round", "elapsed_ns", "machine",
};

static bool on_row(void *context, const struct csv_row *row, struct problem *problem)
{
    struct loader *const loader = context;
    uint64_t n, round;
    double elapsed_ns;

    for (size_t i = RUN; i <= VARIANT; i++)
        if (!field_name(row, i, problem))
            return false;
    if (!field_count(row, N, 0, &n, problem) || !field_count(row, ROUND, 1, &round, problem)
        || !field_time(row, ELAPSED_NS, &elapsed_ns, problem) || !field_text(row, MACHINE, problem))
        return false;

    const struct cell_key key = {
        .engine = csv_field(row, ENGINE),
        .experiment = "processes",
        .kernel = csv_field(row, KERNEL),
        .variant = csv_field(row, VARIANT),
        .transfer = "resident",
        .setting = "",
        .machine = csv_field(row, MACHINE),
        .n = n,
        .batch = n,
    };
    loader_add(loader, loader_group(loader, &key, csv_field(row, RUN), round), elapsed_ns);
    return true;
}

bool startup_load(const char *path, struct loader *loader, bool allow_truncated, unsigned long *dropped_line,
                  struct problem *problem)
{
    const struct csv_plan plan = {
        .names = names,
        .name_count = MACHINE,
        .optional_count = COLUMNS - MACHINE,
        .allow_truncated = allow_truncated,
        .allow_no_rows = true,
        .on_row = on_row,
        .context = loader,
    };

    return csv_read(path, &plan, dropped_line, problem);
}
