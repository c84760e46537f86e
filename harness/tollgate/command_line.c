/*
 * The `tollgate` command line. It works on files alone, so that anyone's samples.csv
 * in the format of docs/FORMAT.md can be judged.
 */
#include "tollgate/command_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/commands.h"
#include "tollgate/memory.h"
#include "tollgate/samples.h"

static const char VERSION[] = "0.1.0";

static const char HELP[] =
    "usage: tollgate COMMAND [--allow-truncated] DIR\n"
    "\n"
    "  summarize DIR   DIR/samples.csv -> DIR/summary.csv, DIR/ratios.csv, and a table a kernel\n"
    "  crossings DIR   DIR/samples.csv -> DIR/crossings.csv: what a call costs, when it pays\n"
    "  help, version\n"
    "\n"
    "  --allow-truncated   leave out one incomplete last row, as a crash leaves it\n"
    "\n"
    "exit codes: 0 done, 1 a wrong result (checksums differ), 2 usage or unreadable input\n";

typedef bool command_function(const struct samples *, const char *, FILE *, struct problem *);

static const struct command {
    const char *name;
    command_function *run;
} commands[] = {
    {"summarize", summarize},
    {"crossings", crossings},
};

static int usage_error(const char *what, const char *word)
{
    fprintf(stderr, "tollgate: %s%s%s (known: summarize, crossings, help, version; --allow-truncated)\n", what,
            *word ? ": " : "", word);
    return UNUSABLE;
}

static int fail(const struct problem *problem)
{
    fprintf(stderr, "tollgate: %s\n", problem->text);
    return UNUSABLE;
}

static int run(const struct command *command, const char *directory, bool allow_truncated)
{
    const size_t length = strlen(directory) + sizeof "/samples.csv";
    char *const path = allocate(length, 1);
    struct samples samples;
    struct problem problem;

    snprintf(path, length, "%s/samples.csv", directory);
    bool good = samples_read(path, allow_truncated, &samples, &problem);
    if (!good) {
        free(path);
        return fail(&problem);
    }
    if (samples.dropped_line > 0)
        fprintf(stderr, "tollgate: warning: %s:%lu: the last row is cut off; left out\n", path, samples.dropped_line);
    free(path);

    const size_t wrong = samples_warn_of_wrong_results(&samples);
    good = command->run(&samples, directory, stdout, &problem);
    samples_free(&samples);
    if (good && (fflush(stdout) != 0 || ferror(stdout)))
        good = problem_set(&problem, "standard output: cannot write");
    if (!good)
        return fail(&problem);
    return wrong > 0 ? WRONG_RESULT : DONE;
}

static int find_and_run(const char *name, const char *directory, bool allow_truncated)
{
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        if (strcmp(name, commands[i].name) != 0)
            continue;
        if (!directory)
            return usage_error("missing DIR after", name);
        return run(&commands[i], directory, allow_truncated);
    }
    return usage_error("unknown command", name);
}

static int print(const char *text)
{
    printf("%s", text);
    return fflush(stdout) == 0 ? DONE : UNUSABLE;
}

int command_line(int argc, char *const *argv)
{
    const char *words[2] = {NULL, NULL};
    size_t count = 0;
    bool allow_truncated = false;

    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return print(HELP);
        if (strcmp(argv[i], "--allow-truncated") == 0)
            allow_truncated = true;
        else if (argv[i][0] == '-')
            return usage_error("unknown option", argv[i]);
        else if (count == 2)
            return usage_error("one word too many", argv[i]);
        else
            words[count++] = argv[i];
    }
    if (!words[0])
        return usage_error("no command", "");
    if (strcmp(words[0], "help") == 0)
        return print(HELP);
    if (strcmp(words[0], "version") == 0) {
        printf("tollgate %s\n", VERSION);
        return print("");
    }
    return find_and_run(words[0], words[1], allow_truncated);
}
