/* What all readers need of a row. */
#include "tollgate/text/csv_row.h"

#include "tollgate/text/memory.h"

char *csv_copy(const struct csv_row *row, size_t i)
{
    return copy_text(csv_field(row, i), csv_length(row, i));
}

bool csv_bad_field(const struct csv_row *row, size_t i, const char *reason, struct problem *problem)
{
    const struct shown shown = shown_field(csv_field(row, i), csv_length(row, i));

    return problem_set(problem, "%s:%lu: column %s: %s is not %s", row->file, row->line, row->names[i], shown.text,
                       reason);
}
