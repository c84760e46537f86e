/*
 * Which cell another is compared with: docs/FORMAT.md in code. JavaScript runs in
 * many engines and native code in none of them, so native cells borrow an engine's.
 */
#include "tollgate/run/references.h"

#include <stdbool.h>
#include <string.h>

static const char NATIVE[] = "native";

/* What a reference of a cell must be, apart from its engine. */
struct wanted {
    const char *variant;
    const char *setting;
    uint64_t batch;
};

static const struct cell *find(const struct samples *samples, const struct cell *cell, const char *engine,
                               const struct wanted *wanted)
{
    struct cell_key key = cell->key;

    key.engine = engine;
    key.variant = wanted->variant;
    key.setting = wanted->setting;
    key.batch = wanted->batch;
    key.transfer = "resident";
    return samples_find(samples, &key);
}

/* In the engine of that name. With NULL: in that of the cell, or for native code in the first engine that has one. */
static const struct cell *find_borrowed(const struct samples *samples, const struct cell *cell, const char *engine,
                                        const struct wanted *wanted)
{
    if (engine || strcmp(cell->key.engine, NATIVE) != 0)
        return find(samples, cell, engine ? engine : cell->key.engine, wanted);
    for (size_t i = 0; i < samples->engine_count; i++) {
        const struct cell *const found = find(samples, cell, samples->engines[i], wanted);
        if (found)
            return found;
    }
    return NULL;
}

/* Looks first among cells of the same setting, then among those of none, each at batches[batch_count] in turn. */
static const struct cell *find_first(const struct samples *samples, const struct cell *cell, const char *engine,
                                     const char *variant, const uint64_t *batches, size_t batch_count)
{
    const char *const settings[] = {cell->key.setting, ""};

    for (size_t i = 0; i < (*cell->key.setting ? 2 : 1); i++) {
        for (size_t j = 0; j < batch_count; j++) {
            const struct wanted wanted = {variant, settings[i], batches[j]};
            const struct cell *const found = find_borrowed(samples, cell, engine, &wanted);
            if (found)
                return found;
        }
    }
    return NULL;
}

static const struct cell *find_js(const struct samples *samples, const struct cell *cell, const char *engine)
{
    const uint64_t batches[] = {cell->key.batch, cell->key.n};

    return find_first(samples, cell, engine, "js", batches, 2);
}

const struct cell *reference_in(const struct samples *samples, const struct cell *cell, const char *engine)
{
    return find_js(samples, cell, engine);
}

const struct cell *reference_baseline(const struct samples *samples, const struct cell *cell)
{
    return find_js(samples, cell, cell->key.engine);
}

const struct cell *reference_javascript(const struct samples *samples, const struct cell *cell)
{
    return find_js(samples, cell, NULL);
}

const struct cell *reference_base(const struct samples *samples, const struct cell *cell, const char *variant)
{
    const bool is_native = strncmp(variant, NATIVE, strlen(NATIVE)) == 0;

    return find_first(samples, cell, is_native ? NATIVE : NULL, variant, &cell->key.batch, 1);
}
