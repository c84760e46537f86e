/* A run is judged by samples.csv alone; what else lies in its folder is used where it is there. */
#include "tollgate/summarize/run_folder.h"

#include <stdlib.h>
#include <string.h>

#include "tollgate/text/memory.h"

bool run_folder_read(struct run_folder *folder, const struct samples *samples, const char *directory,
                     struct problem *problem)
{
    *folder = (struct run_folder){.samples = samples, .directory = directory};
    const bool read = experiments_read(directory, &folder->experiments, problem)
                   && facts_read(directory, &folder->facts, problem)
                   && elements_read(directory, &folder->elements, problem);

    if (!read)
        run_folder_free(folder);
    return read;
}

void run_folder_free(struct run_folder *folder)
{
    experiments_free(&folder->experiments);
    facts_free(&folder->facts);
    floors_free(&folder->floors);
    elements_free(&folder->elements);
}

/* How many cells from `first` on are of its experiment. */
static size_t cells_from(const struct samples *samples, size_t first)
{
    size_t count = 1;

    while (first + count < samples->cell_count
           && strcmp(samples->cells[first + count].key.experiment, samples->cells[first].key.experiment) == 0)
        count++;
    return count;
}

/* Puts it behind those whose place is not larger. */
static void insert(struct measured_list *list, struct measured measured)
{
    size_t place = list->count++;

    for (; place > 0 && list->all[place - 1].experiment.place > measured.experiment.place; place--)
        list->all[place] = list->all[place - 1];
    list->all[place] = measured;
}

struct measured_list measured_experiments(const struct run_folder *folder)
{
    const struct samples *const samples = folder->samples;
    struct measured_list list = {NULL, 0};
    size_t count;

    for (size_t i = 0; i < samples->cell_count; i += count) {
        const struct cell *const cells = &samples->cells[i];
        count = cells_from(samples, i);
        list.all = reallocate(list.all, list.count + 1, sizeof *list.all);
        insert(&list, (struct measured){experiments_find(&folder->experiments, cells[0].key.experiment), cells, count});
    }
    return list;
}
