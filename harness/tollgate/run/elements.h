/* kernels.csv in memory: what an element of a kernel is, and how many bytes it stands for. */
#ifndef TOLLGATE_ELEMENTS_H
#define TOLLGATE_ELEMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tollgate/text/problem.h"
#include "tollgate/text/sentences.h"

struct element {
    char *kernel;
    uint64_t n;
    char *name;        /* "byte", "call" ... */
    double bytes;      /* 0 where bytes are not the matter */
    double operations; /* 0 where the file does not say */
};

struct elements {
    struct element *all; /* one a kernel and n; [count] */
    size_t count;
};

/* Reads DIR/kernels.csv; a file that is not there makes no elements. On false nothing needs freeing. */
bool elements_read(const char *directory, struct elements *elements, struct problem *problem);

/* That of the kernel and n; NULL where there is none. */
const struct element *elements_find(const struct elements *elements, const char *kernel, uint64_t n);

/*
 * Adds to `differ` a line for each kernel and n of both whose bytes or operations an element are not the same; messages
 * call the two by these names.
 */
void elements_compare(const struct elements *old, const struct elements *new, const char *old_name,
                      const char *new_name, struct sentences *differ);

void elements_free(struct elements *elements);

#endif
