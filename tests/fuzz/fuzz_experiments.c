/*
 * Any bytes as experiments.csv. What must hold, besides no crash, no leak and no hang:
 *   - a refusal names the file and the line;
 *   - every experiment that makes a file has a name that stays in the folder of the run;
 *   - every experiment is found again, and a name that is nobody's is of cells.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "tollgate/run/experiments.h"

/* libFuzzer shows the input, and the stack of the check that called this. */
static void expect(int holds)
{
    if (!holds)
        __builtin_trap();
}

static void check_refusal(const struct problem *problem)
{
    static const char name[] = "fuzzed.csv:";

    expect(strncmp(problem->text, name, strlen(name)) == 0);
    expect(problem->text[strlen(name)] >= '1' && problem->text[strlen(name)] <= '9');
}

static void check_experiment(const struct experiments *experiments, size_t place)
{
    const struct experiment *const one = &experiments->all[place];
    const struct experiment found = experiments_find(experiments, one->name);

    expect(found.place == place && found.form == one->form && found.name == one->name && *found.name);
    expect(one->form < FORM_COUNT);
    if (one->form == FORM_SWEEP || one->form == FORM_ITEMS || one->form == FORM_CALLS)
        expect(!strpbrk(one->name, "./\\") && strcmp(one->name, "samples") != 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char nobody[] = "an experiment of nobody";
    struct experiments experiments;
    struct problem problem;

    if (size < 1)
        return -1;
    FILE *const stream = fmemopen((void *)(uintptr_t)data, size, "rb");
    expect(stream != NULL);
    if (experiments_read_stream(stream, "fuzzed.csv", &experiments, &problem)) {
        for (size_t i = 0; i < experiments.count; i++)
            check_experiment(&experiments, i);
        const struct experiment unknown = experiments_find(&experiments, nobody);
        expect(unknown.name != nobody || (unknown.form == FORM_CELLS && unknown.heading == nobody));
        experiments_free(&experiments);
    } else {
        check_refusal(&problem);
    }
    fclose(stream);
    return 0;
}
