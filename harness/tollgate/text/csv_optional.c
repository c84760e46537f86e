/*
 * Only samples.csv must be there in a run. Of the other files only a missing one counts as not there: a file that
 * cannot be opened for another reason is an error.
 */
#include "tollgate/text/csv_optional.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "tollgate/text/memory.h"

bool csv_is_there(const char *path)
{
    return access(path, F_OK) == 0 || errno != ENOENT;
}

bool csv_read_if_there(const char *directory, const char *name, const struct csv_plan *plan, bool *there,
                       struct problem *problem)
{
    char *const path = format_text("%s/%s", directory, name);
    unsigned long dropped_line;

    *there = csv_is_there(path);
    const bool read = !*there || csv_read(path, plan, &dropped_line, problem);
    free(path);
    return read;
}
