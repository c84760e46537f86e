/*
 * `tollgate merge`: runs of several machines, or several runs of one, as one run.
 *
 * The files are written into a temporary folder beside the new one and renamed at the end, so that there is a whole
 * run or none.
 */
#include "tollgate/merge/merge.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tollgate/merge/parts.h"
#include "tollgate/text/exit_code.h"
#include "tollgate/text/memory.h"

enum { MACHINES_NAMED = 8 };

/* Whether there is nothing of that name, or an empty folder, which rename() replaces. */
static bool is_free(const char *directory, struct problem *problem)
{
    DIR *const stream = opendir(directory);
    bool empty = true;

    if (!stream)
        return errno == ENOENT || problem_set(problem, "%s: cannot be a new folder: %s", directory, strerror(errno));
    for (const struct dirent *entry = readdir(stream); entry; entry = readdir(stream))
        empty = empty && (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0);
    closedir(stream);
    return empty || problem_set(problem, "%s: is there already and not empty (--out names a new folder)", directory);
}

static bool read_runs(struct merge *merge, const char *const *directories, struct problem *problem)
{
    for (size_t i = 0; i < merge->run_count; i++) {
        struct merge_run *const run = &merge->runs[i];
        run->directory = directories[i];
        if (!facts_read(run->directory, &run->facts, problem)
            || !elements_read(run->directory, &run->elements, problem))
            return false;
    }
    return true;
}

static void free_runs(struct merge *merge)
{
    for (size_t i = 0; i < merge->run_count; i++) {
        facts_free(&merge->runs[i].facts);
        elements_free(&merge->runs[i].elements);
    }
    free(merge->runs);
}

/* The path without slashes at its end, so that a temporary folder can be made by adding to the name. */
static char *plain_path(const char *path)
{
    size_t length = strlen(path);

    while (length > 1 && path[length - 1] == '/')
        length--;
    return copy_text(path, length);
}

static bool write_run(const struct merge *merge, const char *out, struct problem *problem)
{
    char *const final = plain_path(out);
    char *const temporary = format_text("%s.%ld.tmp", final, (long)getpid());
    bool good = mkdir(temporary, 0777) == 0;

    if (!good) {
        problem_set(problem, "%s: cannot make a folder: %s", temporary, strerror(errno));
    } else {
        good = merge_files(merge, temporary, problem);
        if (good && rename(temporary, final) != 0)
            good = problem_set(problem, "%s: cannot give the run this name: %s", final, strerror(errno));
        if (!good)
            merge_remove(temporary);
    }
    free(temporary);
    free(final);
    return good;
}

static void print_found(const struct merge *merge, const struct merge_found *found, const char *to, FILE *out)
{
    char *const machines = sentences_join(&found->machines, MACHINES_NAMED, ", ");

    for (size_t i = 0; i < found->warnings.count; i++)
        fprintf(stderr, "tollgate: warning: %s\n", found->warnings.text[i]);
    fprintf(out, "%s: %zu samples of %zu cells out of %zu runs, on %zu machine%s: %s\n", to, found->sample_count,
            found->cell_count, merge->run_count, found->machines.count, found->machines.count == 1 ? "" : "s",
            machines);
    free(machines);
}

static bool join(const struct merge *merge, const char *to, FILE *out, int *exit_code, struct problem *problem)
{
    struct merge_found found;
    bool good = merge_check(merge, &found, problem);

    if (good && found.refusals.count > 0) {
        for (size_t i = 0; i < found.refusals.count; i++)
            fprintf(stderr, "tollgate: merge: not to be joined: %s\n", found.refusals.text[i]);
        *exit_code = NOT_COMPARABLE;
    } else if (good) {
        good = write_run(merge, to, problem);
        *exit_code = found.wrong_results > 0 ? WRONG_RESULT : DONE;
        if (good)
            print_found(merge, &found, to, out);
    }
    merge_found_free(&found);
    return good;
}

bool merge(const char *const *runs, size_t run_count, const struct merge_options *options, FILE *out, int *exit_code,
           struct problem *problem)
{
    struct merge merge = {allocate(run_count, sizeof *merge.runs), run_count, options->allow_truncated};
    const bool good = is_free(options->out, problem) && read_runs(&merge, runs, problem)
                   && join(&merge, options->out, out, exit_code, problem);

    free_runs(&merge);
    return good;
}
