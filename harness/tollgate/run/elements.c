/* kernels.csv has a row a kernel and size, so a look-up goes through all of it. */
#include "tollgate/run/elements.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/text/csv_optional.h"
#include "tollgate/text/memory.h"
#include "tollgate/text/number.h"

enum column { KERNEL, N, LABEL, TITLE, ELEMENT, BYTES, OPERATIONS, COLUMNS };
static const char *const names[COLUMNS] = {
    "kernel", "n", "label", "title", "element", "bytes_per_element", "operations_per_element",
};

static bool on_row(void *context, const struct csv_row *row, struct problem *problem)
{
    struct elements *const elements = context;
    struct element element = {0};

    if (!number_count(csv_field(row, N), csv_length(row, N), &element.n))
        return csv_bad_field(row, N, "a whole number (allowed: 0 to 9007199254740992)", problem);
    if (!number_decimal(csv_field(row, BYTES), csv_length(row, BYTES), &element.bytes) || element.bytes < 0)
        return csv_bad_field(row, BYTES, "a number of bytes (allowed: 0 or more)", problem);
    if (csv_length(row, OPERATIONS) > 0
        && !number_decimal(csv_field(row, OPERATIONS), csv_length(row, OPERATIONS), &element.operations))
        return csv_bad_field(row, OPERATIONS, "a number, or nothing", problem);
    element.kernel = csv_copy(row, KERNEL);
    element.name = csv_copy(row, ELEMENT);
    elements->all = reallocate(elements->all, elements->count + 1, sizeof *elements->all);
    elements->all[elements->count++] = element;
    return true;
}

bool elements_read(const char *directory, struct elements *elements, struct problem *problem)
{
    const struct csv_plan plan = {
        .names = names, .name_count = OPERATIONS, .optional_count = 1, .on_row = on_row, .context = elements};
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

static void compare_numbers(const struct element *of, const char *what, const double numbers[2],
                            const char *const sides[2], struct sentences *differ)
{
    if (numbers[0] < numbers[1] || numbers[0] > numbers[1])
        sentences_add(differ, "%s n=%" PRIu64 ": %s %s in %s, %s in %s", of->kernel, of->n, what,
                      number_plain(numbers[0]).text, sides[0], number_plain(numbers[1]).text, sides[1]);
}

void elements_compare(const struct elements *old, const struct elements *new, const char *old_name,
                      const char *new_name, struct sentences *differ)
{
    const char *const sides[2] = {old_name, new_name};

    for (size_t i = 0; i < old->count; i++) {
        const struct element *const mine = &old->all[i];
        const struct element *const other = elements_find(new, mine->kernel, mine->n);
        if (!other)
            continue;
        compare_numbers(mine, names[BYTES], (const double[2]){mine->bytes, other->bytes}, sides, differ);
        compare_numbers(mine, names[OPERATIONS], (const double[2]){mine->operations, other->operations}, sides, differ);
    }
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
