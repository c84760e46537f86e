/* A finished comparison of two runs, and the forms in which it is reported. */
#ifndef TOLLGATE_REPORT_H
#define TOLLGATE_REPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "tollgate/compare/changes.h"
#include "tollgate/compare/comparability.h"
#include "tollgate/run/experiments.h"
#include "tollgate/run/run.h"
#include "tollgate/text/sentences.h"
#include "tollgate/text/table.h"

enum comparison_outcome {
    OUTCOME_NO_REGRESSION,
    OUTCOME_REGRESSION,
    OUTCOME_WRONG_RESULT,
    OUTCOME_TOO_NOISY,
    OUTCOME_NOT_COMPARABLE
};

struct comparison {
    const struct run *base;
    const struct run *fresh;
    double threshold;               /* relative */
    bool list_all;                  /* text only: unproven changes row by row */
    struct experiments experiments; /* of `fresh` */
    struct changes changes;
    struct comparability conditions;
    enum comparison_outcome outcome;
    struct sentences conclusion; /* one line that says it all, then what to do about it */
};

/* From changes and conditions to outcome and conclusion. */
void comparison_conclude(struct comparison *comparison, size_t wrong_results);

/* "no regression proven", "regression", "wrong result", "too noisy" or "not comparable". */
const char *comparison_verdict(const struct comparison *comparison);

/* 0, 1 or 3: docs/FORMAT.md. */
int comparison_exit_code(const struct comparison *comparison);

/*
 * "dot-f32 wasm-simd +copy threads=4, n = 1024, batch 64". Engine and machine are named where there are several, the
 * experiment where it is not throughput.
 */
struct change_label {
    char text[300];
};
struct change_label comparison_label(const struct comparison *comparison, const struct change *change);

/* "+10.2 %", of a relative change. */
struct table_text percent_text(double change);

/* "+-2.1 %": half the width of an interval of changes; "+- ?" where it is unknown. */
struct table_text percent_reach(struct interval interval);

/* The remark beside the numbers of a row, or nothing. */
struct table_text comparison_note(const struct change *change);

void comparison_print_text(const struct comparison *comparison, FILE *out);
void comparison_print_markdown(const struct comparison *comparison, FILE *out);
void comparison_print_json(const struct comparison *comparison, FILE *out);

#endif
