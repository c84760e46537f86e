/* The native agent's answers to requests, and the cells that are open meanwhile. */
#include "requests.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bandwidth.h"
#include "cell.h"
#include "clock.h"
#include "protocol.h"
#include "warmup.h"

struct open_cell {
    unsigned long id;
    struct cell cell;
    uint64_t first_call_ns;
    struct progress warming;
    struct open_cell *next;
};

static struct open_cell *open_cells = NULL;

static void answer_error(unsigned long id, const struct failure *failure)
{
    printf("error %lu", id);
    write_word(stdout, "stage", failure->stage);
    write_word(stdout, "message", failure->message);
    putchar('\n');
}

static void answer_problem(unsigned long id, const char *stage, const char *message)
{
    struct failure failure;
    failure_set(&failure, stage, "%s", message);
    answer_error(id, &failure);
}

/* Takes the cell out of the list and frees it. */
static void forget(unsigned long id)
{
    for (struct open_cell **link = &open_cells; *link != NULL; link = &(*link)->next) {
        if ((*link)->id != id)
            continue;
        struct open_cell *gone = *link;
        *link = gone->next;
        cell_close(&gone->cell);
        free(gone);
        return;
    }
}

static struct open_cell *find(unsigned long id)
{
    struct open_cell *open = open_cells;
    while (open != NULL && open->id != id)
        open = open->next;
    return open;
}

static void hello(void)
{
    static const int READINGS = 20000;
    uint64_t step = UINT64_MAX;
    const uint64_t start = clock_ns();
    uint64_t previous = start;
    for (int i = 0; i < READINGS; i++) {
        const uint64_t reading = clock_ns();
        if (reading > previous && reading - previous < step)
            step = reading - previous;
        previous = reading;
    }
    printf("hello 0 engine=native");
    write_word(stdout, "version", __VERSION__);
    printf(" clock_step_ns=%llu clock_cost_ns=%.1f\n", (unsigned long long)step, (double)(previous - start) / READINGS);
}

static void open_request(const struct message *message)
{
    struct failure failure;
    struct open_cell *open = calloc(1, sizeof *open);
    if (open == NULL) {
        answer_problem(message->id, "load", "no memory");
        return;
    }
    if (find(message->id) != NULL) {
        answer_problem(message->id, "load", "a cell of this number is open already");
        free(open);
        return;
    }
    if (!cell_open(&open->cell, message, &failure)) {
        answer_error(message->id, &failure);
        free(open);
        return;
    }
    open->id = message->id;
    open->next = open_cells;
    open_cells = open;
    cell_poison_outputs(&open->cell);
    const uint64_t start = clock_ns();
    const double result = cell_run(&open->cell, 1);
    open->first_call_ns = clock_ns() - start;
    open->warming = (struct progress){.calls = 1, .step = 1};
    if (!cell_verify(&open->cell, result, &failure)) {
        answer_error(message->id, &failure);
        forget(message->id);
        return;
    }
    open->cell.check = cell_checksum(&open->cell, result);
    printf("opened %lu check=%08x\n", message->id, open->cell.check);
}

static void print_point(void *context, uint64_t call, uint64_t elapsed_ns)
{
    const unsigned long *id = context;
    printf("curve %lu call=%llu elapsed_ns=%llu tier=native\n", *id, (unsigned long long)call,
           (unsigned long long)elapsed_ns);
}

/* Reads the words of a warm request; answers what is wrong with them and returns false. */
static bool read_ask(const struct message *message, struct ask *ask)
{
    static const uint64_t MS = 1000000;
    static const char *const ALLOWED = "budget_ms (from 1), least_ms and least_blocks are whole numbers up to 3600000, "
                                       "block_ms is a number from 0 to 1000";
    double block_ms = 0;
    if (!parse_count(message_word(message, "budget_ms"), 3600000, &ask->budget_ns) || ask->budget_ns == 0
        || !parse_count(message_word(message, "least_ms"), 3600000, &ask->least_ns)
        || !parse_count(message_word(message, "least_blocks"), 3600000, &ask->least_blocks)
        || !parse_number(message_word(message, "block_ms"), &block_ms) || block_ms < 0 || block_ms > 1000) {
        answer_problem(message->id, "warm-up", ALLOWED);
        return false;
    }
    ask->budget_ns *= MS;
    ask->least_ns *= MS;
    ask->block_ns = (uint64_t)(block_ms * (double)MS);
    return true;
}

static void warm_request(const struct message *message, struct open_cell *open)
{
    static struct block blocks[MOST_BLOCKS];
    struct ask ask;
    if (!read_ask(message, &ask))
        return;
    const char *curve = message_word(message, "curve");
    const bool wanted = curve != NULL && strcmp(curve, "1") == 0;
    unsigned long id = message->id;
    if (wanted && open->warming.calls == 1)
        print_point(&id, 1, open->first_call_ns);
    const size_t count = cell_warm(&open->cell, &open->warming, &ask, blocks, wanted ? print_point : NULL, &id);
    printf("warm %lu blocks=", id);
    for (size_t i = 0; i < count; i++) {
        printf("%s%llu:%.3f", i > 0 ? "," : "", (unsigned long long)blocks[i].last_call, blocks[i].call_ns);
    }
    puts(" tier=native");
}

