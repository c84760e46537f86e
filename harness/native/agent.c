/*
 * The agent for native code: answers the line protocol (docs/PROTOCOL.md) on
 * stdin and stdout, as the JavaScript agents do, so that native code takes its
 * turns in the same rounds.
 *
 *   agent                     serve requests until `quit` or the end of input
 *   agent once key=value ...  one cell, one iteration, its result on stdout: a whole process to time
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cell.h"
#include "protocol.h"
#include "requests.h"

static void serve(void)
{
    char *line = NULL;
    size_t capacity = 0;
    for (bool more = true; more;) {
        ssize_t length = getline(&line, &capacity, stdin);
        if (length <= 0)
            break;
        if (line[length - 1] == '\n')
            line[--length] = '\0';
        more = answer_line(line, (size_t)length);
        fflush(stdout);
    }
    free(line);
    close_cells();
}

/* Says on stderr, in one line, what went wrong; returns the exit code. */
static int complain(const struct failure *failure)
{
    fprintf(stderr, "agent: %s: %s\n", failure->stage, failure->message);
    return 1;
}

static int once(int count, char **words)
{
    struct message message = {.verb = "once", .id = 0, .count = 0};
    struct failure failure;
    struct cell cell;
    for (int i = 0; i < count; i++) {
        if (!message_add(&message, words[i], false, &failure))
            return complain(&failure);
    }
    if (!cell_open(&cell, &message, &failure))
        return complain(&failure);
    const double result = cell_run(&cell, 1);
    const bool right = message_word(&message, "reference") == NULL || cell_verify(&cell, result, &failure);
    if (right)
        printf("%.17g %08x\n", result, cell_checksum(&cell, result));
    cell_close(&cell);
    return right ? 0 : complain(&failure);
}

int main(int argc, char **argv)
{
    if (argc >= 2 && strcmp(argv[1], "once") == 0)
        return once(argc - 2, argv + 2);
    if (argc != 1) {
        fprintf(stderr, "usage: agent | agent once key=value ...\n");
        return 2;
    }
    serve();
    return 0;
}
