/* Names, equality and order of cells. */
#include "tollgate/run/cell_key.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct cell_name cell_name(const struct cell_key *key, char between)
{
    struct cell_name name;
    const char b = between;
    size_t used;

    snprintf(name.text, sizeof name.text, "%s%c%s%c%s%c%s%cn=%" PRIu64 "%cbatch=%" PRIu64 "%c%s", key->engine, b,
             key->experiment, b, key->kernel, b, key->variant, b, key->n, b, key->batch, b, key->transfer);
    used = strlen(name.text);
    if (*key->setting)
        used += (size_t)snprintf(name.text + used, sizeof name.text - used, "%c%s", b, key->setting);
    if (*key->machine)
        snprintf(name.text + used, sizeof name.text - used, "%con%c%s", b, b, key->machine);
    return name;
}

static int compare_counts(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

/* Names in the order in which people look for them; what is not listed comes before native code. */
static int compare_names(const char *a, const char *b)
{
    static const char *const families[] = {"js", "wasm"};
    size_t ranks[2] = {0, 0};

    for (size_t side = 0; side < 2; side++) {
        const char *const name = side == 0 ? a : b;
        while (ranks[side] < 2 && strncmp(name, families[ranks[side]], strlen(families[ranks[side]])) != 0)
            ranks[side]++;
        ranks[side] += strncmp(name, "native", strlen("native")) == 0 ? 1 : 0;
    }
    return ranks[0] != ranks[1] ? compare_counts(ranks[0], ranks[1]) : strcmp(a, b);
}

/* Compares the whole numbers that begin at *a and *b, of any length, and moves both behind them. */
static int compare_numbers(const char **a, const char **b)
{
    static const char digits[] = "0123456789";

    *a += strspn(*a, "0");
    *b += strspn(*b, "0");
    const size_t length = strspn(*a, digits);
    const size_t other_length = strspn(*b, digits);
    const int order = length != other_length ? compare_counts(length, other_length) : strncmp(*a, *b, length);
    *a += length;
    *b += other_length;
    return order;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int compare_settings(const char *a, const char *b)
{
    const char *left = a;
    const char *right = b;

    while (*left && *right) {
        if (is_digit(*left) && is_digit(*right)) {
            const int order = compare_numbers(&left, &right);
            if (order != 0)
                return order;
        } else if (*left != *right) {
            break;
        } else {
            left++;
            right++;
        }
    }
    /* "4" and "04" are the same number, but not the same setting. */
    return *left || *right ? strcmp(left, right) : strcmp(a, b);
}

int cell_compare(const struct cell_key *a, const struct cell_key *b)
{
    int order = strcmp(a->experiment, b->experiment);

    if (order == 0)
        order = strcmp(a->kernel, b->kernel);
    if (order == 0)
        order = strcmp(a->machine, b->machine);
    if (order == 0)
        order = compare_counts(a->n, b->n);
    if (order == 0)
        order = compare_names(a->engine, b->engine);
    if (order == 0)
        order = compare_counts(a->batch, b->batch);
    if (order == 0)
        order = compare_names(a->variant, b->variant);
    if (order == 0)
        order = strcmp(b->transfer, a->transfer);
    return order != 0 ? order : compare_settings(a->setting, b->setting);
}

bool cell_same_work(const struct cell_key *a, const struct cell_key *b)
{
    return strcmp(a->experiment, b->experiment) == 0 && strcmp(a->kernel, b->kernel) == 0
        && strcmp(a->machine, b->machine) == 0;
}
