/* A hash table from byte strings to small numbers. */
#ifndef TOLLGATE_TEXT_TABLE_H
#define TOLLGATE_TEXT_TABLE_H

#include <stddef.h>
#include <stdint.h>

/* What text_table_find() gives for a key that is not there. */
#define TEXT_TABLE_NONE UINT32_MAX

struct text_table_entry;

/* All zero bytes make an empty table. */
struct text_table {
    struct text_table_entry *entries; /* capacity of them, a power of two */
    size_t capacity;
    size_t count;
};

/* The value of key[length], or TEXT_TABLE_NONE. */
uint32_t text_table_find(const struct text_table *table, const char *key, size_t length);

/* Adds a copy of key[length], which must not be there yet. */
void text_table_add(struct text_table *table, const char *key, size_t length, uint32_t value);

void text_table_free(struct text_table *table);

#endif
