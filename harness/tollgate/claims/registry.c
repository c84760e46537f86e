/* Files are read in the order of their names, so that tables and mistakes are in that order on every system. */
#include "tollgate/claims/registry.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/text/memory.h"

static const char ENDING[] = ".claim";

/* Length of the name without its ending; 0 for a file that is no claim. */
static size_t id_length(const char *name)
{
    const size_t length = strlen(name);
    const size_t ending = strlen(ENDING);

    return *name != '.' && length > ending && strcmp(name + length - ending, ENDING) == 0 ? length - ending : 0;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names of a folder's claims, in order. */
static bool find_names(const char *folder, struct sentences *names, struct sentences *mistakes)
{
    DIR *const directory = opendir(folder);

    if (!directory) {
        sentences_add(mistakes, "%s: cannot open: %s", folder, strerror(errno));
        return false;
    }
    for (const struct dirent *entry; (entry = readdir(directory));)
        if (id_length(entry->d_name) > 0)
            sentences_add(names, "%s", entry->d_name);
    closedir(directory);
    if (names->count > 0)
        qsort(names->text, names->count, sizeof *names->text, compare_names);
    return true;
}

static void read_file(const char *folder, const char *file, struct registry *registry, struct sentences *mistakes)
{
    char *const path = format_text("%s/%s", folder, file);
    char *const id = copy_text(file, id_length(file));
    FILE *const stream = fopen(path, "r");

    if (!stream) {
        sentences_add(mistakes, "%s: cannot open: %s", path, strerror(errno));
    } else {
        registry->count += claim_read_stream(stream, path, id, &registry->all[registry->count], mistakes);
        fclose(stream);
    }
    free(id);
    free(path);
}

bool registry_read(const char *folder, struct registry *registry, struct sentences *mistakes)
{
    const size_t before = mistakes->count;
    struct sentences names = {0};

    *registry = (struct registry){0};
    if (find_names(folder, &names, mistakes)) {
        registry->all = allocate(names.count, sizeof *registry->all);
        for (size_t i = 0; i < names.count; i++)
            read_file(folder, names.text[i], registry, mistakes);
    }
    sentences_free(&names);
    if (mistakes->count == before)
        return true;
    registry_free(registry);
    return false;
}

void registry_free(struct registry *registry)
{
    for (size_t i = 0; i < registry->count; i++)
        claim_free(&registry->all[i]);
    free(registry->all);
    *registry = (struct registry){0};
}
