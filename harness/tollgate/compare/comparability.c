/*
 * What must be the same in both runs (a refusal), and what should be (a warning).
 *
 * A cell's check is a checksum of result and outputs: where it differs, the inputs or the
 * arithmetic differ, and a time says nothing about a change of speed. Another machine or
 * another compiler may be the very thing that is compared, so that is said, not refused.
 */
#include "tollgate/compare/comparability.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/run/elements.h"
#include "tollgate/run/facts.h"
#include "tollgate/text/memory.h"

/* How many differences a message names. */
enum { NAMED = 3, MODULES_NAMED = 12 };

/* ---- cells ------------------------------------------------------------------- */

static void compare_checks(const struct changes *changes, struct comparability *found)
{
    struct sentences differ = {0};

    for (size_t i = 0; i < changes->count; i++) {
        const struct cell *const base = changes->all[i].base;
        const struct cell *const fresh = changes->all[i].fresh;
        if (base->has_check && fresh->has_check && base->check != fresh->check)
            sentences_add(&differ, "%s: check %08" PRIx32 " in BASE, %08" PRIx32 " in NEW",
                          cell_name(&base->key, ' ').text, base->check, fresh->check);
    }
    if (differ.count > 0) {
        char *const named = sentences_join(&differ, NAMED, ", ");
        sentences_add(&found->refusals, "other inputs or another result in %zu of %zu cells: %s", differ.count,
                      changes->count, named);
        free(named);
    }
    sentences_free(&differ);
}

/* Whether there is a cell of that key, even one with wrong results. */
static bool holds(const struct samples *samples, const struct cell_key *key)
{
    for (size_t i = 0; i < samples->cell_count; i++)
        if (cell_compare(&samples->cells[i].key, key) == 0)
            return true;
    return false;
}

static void note_lone_cells(const struct samples *samples, const struct samples *others, const char *which,
                            struct comparability *found)
{
    struct sentences lone = {0};
    size_t wrong = 0;

    for (size_t i = 0; i < samples->cell_count; i++) {
        wrong += samples->cells[i].checks_differ;
        const struct cell_key key = change_key(samples, others, &samples->cells[i].key);
        if (!holds(others, &key))
            sentences_add(&lone, "%s", cell_name(&samples->cells[i].key, ' ').text);
    }
    if (lone.count > 0) {
        char *const named = sentences_join(&lone, NAMED, ", ");
        sentences_add(&found->remarks, "cells only in %s: %zu (%s)", which, lone.count, named);
        free(named);
    }
    if (wrong > 0)
        sentences_add(&found->warnings, "cells of %s left out because their checksums differ between samples: %zu",
                      which, wrong);
    sentences_free(&lone);
}

/* ---- kernels.csv ------------------------------------------------------------- */

static bool compare_kernels(const char *base, const char *fresh, struct comparability *found, struct problem *problem)
{
    struct elements old = {0};
    struct elements new = {0};
    struct sentences differ = {0};
    const bool read = elements_read(base, &old, problem) && elements_read(fresh, &new, problem);

    if (read)
        elements_compare(&old, &new, "BASE", "NEW", &differ);
    if (differ.count > 0) {
        char *const named = sentences_join(&differ, NAMED, "; ");
        sentences_add(&found->refusals, "kernels.csv: not the same work: %s", named);
        free(named);
    }
    sentences_free(&differ);
    elements_free(&old);
    elements_free(&new);
    return read;
}

/* ---- environment.csv --------------------------------------------------------- */

/* One machine of BASE, and the one of NEW that it is compared with. */
struct pair {
    const char *old;
    const char *new;
    const char *where; /* "on host-b: ", or nothing where there is no other pair */
};

static void compare_fact(const char *name, const char *old, const char *new, const struct pair *pair,
                         struct sentences *modules, struct comparability *found)
{
    const struct fact_module module = fact_module(name);

