/* Options stand anywhere; every other word is the command, and then a folder. */
#include "tollgate/arguments.h"

#include <stdio.h>
#include <string.h>

#include "tollgate/text/exit_code.h"
#include "tollgate/text/memory.h"
#include "tollgate/text/number.h"
#include "tollgate/text/problem.h"

/* What --threshold is where it is not given: 5 %. */
static const double USUAL_THRESHOLD = 0.05;

int usage_error(const char *what, const char *word)
{
    fprintf(stderr,
            "tollgate: %s%s%s (known: summarize, compare, merge, inspect, claims, help, version; "
            "--allow-truncated; for compare --threshold, --format, --all; for merge --out; for inspect --csv)\n",
            what, *word ? ": " : "", word);
    return UNUSABLE;
}

static bool take_threshold(const char *value, struct compare_options *options, struct problem *problem)
{
    double percent;

    if (!number_decimal(value, strlen(value), &percent) || !(percent >= 0))
        return problem_set(problem, "--threshold: %s is not a percentage (allowed: 0 or more, such as 5)",
                           shown_field(value, strlen(value)).text);
    options->threshold = percent / 100;
    return true;
}

static bool take_format(const char *value, struct compare_options *options, struct problem *problem)
{
    static const char *const names[] = {
        [COMPARE_TEXT] = "text", [COMPARE_MARKDOWN] = "markdown", [COMPARE_JSON] = "json"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(value, names[i]) == 0) {
            options->format = (enum compare_format)i;
            return true;
        }
    }
    return problem_set(problem, "--format: %s is not one of: text, markdown, json",
                       shown_field(value, strlen(value)).text);
}

static bool take_all(const char *value, struct compare_options *options, struct problem *problem)
{
    (void)value;
    (void)problem;
    options->list_all = true;
    return true;
}

static const struct compare_option {
    const char *name;
    bool has_value;
    bool (*take)(const char *value, struct compare_options *, struct problem *);
} compare_options[] = {
    {"--threshold", true, take_threshold},
    {"--format", true, take_format},
    {"--all", false, take_all},
};

/* Takes the option of compare argv[*place], and its value. */
static int take_compare_option(char *const *argv, int argc, int *place, struct arguments *arguments)
{
    const char *const name = argv[*place];
    struct problem problem;

    for (size_t i = 0; i < sizeof compare_options / sizeof compare_options[0]; i++) {
        const struct compare_option *const option = &compare_options[i];
        if (strcmp(name, option->name) != 0)
            continue;
        if (option->has_value && ++*place == argc)
            return usage_error("missing value after", name);
        arguments->of_compare = name;
        if (option->take(argv[*place], &arguments->compare, &problem))
            return DONE;
        fprintf(stderr, "tollgate: %s\n", problem.text);
        return UNUSABLE;
    }
    return usage_error("unknown option", name);
}

/* Takes the option argv[*place], and its value; DONE, or the exit code of a usage error. */
static int take_option(char *const *argv, int argc, int *place, struct arguments *arguments)
{
    const char *const name = argv[*place];

    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        arguments->help = true;
    else if (strcmp(name, "--allow-truncated") == 0)
        arguments->allow_truncated = true;
    else if (strcmp(name, "--csv") == 0)
        arguments->csv = true;
    else if (strcmp(name, "--out") != 0)
        return take_compare_option(argv, argc, place, arguments);
    else if (++*place == argc)
        return usage_error("missing value after", name);
    else
        arguments->out = argv[*place];
    return DONE;
}

static void take_word(const char *word, struct arguments *arguments)
{
    if (!arguments->command)
        arguments->command = word;
    else
        arguments->folders[arguments->folder_count++] = word;
}

int arguments_read(int argc, char *const *argv, struct arguments *arguments)
{
    *arguments = (struct arguments){
        .folders = allocate((size_t)argc, sizeof *arguments->folders),
        .compare = {.threshold = USUAL_THRESHOLD},
    };
    for (int i = 1; i < argc && !arguments->help; i++) {
        if (argv[i][0] != '-') {
            take_word(argv[i], arguments);
            continue;
        }
        const int taken = take_option(argv, argc, &i, arguments);
        if (taken != DONE)
            return taken;
    }
    return DONE;
}
