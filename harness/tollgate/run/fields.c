/* What names, counts and times may be, in every file of a run. */
#include "tollgate/run/fields.h"

#include "tollgate/text/number.h"

/* Eleven days; longer is no sample but a unit mistaken. */
static const double LONGEST_NS = 1e15;

bool field_text(const struct csv_row *row, size_t column, struct problem *problem)
{
    const char *const text = csv_field(row, column);
    const size_t length = csv_length(row, column);

    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f)
            return csv_bad_field(row, column, "a name (allowed: text without control characters)", problem);
    return true;
}

bool field_name(const struct csv_row *row, size_t column, struct problem *problem)
{
    if (csv_length(row, column) == 0)
        return csv_bad_field(row, column, "a name (allowed: text that is not empty)", problem);
    return field_text(row, column, problem);
}

bool field_count(const struct csv_row *row, size_t column, uint64_t least, uint64_t *count, struct problem *problem)
{
    if (number_count(csv_field(row, column), csv_length(row, column), count) && *count >= least)
        return true;
    return csv_bad_field(row, column,
                         least > 0 ? "a positive whole number (allowed: 1 to 9007199254740992)"
                                   : "a whole number (allowed: 0 to 9007199254740992)",
                         problem);
}

bool field_time(const struct csv_row *row, size_t column, double *ns, struct problem *problem)
{
    if (number_decimal(csv_field(row, column), csv_length(row, column), ns) && *ns > 0 && *ns <= LONGEST_NS)
        return true;
    return csv_bad_field(row, column, "a positive number (allowed: above 0, up to 1e15 ns)", problem);
}
