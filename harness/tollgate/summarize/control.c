/*
 * The control is taken off process by process, in processes that both have: what slowed one slowed the other.
 */
#include "tollgate/summarize/control.h"

#include <math.h>
#include <string.h>

static const char OF_JS[] = "loop/js";
static const char OF_WASM[] = "loop/wasm";

bool is_control(const struct cell_key *key)
{
    return strcmp(key->variant, OF_JS) == 0 || strcmp(key->variant, OF_WASM) == 0;
}

struct net net_of_control(const struct samples *samples, const struct cell *cell)
{
    struct cell_key key = cell->key;

    key.variant = strncmp(key.variant, "wasm", strlen("wasm")) == 0 ? OF_WASM : OF_JS;
    key.transfer = "resident";
    const struct cell *control = is_control(&cell->key) ? NULL : samples_find(samples, &key);
    if (!control && !is_control(&cell->key)) {
        key.setting = "";
        control = samples_find(samples, &key);
    }
    if (!control)
        return (struct net){NULL, {NAN, interval_unknown()}};
    return (struct net){control, estimate_difference(control, cell)};
}