static void sample_request(const struct message *message, const struct open_cell *open)
{
    uint64_t iterations = 0;
    if (!parse_count(message_word(message, "iterations"), 1000000000000, &iterations) || iterations == 0) {
        answer_problem(message->id, "sample", "iterations is missing or not a whole number from 1 to 1000000000000");
        return;
    }
    /* Untimed, as harness/agent/cell.js does it, and why. */
    enum { CACHED_BYTES = 8 << 20 };
    const bool uncached = iterations == 1 && open->cell.arena_bytes > CACHED_BYTES;
    cell_poison_outputs(&open->cell);
    if (!uncached)
        cell_run(&open->cell, ((size_t)iterations + 7) / 8);
    const uint64_t start = clock_ns();
    const double result = cell_run(&open->cell, (size_t)iterations);
    const uint64_t elapsed = clock_ns() - start;
    const uint32_t check = cell_checksum(&open->cell, result);
    if (check != open->cell.check) {
        answer_problem(message->id, "verify", "the check after a sample is not the one before: the outputs changed");
        forget(message->id);
        return;
    }
    printf("sample %lu iterations=%llu elapsed_ns=%llu check=%08x tier=native\n", message->id,
           (unsigned long long)iterations, (unsigned long long)elapsed, check);
}

static void close_request(const struct message *message, const struct open_cell *open)
{
    struct failure failure;
    cell_poison_outputs(&open->cell);
    const double result = cell_run(&open->cell, 1);
    if (cell_verify(&open->cell, result, &failure)) {
        printf("closed %lu check=%08x\n", message->id, cell_checksum(&open->cell, result));
    } else {
        answer_error(message->id, &failure);
    }
    forget(message->id);
}

static void reference_request(const struct message *message)
{
    struct failure failure;
    struct cell cell;
    const char *path = message_word(message, "path");
    if (path == NULL) {
        answer_problem(message->id, "load", "path is missing");
        return;
    }
    if (!cell_open(&cell, message, &failure)) {
        answer_error(message->id, &failure);
        return;
    }
    const double result = cell_run(&cell, 1);
    if (cell_write_outputs(&cell, path, &failure)) {
        printf("reference %lu result=%.17g check=%08x\n", message->id, result, cell_checksum(&cell, result));
    } else {
        answer_error(message->id, &failure);
    }
    cell_close(&cell);
}

static void bandwidth_request(const struct message *message)
{
    enum { MIB = 1 << 20, MOST_MIB = 1024, MOST_MS = 10000 };
    static const uint64_t MS = 1000000;
    uint64_t mib = 0;
    uint64_t budget_ms = 0;
    if (!parse_count(message_word(message, "mib"), MOST_MIB, &mib) || mib == 0
        || !parse_count(message_word(message, "budget_ms"), MOST_MS, &budget_ms)) {
        answer_problem(message->id, "engine", "mib is a whole number from 1 to 1024, budget_ms one from 0 to 10000");
        return;
    }
    const double bytes_per_s = bandwidth_of_copy((size_t)mib * MIB, budget_ms * MS);
    if (bytes_per_s > 0) {
        printf("bandwidth %lu bytes_per_s=%.0f\n", message->id, bytes_per_s);
    } else {
        answer_problem(message->id, "engine", "no memory");
    }
}

/* A request about a cell that must be open. */
static void cell_request(const struct message *message)
{
    struct open_cell *open = find(message->id);
    if (open == NULL) {
        answer_problem(message->id, "engine", "the cell is not open");
    } else if (strcmp(message->verb, "warm") == 0) {
        warm_request(message, open);
    } else if (strcmp(message->verb, "sample") == 0) {
        sample_request(message, open);
    } else if (strcmp(message->verb, "close") == 0) {
        close_request(message, open);
    } else {
        answer_problem(message->id, "engine",
                       "unknown verb; known: hello open warm sample close reference bandwidth quit");
    }
}

bool answer_line(char *line, size_t length)
{
    struct message message;
    struct failure failure;
    if (!message_parse(line, length, &message, &failure)) {
        answer_error(message.id, &failure);
    } else if (strcmp(message.verb, "quit") == 0) {
        puts("quit 0");
        return false;
    } else if (strcmp(message.verb, "hello") == 0) {
        hello();
    } else if (strcmp(message.verb, "open") == 0) {
        open_request(&message);
    } else if (strcmp(message.verb, "reference") == 0) {
        reference_request(&message);
    } else if (strcmp(message.verb, "bandwidth") == 0) {
        bandwidth_request(&message);
    } else {
        cell_request(&message);
    }
    return true;
}

void close_cells(void)
{
    while (open_cells != NULL)
        forget(open_cells->id);
}
