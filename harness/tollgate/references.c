/*
 * Which cell another is compared with: docs/FORMAT.md in code. JavaScript runs in
 * many engines and native code in none of them, so native cells borrow an engine's.
 */
#include "tollgate/references.h"

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

static const struct cell *find_js(const struct samples *samples, const struct cell *cell, const char *engine,
                                  bool any_batch)
{
    const struct cell *const same = find(samples, cell, engine, "js", cell->key.batch);

    return same || !any_batch ? same : find(samples, cell, engine, "js", cell->key.n);
}

static const struct cell *find_js_anywhere(const struct samples *samples, const struct cell *cell, bool any_batch)
{
    if (strcmp(cell->key.engine, NATIVE) != 0)
        return find_js(samples, cell, cell->key.engine, any_batch);
    for (size_t i = 0; i < samples->engine_count; i++) {
        const struct cell *const js = find_js(samples, cell, samples->engines[i], any_batch);
        if (js)
            return js;
    }
    return NULL;
}

const struct cell *reference_baseline(const struct samples *samples, const struct cell *cell)
{
    return find_js(samples, cell, cell->key.engine, true);
}

const struct cell *reference_javascript(const struct samples *samples, const struct cell *cell)
{
    return find_js_anywhere(samples, cell, true);
}

const struct cell *reference_base(const struct samples *samples, const struct cell *cell, const char *variant)
{
    if (strcmp(variant, "js") == 0)
        return find_js_anywhere(samples, cell, false);
    return find(samples, cell, NATIVE, variant, cell->key.batch);
}
