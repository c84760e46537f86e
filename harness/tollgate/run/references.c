/*
 * Which cell another is compared with: docs/FORMAT.md in code. JavaScript runs in
 * many engines and native code in none of them, so native cells borrow an engine's.
 */
#include "tollgate/run/references.h"

#include <stdbool.h>
#include <string.h>

static const char NATIVE[] = "native";

static const struct cell *find(const struct samples *samples, const struct cell *cell, const char *engine,
                               const char *variant, uint64_t batch)
{
    struct cell_key key = cell->key;

    key.engine = engine;
    key.variant = variant;
    key.batch = batch;
    key.transfer = "resident";
    return samples_find(samples, &key);
}

/* In the cell's own engine, or for native code in the first that has it. */
static const struct cell *find_borrowed(const struct samples *samples, const struct cell *cell, const char *variant,
                                        uint64_t batch)
{
    if (strcmp(cell->key.engine, NATIVE) != 0)
        return find(samples, cell, cell->key.engine, variant, batch);
    for (size_t i = 0; i < samples->engine_count; i++) {
        const struct cell *const found = find(samples, cell, samples->engines[i], variant, batch);
        if (found)
            return found;
    }
    return NULL;
}

const struct cell *reference_in(const struct samples *samples, const struct cell *cell, const char *engine)
{
    const struct cell *const same = find(samples, cell, engine, "js", cell->key.batch);

    return same ? same : find(samples, cell, engine, "js", cell->key.n);
}

const struct cell *reference_baseline(const struct samples *samples, const struct cell *cell)
{
    return reference_in(samples, cell, cell->key.engine);
}

const struct cell *reference_javascript(const struct samples *samples, const struct cell *cell)
{
    const struct cell *const same = find_borrowed(samples, cell, "js", cell->key.batch);

    return same ? same : find_borrowed(samples, cell, "js", cell->key.n);
}

const struct cell *reference_base(const struct samples *samples, const struct cell *cell, const char *variant)
{
    const bool is_native = strncmp(variant, NATIVE, strlen(NATIVE)) == 0;

    return is_native ? find(samples, cell, NATIVE, variant, cell->key.batch)
                     : find_borrowed(samples, cell, variant, cell->key.batch);
}
