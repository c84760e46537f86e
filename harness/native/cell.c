/*
 * Cells of the native agent. The data of a cell lies in one arena at offsets
 * that the plan chose, the same as in linear memory. Built with
 * TOLLGATE_SEPARATE_BUFFERS (the sanitizer build) each buffer gets an
 * allocation of its own instead, so that AddressSanitizer sees every step over its end.
 */
#include "cell.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

static bool open_library(struct cell *cell, const struct message *message, struct failure *failure)
{
    const char *source = message_word(message, "source");
    const char *kernel = message_word(message, "kernel");
    if (source == NULL || kernel == NULL)
        return failure_set(failure, "load", "source or kernel is missing");
    cell->library = dlopen(source, RTLD_NOW | RTLD_LOCAL);
    if (cell->library == NULL)
        return failure_set(failure, "load", "%s", dlerror());
    const struct tollgate_entry *entry = dlsym(cell->library, "tollgate_entries");
    while (entry != NULL && entry->kernel != NULL && strcmp(entry->kernel, kernel) != 0)
        entry++;
    if (entry == NULL || entry->kernel == NULL) {
        return failure_set(failure, "load", "%s has no kernel %s", source, kernel);
    }
    cell->run = entry->run;
    return true;
}

bool cell_prepare(struct cell *cell, const struct message *message, struct failure *failure)
{
    *cell = (struct cell){.library = NULL};
    const bool prepared = cell_read_data(cell, message, failure);
    if (!prepared)
        cell_close(cell);
    return prepared;
}

bool cell_open(struct cell *cell, const struct message *message, struct failure *failure)
{
    if (!cell_prepare(cell, message, failure))
        return false;
    const char *reference = message_word(message, "reference");
    const bool opened =
        open_library(cell, message, failure) && (reference == NULL || cell_read_reference(cell, reference, failure));
    if (!opened)
        cell_close(cell);
    return opened;
}

double cell_run(const struct cell *cell, size_t iterations)
{
    void *buffers[CELL_BUFFERS];
    for (size_t i = 0; i < cell->buffer_count; i++)
        buffers[i] = cell->buffers[i].data;
    return cell->run(buffers, cell->parameters, iterations, cell->n, cell->batch);
}

void cell_close(struct cell *cell)
{
#ifdef TOLLGATE_SEPARATE_BUFFERS
    for (size_t i = 0; i < CELL_BUFFERS; i++)
        free(cell->buffers[i].data);
#endif
    free(cell->arena);
    free(cell->reference);
    if (cell->library != NULL)
        dlclose(cell->library);
    *cell = (struct cell){.library = NULL};
}
