/* `tollgate compare`: which cells of two runs became slower or faster. */
#ifndef TOLLGATE_COMPARE_H
#define TOLLGATE_COMPARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "tollgate/run/run.h"
#include "tollgate/text/problem.h"

enum compare_format { COMPARE_TEXT, COMPARE_MARKDOWN, COMPARE_JSON };

struct compare_options {
    double threshold; /* relative: 0.05 is 5 % */
    enum compare_format format;
    bool list_all; /* in text, unproven changes row by row */
};

/*
 * Writes compare.csv into the folder of `fresh` (or removes an old one, where the runs are not
 * comparable) and a report to `out`; *exit_code is 0, 1 or 3. wrong_results: cells of
 * both runs whose checks differ between samples.
 */
bool compare(const struct run *base, const struct run *fresh, const struct compare_options *options,
             size_t wrong_results, FILE *out, int *exit_code, struct problem *problem);

#endif
