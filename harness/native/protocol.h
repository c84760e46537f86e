/*
 * One line of the protocol (docs/PROTOCOL.md), parsed in place.
 */
#ifndef TOLLGATE_NATIVE_PROTOCOL_H
#define TOLLGATE_NATIVE_PROTOCOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { MESSAGE_WORDS = 32 };

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

/*
 * Cuts `line` (its newline removed; overwritten) into a message that points into it.
 * Returns NULL, or what is wrong with the line.
 */
const char *message_parse(char *line, struct message *message);

/* The value of `key`, or NULL. */
const char *message_word(const struct message *message, const char *key);

/*
 * A whole number 0..max without sign or blanks; false if `text` is NULL or anything else.
 */
bool parse_count(const char *text, uint64_t max, uint64_t *value);

/* A finite number as strtod reads it, with nothing behind it. */
bool parse_number(const char *text, double *value);

/* Writes " key=value", value percent-encoded. */
void write_word(FILE *out, const char *key, const char *value);

#endif
