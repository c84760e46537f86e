/*
 * The `tollgate` command line. It works on files alone, so that anyone's samples.csv
 * in the format of docs/FORMAT.md can be judged.
 */
#include "tollgate/command_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/commands.h"
#include "tollgate/inspect/inspect.h"
#include "tollgate/run/facts.h"
#include "tollgate/run/samples.h"
#include "tollgate/summarize/summarize.h"
#include "tollgate/text/memory.h"
#include "tollgate/text/number.h"

static const char VERSION[] = "0.1.0";

/* What --threshold is where it is not given: 5 %. */
static const double USUAL_THRESHOLD = 0.05;

static const char HELP[] =
    "usage: tollgate COMMAND [OPTIONS] FOLDER...\n"
    "\n"
    "  summarize DIR      DIR/samples.csv -> DIR/summary.csv, DIR/ratios.csv, and a table a kernel\n"
    "  crossings DIR      DIR/samples.csv -> DIR/crossings.csv: what a call costs, when it pays\n"
    "  boundary DIR       DIR/samples.csv -> DIR/calls.csv, marshal.csv, memory.csv, gc.csv, dom.csv\n"
    "  floor DIR          DIR/samples.csv -> DIR/floor.csv: what identical code differs by (experiment aa)\n"
    "  compare BASE NEW   both samples.csv -> NEW/compare.csv: is NEW slower than BASE?\n"
    "  merge RUN... --out DIR  runs of several machines, or several of one, -> the new run DIR\n"
    "  inspect FILE.wasm  sections, types, imports, exports, features, instructions of a module\n"
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

/* What a command looks at in one go. */
enum { MOST_RUNS = 2 };

struct arguments {
    const char *command;
    const char **folders;
    size_t folder_count;
    bool allow_truncated;
    const char *out; /* of merge, or NULL */
    bool csv;
    const char *of_compare; /* an option that only compare has, or NULL */
    struct compare_options compare;
};

enum subject { ONE_RUN, TWO_RUNS, MANY_RUNS, MODULE };

static const struct command {
    const char *name;
    const char *folders[MOST_RUNS]; /* what they are called; NULL behind the last; of MANY_RUNS the first two */
    enum subject subject;
} commands[] = {
    {"summarize", {"DIR"}, ONE_RUN},
    {"compare", {"BASE", "NEW"}, TWO_RUNS},
    {"merge", {"RUN", "a second RUN"}, MANY_RUNS},
    {"inspect", {"FILE.wasm"}, MODULE},
};

static int usage_error(const char *what, const char *word)
{
    fprintf(stderr,
            "tollgate: %s%s%s (known: summarize, crossings, boundary, floor, compare, merge, inspect, help, version; "
            "--allow-truncated; for compare --threshold, --format, --all; for merge --out; for inspect --csv)\n",
            what, *word ? ": " : "", word);
    return UNUSABLE;
}

static int fail(const struct problem *problem)
{
    fprintf(stderr, "tollgate: %s\n", problem->text);
    return UNUSABLE;
}

static bool read_run(const char *directory, bool allow_truncated, struct run *run, struct problem *problem)
{
    char *const path = format_text("%s/samples.csv", directory);
    const bool read = samples_read(path, allow_truncated, &run->samples, problem);

    run->directory = directory;
    if (read && run->samples.dropped_line > 0)
        fprintf(stderr, "tollgate: warning: %s:%lu: the last row is cut off; left out\n", path,
                run->samples.dropped_line);
    free(path);
    return read;
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
        good = read_run(arguments->folders[i], arguments->allow_truncated, &runs[i], problem);
        wrong += samples_warn_of_wrong_results(&runs[i].samples);
    }
    good = good && judge(command, arguments, runs, wrong, exit_code, problem);
    for (size_t i = 0; i < MOST_RUNS; i++)
        samples_free(&runs[i].samples);
    return good;
}

static bool run_by_subject(const struct command *command, const struct arguments *arguments, int *exit_code,
                           struct problem *problem)
{
    const struct merge_options options = {arguments->out, arguments->allow_truncated};

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
    if (arguments->out && command->subject != MANY_RUNS)
        return usage_error("an option of merge alone", "--out");
    if (!arguments->out && command->subject == MANY_RUNS)
        return usage_error("merge needs the option", "--out");
    return DONE;
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
    const size_t wanted = command && command->folders[1] ? 2 : 1;
    char what[40];

    if (!command)
        return usage_error("unknown command", arguments->command);
    if (arguments->folder_count < wanted) {
        snprintf(what, sizeof what, "missing %s after", command->folders[arguments->folder_count]);
        return usage_error(what, command->name);
    }
    if (arguments->folder_count > wanted && command->subject != MANY_RUNS)
        return usage_error("one word too many", arguments->folders[wanted]);
    const int checked = check_options(command, arguments);
    return checked == DONE ? run(command, arguments) : checked;
}

/* ---- options ------------------------------------------------------------------ */

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

/* Takes the option argv[*place], and its value; DONE, or the exit code of a usage error. */
static int take_option(char *const *argv, int argc, int *place, struct arguments *arguments)
{
    const char *const name = argv[*place];
    struct problem problem;

    if (strcmp(name, "--allow-truncated") == 0) {
        arguments->allow_truncated = true;
        return DONE;
    }
    if (strcmp(name, "--csv") == 0) {
        arguments->csv = true;
        return DONE;
    }
    if (strcmp(name, "--out") == 0) {
        if (++*place == argc)
            return usage_error("missing value after", name);
        arguments->out = argv[*place];
        return DONE;
    }
    for (size_t i = 0; i < sizeof compare_options / sizeof compare_options[0]; i++) {
        const struct compare_option *const option = &compare_options[i];
        if (strcmp(name, option->name) != 0)
            continue;
        if (option->has_value && ++*place == argc)
            return usage_error("missing value after", name);
        arguments->of_compare = name;
        return option->take(argv[*place], &arguments->compare, &problem) ? DONE : fail(&problem);
    }
    return usage_error("unknown option", name);
}

static int print(const char *text)
{
    printf("%s", text);
    return fflush(stdout) == 0 ? DONE : UNUSABLE;
}

static void take_word(const char *word, struct arguments *arguments)
{
    if (!arguments->command)
        arguments->command = word;
    else
        arguments->folders[arguments->folder_count++] = word;
}

static int act(int argc, char *const *argv, struct arguments *arguments)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return print(HELP);
        if (argv[i][0] != '-') {
            take_word(argv[i], arguments);
            continue;
        }
        const int taken = take_option(argv, argc, &i, arguments);
        if (taken != DONE)
            return taken;
    }
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
    struct arguments arguments = {.folders = allocate((size_t)argc, sizeof *arguments.folders),
                                  .compare = {.threshold = USUAL_THRESHOLD}};
    const int exit_code = act(argc, argv, &arguments);

    free(arguments.folders);
    return exit_code;
}
