/* Samples on their way into memory, from one file or several. */
#ifndef TOLLGATE_LOADER_H
#define TOLLGATE_LOADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tollgate/run/samples.h"
#include "tollgate/text/lookup.h"

/* A process of a cell while its samples are being read. */
struct group;

/* All zero bytes but for `samples`, which are empty, make a loader to begin with. */
struct loader {
    struct samples *samples;
    struct group *groups;
    size_t group_count;
    size_t group_capacity;
    size_t cell_capacity;
    struct lookup by_name; /* place of a cell, number and run -> group */
};

/* The group of that process of that cell; both are added where they are new. The texts are copied. */
uint32_t loader_group(struct loader *loader, const struct cell_key *key, const char *run, uint64_t number);

/* The cell of a group; valid until the next group is asked for. */
struct cell *loader_cell(struct loader *loader, uint32_t group);

/* Adds a sample, ns an iteration. */
void loader_add(struct loader *loader, uint32_t group, double value);

/* Makes samples of all that was added, or none if not all could be read; returns `read`. */
bool loader_finish(struct loader *loader, bool read);

#endif
