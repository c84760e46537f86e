/*
 * The `tollgate` command line. It works on files alone, so that anyone's samples.csv
 * in the format of docs/FORMAT.md can be judged.
 */
#include "tollgate/command_line.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/arguments.h"
#include "tollgate/claims/claims.h"
#include "tollgate/compare/compare.h"
#include "tollgate/inspect/inspect.h"
#include "tollgate/merge/merge.h"
#include "tollgate/run/facts.h"
#include "tollgate/run/run.h"
#include "tollgate/summarize/summarize.h"
#include "tollgate/text/exit_code.h"
#include "tollgate/text/sentences.h"

static const char VERSION[] = "0.1.0";

static const char HELP[] =
    "usage: tollgate COMMAND [OPTIONS] FOLDER...\n"
    "\n"
    "  summarize DIR      DIR/samples.csv -> DIR/summary.csv, ratios.csv, a file for each experiment\n"
    "                     that has one (prices of calls, items, noise floor), and all their tables\n"
    "  compare BASE NEW   both samples.csv -> NEW/compare.csv: is NEW slower than BASE?\n"
    "  merge RUN... --out DIR  runs of several machines, or several of one, -> the new run DIR\n"
    "  inspect FILE.wasm  sections, types, imports, exports, features, instructions of a module\n"
    "  claims [FOLDER]    the published claims that are registered in FOLDER (claims), checked\n"
    "  help, version\n"
    "\n"
    "  --allow-truncated     leave out one incomplete last row, as a crash leaves it\n"
    "  --threshold PERCENT   compare: slowdowns up to this are no regression (5)\n"
    "  --format FORMAT       compare: text (the default), markdown, json\n"
    "  --all                 compare: list what has not changed, too (text)\n"
    "  --out DIR             merge: the new folder\n"
    "  --csv                 inspect: CSV rather than text\n"
    "\n"
    "exit codes: 0 done, 1 a wrong result (checksums differ) or a proven regression,\n"
    "  2 usage or unreadable input, 3 compare, merge: not comparable, or too noisy to judge\n";

/* The runs that a command looks at in one go. */
enum { MOST_RUNS = 2 };

/* Where claims are, if nothing else is said. */
static const char CLAIMS_FOLDER[] = "claims";

enum subject { ONE_RUN, TWO_RUNS, MANY_RUNS, MODULE, CLAIMS };

static const struct command {
    const char *name;
    const char *folders[MOST_RUNS]; /* what it needs at least; NULL behind the last */
    size_t most;                    /* folders that it takes */
    enum subject subject;
} commands[] = {
    {"summarize", {"DIR"}, 1, ONE_RUN},
    {"compare", {"BASE", "NEW"}, 2, TWO_RUNS},
    {"merge", {"RUN", "a second RUN"}, SIZE_MAX, MANY_RUNS},
    {"inspect", {"FILE.wasm"}, 1, MODULE},
    {"claims", {NULL}, 1, CLAIMS},
};

/* Commands of older versions, which summarize does as well. */
static const char *const former_commands[] = {"crossings", "boundary", "floor"};

static int fail(const struct problem *problem)
{
    fprintf(stderr, "tollgate: %s\n", problem->text);
    return UNUSABLE;
}

/* A run that does not name its machine is held against one of several under the name of its host. */
static bool name_machine(struct run *run, const struct run *other, struct problem *problem)
{
    struct facts facts;

    if (other->samples.machine_count < 2 || run->samples.machine_count != 1 || *run->samples.machines[0])
        return true;
    if (!facts_read(run->directory, &facts, problem))
        return false;
    const char *const host = facts_value(&facts, "", "host");
    if (host)
        samples_name_machine(&run->samples, host);
    facts_free(&facts);
    return true;
}

static bool judge(const struct command *command, const struct arguments *arguments, struct run *runs,
                  size_t wrong_results, int *exit_code, struct problem *problem)
{
    if (command->subject == TWO_RUNS)
        return name_machine(&runs[0], &runs[1], problem) && name_machine(&runs[1], &runs[0], problem)
            && compare(&runs[0], &runs[1], &arguments->compare, wrong_results, stdout, exit_code, problem);
    *exit_code = wrong_results > 0 ? WRONG_RESULT : DONE;
    return summarize(&runs->samples, runs->directory, stdout, problem);
}

static bool run_on_samples(const struct command *command, const struct arguments *arguments, int *exit_code,
                           struct problem *problem)
{
    struct run runs[MOST_RUNS] = {{0}};
    size_t wrong = 0;
    bool good = true;

    for (size_t i = 0; good && i < arguments->folder_count; i++) {
        good = run_read(arguments->folders[i], arguments->allow_truncated, &runs[i], problem);
        wrong += run_warn(&runs[i]);
    }
    good = good && judge(command, arguments, runs, wrong, exit_code, problem);
    for (size_t i = 0; i < MOST_RUNS; i++)
        run_free(&runs[i]);
    return good;
}

