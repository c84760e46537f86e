/* environment.csv has no fixed rows: engines and modules bring their own names. */
#include "tollgate/run/facts.h"

#include <stdlib.h>
#include <string.h>

#include "tollgate/text/csv_optional.h"
#include "tollgate/text/memory.h"

enum column { NAME, VALUE, MACHINE, COLUMNS };
static const char *const names[COLUMNS] = {"name", "value", "machine"};

static bool on_row(void *context, const struct csv_row *row, struct problem *problem)
{
    struct facts *const facts = context;

    if (csv_length(row, NAME) == 0)
        return csv_bad_field(row, NAME, "a name (allowed: text that is not empty)", problem);
    facts->all = reallocate(facts->all, facts->count + 1, sizeof *facts->all);
    facts->all[facts->count++] = (struct fact){csv_copy(row, NAME), csv_copy(row, VALUE), csv_copy(row, MACHINE)};
    return true;
}

bool facts_read(const char *directory, struct facts *facts, struct problem *problem)
{
    const struct csv_plan plan = {
        .names = names, .name_count = MACHINE, .optional_count = 1, .on_row = on_row, .context = facts};

    *facts = (struct facts){0};
    const bool read = csv_read_if_there(directory, "environment.csv", &plan, &facts->there, problem);
    if (!read)
        facts_free(facts);
    return read;
}

const char *facts_value(const struct facts *facts, const char *machine, const char *name)
{
    const char *of_run = NULL;

    for (size_t i = 0; i < facts->count; i++) {
        const struct fact *const fact = &facts->all[i];
        if (strcmp(fact->name, name) != 0)
            continue;
        if (strcmp(fact->machine, machine) == 0)
            return fact->value;
        if (!*fact->machine && !of_run)
            of_run = fact->value;
    }
    return of_run;
}

static bool ends(const char *text, const char *end)
{
    const size_t length = strlen(text);

    return length >= strlen(end) && strcmp(text + length - strlen(end), end) == 0;
}

bool fact_matters(const char *name)
{
    static const char *const whole[] = {"host",    "cpu_model", "cpu_count",  "architecture", "os",
                                        "os_name", "governor",  "hypervisor", "git_commit",   "git_dirty"};
    static const char *const endings[] = {"_version", "_flags", "_v8"};

    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++)
        if (strcmp(name, whole[i]) == 0)
            return true;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (ends(name, endings[i]))
            return true;
    return false;
}

struct fact_module fact_module(const char *name)
{
    static const char start[] = "module_";
    static const char end[] = "_sha256";

    if (strncmp(name, start, strlen(start)) != 0 || !ends(name, end))
        return (struct fact_module){name, 0};
    return (struct fact_module){name + strlen(start), strlen(name) - strlen(start) - strlen(end)};
}

void facts_free(struct facts *facts)
{
    for (size_t i = 0; i < facts->count; i++) {
        free(facts->all[i].name);
        free(facts->all[i].value);
        free(facts->all[i].machine);
    }
    free(facts->all);
    *facts = (struct facts){0};
}
