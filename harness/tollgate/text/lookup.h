/* A hash table from byte strings to small numbers. */
#ifndef TOLLGATE_LOOKUP_H
#define TOLLGATE_LOOKUP_H

#include <stddef.h>
#include <stdint.h>

/* What lookup_find() gives for a key that is not there. */
#define LOOKUP_NONE UINT32_MAX

struct lookup_entry;

/* All zero bytes make an empty table. */
struct lookup {
    struct lookup_entry *entries; /* capacity of them, a power of two */
    size_t capacity;
    size_t count;
};

/* The value of key[length], or LOOKUP_NONE. */
uint32_t lookup_find(const struct lookup *table, const char *key, size_t length);

/* Adds a copy of key[length], which must not be there yet. */
void lookup_add(struct lookup *table, const char *key, size_t length, uint32_t value);

void lookup_free(struct lookup *table);

#endif