/* All mistakes at once; the last one goes the way of every problem. */
static bool list_claims(const struct arguments *arguments, struct problem *problem)
{
    const char *const folder = arguments->folder_count > 0 ? arguments->folders[0] : CLAIMS_FOLDER;
    struct sentences mistakes = {0};
    const bool good = claims(folder, stdout, &mistakes);

    for (size_t i = 0; i + 1 < mistakes.count; i++)
        fprintf(stderr, "tollgate: %s\n", mistakes.text[i]);
    if (!good)
        problem_set(problem, "%s", mistakes.text[mistakes.count - 1]);
    sentences_free(&mistakes);
    return good;
}

static bool run_by_subject(const struct command *command, const struct arguments *arguments, int *exit_code,
                           struct problem *problem)
{
    const struct merge_options options = {arguments->out, arguments->allow_truncated};

    if (command->subject == CLAIMS)
        return list_claims(arguments, problem);
    if (command->subject == MODULE)
        return inspect(arguments->folders[0], arguments->csv, stdout, problem);
    if (command->subject == MANY_RUNS)
        return merge(arguments->folders, arguments->folder_count, &options, stdout, exit_code, problem);
    return run_on_samples(command, arguments, exit_code, problem);
}

static int run(const struct command *command, const struct arguments *arguments)
{
    struct problem problem;
    int exit_code = DONE;
    bool good = run_by_subject(command, arguments, &exit_code, &problem);

    if (good && (fflush(stdout) != 0 || ferror(stdout)))
        good = problem_set(&problem, "standard output: cannot write");
    return good ? exit_code : fail(&problem);
}

/* DONE, or the exit code of a usage error: an option that the command does not have, or one that it needs. */
static int check_options(const struct command *command, const struct arguments *arguments)
{
    if (arguments->of_compare && command->subject != TWO_RUNS)
        return usage_error("an option of compare alone", arguments->of_compare);
    if (arguments->csv && command->subject != MODULE)
        return usage_error("an option of inspect alone", "--csv");
    if (arguments->allow_truncated && command->subject == MODULE)
        return usage_error("not an option of inspect", "--allow-truncated");
    if (arguments->allow_truncated && command->subject == CLAIMS)
        return usage_error("not an option of claims", "--allow-truncated");
    if (arguments->out && command->subject != MANY_RUNS)
        return usage_error("an option of merge alone", "--out");
    if (!arguments->out && command->subject == MANY_RUNS)
        return usage_error("merge needs the option", "--out");
    return DONE;
}

static int check_folders(const struct command *command, const struct arguments *arguments)
{
    const size_t given = arguments->folder_count;
    char what[40];

    if (given < MOST_RUNS && command->folders[given]) {
        snprintf(what, sizeof what, "missing %s after", command->folders[given]);
        return usage_error(what, command->name);
    }
    return given > command->most ? usage_error("one word too many", arguments->folders[command->most]) : DONE;
}

static int unknown_command(const char *name)
{
    for (size_t i = 0; i < sizeof former_commands / sizeof former_commands[0]; i++) {
        if (strcmp(name, former_commands[i]) == 0) {
            fprintf(stderr, "tollgate: there is no command %s any more: `tollgate summarize DIR` makes what it made\n",
                    name);
            return UNUSABLE;
        }
    }
    return usage_error("unknown command", name);
}

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(name, commands[i].name) == 0)
            return &commands[i];
    return NULL;
}

static int find_and_run(const struct arguments *arguments)
{
    const struct command *const command = find_command(arguments->command);

    if (!command)
        return unknown_command(arguments->command);
    const int folders = check_folders(command, arguments);
    const int checked = folders == DONE ? check_options(command, arguments) : folders;
    return checked == DONE ? run(command, arguments) : checked;
}

/* ---- the command ------------------------------------------------------------- */

static int print(const char *text)
{
    printf("%s", text);
    return fflush(stdout) == 0 ? DONE : UNUSABLE;
}

static int act(const struct arguments *arguments)
{
    if (arguments->help)
        return print(HELP);
    if (!arguments->command)
        return usage_error("no command", "");
    if (strcmp(arguments->command, "help") == 0)
        return print(HELP);
    if (strcmp(arguments->command, "version") == 0) {
        printf("tollgate %s\n", VERSION);
        return print("");
    }
    return find_and_run(arguments);
}

int command_line(int argc, char *const *argv)
{
    struct arguments arguments;
    const int read = arguments_read(argc, argv, &arguments);
    const int exit_code = read == DONE ? act(&arguments) : read;

    free(arguments.folders);
    return exit_code;
}
