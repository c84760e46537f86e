/*
 * Open addressing with linear probing, at most half full. The hash takes eight
 * bytes a step and mixes with a multiplication, for a key is looked up in every
 * row of samples.csv; it orders nothing that anyone sees.
 */
#include "tollgate/text/lookup.h"

#include <stdlib.h>
#include <string.h>

#include "tollgate/text/memory.h"

struct lookup_entry {
    uint64_t hash;
    char *key; /* NULL: free */
    uint32_t length;
    uint32_t value;
};

static uint64_t hash_of(const char *key, size_t length)
{
    static const uint64_t odd = UINT64_C(0x9e3779b97f4a7c15);
    uint64_t hash = length * odd;

    for (; length > 0;) {
        uint64_t word = 0;
        const size_t step = length < sizeof word ? length : sizeof word;
        if (step == sizeof word)
            memcpy(&word, key, sizeof word);
        else
            memcpy(&word, key, step);
        hash = (hash ^ word) * odd;
        hash ^= hash >> 32;
        key += step;
        length -= step;
    }
    return hash;
}

/* The entry of the key, or the free one where it belongs. */
static struct lookup_entry *slot(const struct lookup *table, uint64_t hash, const char *key, size_t length)
{
    for (size_t i = (size_t)hash;; i++) {
        struct lookup_entry *const entry = &table->entries[i & (table->capacity - 1)];
        if (!entry->key)
            return entry;
        if (entry->hash == hash && entry->length == length && memcmp(entry->key, key, length) == 0)
            return entry;
    }
}

uint32_t lookup_find(const struct lookup *table, const char *key, size_t length)
{
    if (table->count == 0)
        return LOOKUP_NONE;

    const struct lookup_entry *const entry = slot(table, hash_of(key, length), key, length);
    return entry->key ? entry->value : LOOKUP_NONE;
}

static void grow(struct lookup *table)
{
    const struct lookup old = *table;

    table->capacity = old.capacity > 0 ? 2 * old.capacity : 64;
    table->entries = allocate(table->capacity, sizeof *table->entries);
    for (size_t i = 0; i < old.capacity; i++)
        if (old.entries[i].key)
            *slot(table, old.entries[i].hash, old.entries[i].key, old.entries[i].length) = old.entries[i];
    free(old.entries);
}

void lookup_add(struct lookup *table, const char *key, size_t length, uint32_t value)
{
    if (2 * (table->count + 1) > table->capacity)
        grow(table);

    const uint64_t hash = hash_of(key, length);
    *slot(table, hash, key, length) = (struct lookup_entry){hash, copy_text(key, length), (uint32_t)length, value};
    table->count++;
}

void lookup_free(struct lookup *table)
{
    for (size_t i = 0; i < table->capacity; i++)
        free(table->entries[i].key);
    free(table->entries);
    *table = (struct lookup){0};
}