    if (old && new && strcmp(old, new) == 0)
        return;
    if (module.length > 0)
        sentences_add(modules, "%.*s", (int)module.length, module.name);
    else if (fact_matters(name))
        sentences_add(&found->warnings, "%s%s differs: %s%s%s in BASE, %s%s%s in NEW", pair->where, name,
                      old ? "\"" : "", old ? old : "not there", old ? "\"" : "", new ? "\"" : "",
                      new ? new : "not there", new ? "\"" : "");
}

static void compare_facts(const struct facts *old, const struct facts *new, const struct pair *pair,
                          struct comparability *found)
{
    struct sentences modules = {0};

    for (size_t i = 0; i < old->count; i++) {
        const struct fact *const fact = &old->all[i];
        if (facts_value(old, pair->old, fact->name) == fact->value)
            compare_fact(fact->name, fact->value, facts_value(new, pair->new, fact->name), pair, &modules, found);
    }
    for (size_t i = 0; i < new->count; i++) {
        const struct fact *const fact = &new->all[i];
        if (facts_value(new, pair->new, fact->name) == fact->value && !facts_value(old, pair->old, fact->name))
            compare_fact(fact->name, NULL, fact->value, pair, &modules, found);
    }
    if (modules.count > 0) {
        char *const named = sentences_join(&modules, MODULES_NAMED, ", ");
        sentences_add(&found->remarks, "%smodules that differ: %s", pair->where, named);
        free(named);
    }
    sentences_free(&modules);
}

/* Facts are compared for each machine that both runs have. */
static void compare_machines(const struct samples *base, const struct samples *fresh, const struct facts *old,
                             const struct facts *new, struct comparability *found)
{
    for (size_t i = 0; i < base->machine_count; i++) {
        const char *const machine = base->machines[i];
        const struct cell_key key = change_key(base, fresh, &(struct cell_key){.machine = machine});
        bool there = false;
        for (size_t j = 0; j < fresh->machine_count; j++)
            there = there || strcmp(fresh->machines[j], key.machine) == 0;
        if (!there)
            continue;
        char *const where =
            base->machine_count + fresh->machine_count > 2 ? format_text("on %s: ", machine) : copy_text("", 0);
        compare_facts(old, new, &(struct pair){machine, key.machine, where}, found);
        free(where);
    }
}

static bool compare_environments(const struct run *base, const struct run *fresh, struct comparability *found,
                                 struct problem *problem)
{
    struct facts old = {0};
    struct facts new = {0};
    const bool read = facts_read(base->directory, &old, problem) && facts_read(fresh->directory, &new, problem);

    if (read && old.there && new.there)
        compare_machines(&base->samples, &fresh->samples, &old, &new, found);
    else if (read)
        sentences_add(&found->warnings,
                      "environment.csv is missing in %s: machine, versions and flags are not compared",
                      old.there   ? "NEW"
                      : new.there ? "BASE"
                                  : "both runs");
    facts_free(&old);
    facts_free(&new);
    return read;
}

bool compare_conditions(const struct run *base, const struct run *fresh, const struct changes *changes,
                        struct comparability *found, struct problem *problem)
{
    *found = (struct comparability){0};
    if (changes->count == 0)
        sentences_add(&found->refusals, "no cell is in both runs (BASE has %zu cells, NEW %zu)",
                      base->samples.cell_count, fresh->samples.cell_count);
    compare_checks(changes, found);
    note_lone_cells(&base->samples, &fresh->samples, "BASE", found);
    note_lone_cells(&fresh->samples, &base->samples, "NEW", found);
    if (compare_kernels(base->directory, fresh->directory, found, problem)
        && compare_environments(base, fresh, found, problem))
        return true;
    comparability_free(found);
    return false;
}

void comparability_free(struct comparability *found)
{
    sentences_free(&found->refusals);
    sentences_free(&found->warnings);
    sentences_free(&found->remarks);
}
