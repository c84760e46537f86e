/* The samples of a run, in whichever of its files they are. */
#include "tollgate/run/run.h"

#include <stdio.h>
#include <stdlib.h>

#include "tollgate/run/samples_read.h"
#include "tollgate/run/startup.h"
#include "tollgate/text/csv_optional.h"
#include "tollgate/text/memory.h"

static void note_dropped(struct run *run, const char *path, unsigned long dropped_line)
{
    if (dropped_line > 0)
        sentences_add(&run->left_out, "%s:%lu: the last row is cut off; left out", path, dropped_line);
}

static bool load(const char *samples, const char *startup, bool allow_truncated, struct run *run,
                 struct problem *problem)
{
    struct loader loader = {.samples = &run->samples};
    const bool has_startup = csv_is_there(startup);
    const struct samples_options options = {.allow_truncated = allow_truncated, .allow_no_rows = has_startup};
    unsigned long dropped_line;
    bool read = samples_load(samples, &loader, &options, &dropped_line, problem);

    note_dropped(run, samples, dropped_line);
    if (read && has_startup) {
        read = startup_load(startup, &loader, allow_truncated, &dropped_line, problem);
        note_dropped(run, startup, dropped_line);
    }
    if (read && run->samples.cell_count == 0)
        read = problem_set(problem, "%s:1: no rows below the header, nor in startup.csv", samples);
    return loader_finish(&loader, read);
}

bool run_read(const char *directory, bool allow_truncated, struct run *run, struct problem *problem)
{
    char *const samples = format_text("%s/samples.csv", directory);
    char *const startup = format_text("%s/startup.csv", directory);

    *run = (struct run){.directory = directory};
    const bool read = load(samples, startup, allow_truncated, run, problem);
    free(samples);
    free(startup);
    if (!read)
        sentences_free(&run->left_out);
    return read;
}

size_t run_warn(const struct run *run)
{
    for (size_t i = 0; i < run->left_out.count; i++)
        fprintf(stderr, "tollgate: warning: %s\n", run->left_out.text[i]);
    return samples_warn_of_wrong_results(&run->samples);
}

void run_free(struct run *run)
{
    samples_free(&run->samples);
    sentences_free(&run->left_out);
}
