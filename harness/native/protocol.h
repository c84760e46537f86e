/*
 * One line of the protocol (docs/PROTOCOL.md), parsed in place.
 */
#ifndef TOLLGATE_NATIVE_PROTOCOL_H
#define TOLLGATE_NATIVE_PROTOCOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { MESSAGE_WORDS = 32, MESSAGE_LARGEST_ID = 1000000000, FAILURE_MESSAGE = 512 };

/* Why a request failed: the stage errors.csv names, and a sentence in UTF-8. */
struct failure {
    const char *stage;
    char message[FAILURE_MESSAGE];
};

struct word {
    const char *key;
    const char *value;
};

struct message {
    const char *verb;
    unsigned long id;
    struct word words[MESSAGE_WORDS];
    size_t count;
};

/* Sets stage and message, printf style, cut between characters where it is too long; always returns false. */
bool failure_set(struct failure *failure, const char *stage, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

struct shown {
    char text[88];
};

/* Text from outside as messages show it: at most 80 bytes, anything but printable ASCII as '?'; "" for NULL. */
struct shown shown_word(const char *text);

/*
 * Cuts line[length] (its newline removed; line[length] is NUL; overwritten) into a message that
 * points into it. False if the line is not of the protocol's form: *failure then names the word,
 * and message->id is the number of the cell, or 0 if the line goes wrong before it.
 */
bool message_parse(char *line, size_t length, struct message *message, struct failure *failure);

/*
 * Adds "key=value" (overwritten), its value being plain text or percent-encoded. False, with
 * *failure set, if it is not of that form, the key is there already, or there are too many words.
 */
bool message_add(struct message *message, char *word, bool is_encoded, struct failure *failure);

/* The value of `key`, or NULL. */
const char *message_word(const struct message *message, const char *key);

/*
 * A whole number 0..max without sign or blanks; false if `text` is NULL or anything else.
 */
bool parse_count(const char *text, uint64_t max, uint64_t *value);

/* A finite decimal, [-]digits[.digits][e[+-]digits], with nothing before or behind it. */
bool parse_number(const char *text, double *value);

/* Letters, digits and `_`, at least one and no digit first: what may name a buffer or a parameter. */
bool is_name(const char *text);

/* Writes " key=value", value percent-encoded. */
void write_word(FILE *out, const char *key, const char *value);

#endif
