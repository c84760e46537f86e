/*
 * Any bytes as a line to the native agent: parsed, and made into a cell as far as that
 * goes without its code. What must hold, besides no crash, no leak and no hang:
 *   - a refusal has a stage, and a message that is one line of UTF-8 once it is encoded;
 *   - the words of a good line, written again, are read again as the same words.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "native/cell.h"
#include "native/protocol.h"

/* Sanitizers want several times the memory, and a large arena finds nothing that a small one hides. */
enum { LARGEST_ARENA = 1 << 16 };

/* libFuzzer shows the input, and the stack of the check that called this. */
static void expect(int holds)
{
    if (!holds)
        __builtin_trap();
}

static char *text_of(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    if (text == NULL)
        abort();
    memcpy(text, data, size);
    text[size] = '\0';
    return text;
}

static char *format(const struct message *message, size_t *length)
{
    char *line = NULL;
    FILE *stream = open_memstream(&line, length);
    expect(stream != NULL);
    fprintf(stream, "%s %lu", message->verb, message->id);
    for (size_t i = 0; i < message->count; i++)
        write_word(stream, message->words[i].key, message->words[i].value);
    fclose(stream);
    return line;
}

/* Whatever the reason, the agent's answer must be a line of the protocol. */
static void check_refusal(const struct failure *failure)
{
    struct message answer = {.verb = "error", .id = 0, .count = 2};
    struct message again;
    struct failure none;
    size_t length = 0;
    answer.words[0] = (struct word){.key = "stage", .value = failure->stage};
    answer.words[1] = (struct word){.key = "message", .value = failure->message};
    char *line = format(&answer, &length);
    expect(message_parse(line, length, &again, &none));
    expect(strcmp(message_word(&again, "message"), failure->message) == 0 && failure->message[0] != '\0');
    free(line);
}

static void check_round_trip(const struct message *message)
{
    struct message again;
    struct failure failure;
    size_t length = 0;
    char *line = format(message, &length);
    expect(message_parse(line, length, &again, &failure));
    expect(strcmp(again.verb, message->verb) == 0 && again.id == message->id && again.count == message->count);
    for (size_t i = 0; i < message->count; i++) {
        expect(strcmp(again.words[i].key, message->words[i].key) == 0);
        expect(strcmp(again.words[i].value, message->words[i].value) == 0);
    }
    free(line);
}

static void check_cell(const struct message *message)
{
    uint64_t arena = 0;
    struct cell cell;
    struct failure failure;
    if (parse_count(message_word(message, "arena"), UINT64_MAX, &arena) && arena > LARGEST_ARENA)
        return;
    if (!cell_prepare(&cell, message, &failure)) {
        check_refusal(&failure);
        return;
    }
    cell_poison_outputs(&cell);
    (void)cell_checksum(&cell, 0.0);
    (void)cell_verify(&cell, cell.reference_result, &failure);
    cell_close(&cell);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct message message;
    struct failure failure;
    char *line = text_of(data, size);
    if (message_parse(line, size, &message, &failure)) {
        check_round_trip(&message);
        check_cell(&message);
    } else {
        check_refusal(&failure);
    }
    free(line);
    return 0;
}
