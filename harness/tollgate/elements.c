/* kernels.csv has a row a kernel and size, so a look-up goes through all of it. */
#include "tollgate/elements.h"

#include <stdlib.h>
#include <string.h>

#include "tollgate/csv_optional.h"
#include "tollgate/memory.h"
#include "tollgate/number.h"

enum column { KERNEL, N, LABEL, TITLE, ELEMENT, BYTES, COLUMNS };
static const char *const names[COLUMNS] = {"kernel", "n", "label", "title", "element", "bytes_per_element"};

static bool on_row(void *context, const struct csv_row *row, struct problem *problem)
{
    struct elements *const elements = context;
    struct element element = {0};

    if (!number_count(row->text + row->start[N], csv_length(row, N), &element.n))
        return csv_bad_field(row, N, "a whole number (allowed: 0 to 9007199254740992)", problem);
    if (!number_decimal(row->text + row->start[BYTES], csv_length(row, BYTES), &element.bytes) || element.bytes < 0)
        return csv_bad_field(row, BYTES, "a number of bytes (allowed: 0 or more)", problem);
    element.kernel = csv_copy(row, KERNEL);
    element.name = csv_copy(row, ELEMENT);
    elements->all = reallocate(elements->all, elements->count + 1, sizeof *elements->all);
    elements->all[elements->count++] = element;
    return true;
}

bool elements_read(const char *directory, struct elements *elements, struct problem *problem)
{
    const struct csv_plan plan = {.names = names, .name_count = COLUMNS, .on_row = on_row, .context = elements};
    bool there;

    *elements = (struct elements){0};
    const bool read = csv_read_if_there(directory, "kernels.csv", &plan, &there, problem);
    if (!read)
        elements_free(elements);
    return read;
}

const struct element *elements_find(const struct elements *elements, const char *kernel, uint64_t n)
{
    for (size_t i = 0; i < elements->count; i++)
        if (elements->all[i].n == n && strcmp(elements->all[i].kernel, kernel) == 0)
            return &elements->all[i];
    return NULL;
}

void elements_free(struct elements *elements)
{
    for (size_t i = 0; i < elements->count; i++) {
        free(elements->all[i].kernel);
        free(elements->all[i].name);
    }
    free(elements->all);
    *elements = (struct elements){0};
}
