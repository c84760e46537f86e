/*
 * The native agent's side of the line protocol. Everything is parsed in the
 * caller's line, so that no message can make it allocate.
 */
#include "protocol.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/* Decodes %XX in place; false on a broken escape or a NUL. */
static bool percent_decode(char *text) {
  char *out = text;
  for (const char *in = text; *in != '\0'; in++) {
    if (*in != '%') {
      *out++ = *in;
      continue;
    }
    const int high = hex_digit(in[1]);
    const int low = high < 0 ? -1 : hex_digit(in[2]);
    if (low < 0 || high + low == 0) return false;
    *out++ = (char)(high * 16 + low);
    in += 2;
  }
  *out = '\0';
  return true;
}

/* Cuts the next blank-separated token off *rest; NULL at the end. */
static char *next_token(char **rest) {
  char *token = *rest;
  if (token == NULL || *token == '\0') return NULL;
  char *blank = strchr(token, ' ');
  *rest = blank == NULL ? NULL : blank + 1;
  if (blank != NULL) *blank = '\0';
  return token;
}

static const char *parse_word(char *token, struct message *message) {
  char *equals = strchr(token, '=');
  if (equals == NULL || equals == token) return "a word is not key=value";
  if (message->count == MESSAGE_WORDS) return "too many words";
  *equals = '\0';
  if (!percent_decode(equals + 1)) return "a value has a broken percent escape";
  message->words[message->count++] = (struct word){.key = token, .value = equals + 1};
  return NULL;
}

const char *message_parse(char *line, struct message *message) {
  *message = (struct message){.verb = "", .id = 0, .count = 0};
  char *rest = line;
  const char *verb = next_token(&rest);
  if (verb == NULL) return "an empty line";
  uint64_t id = 0;
  if (!parse_count(next_token(&rest), 1000000000, &id)) return "no cell number behind the verb";
  message->verb = verb;
  message->id = (unsigned long)id;
  for (char *token = next_token(&rest); token != NULL; token = next_token(&rest)) {
    const char *problem = parse_word(token, message);
    if (problem != NULL) return problem;
  }
  return NULL;
}

const char *message_word(const struct message *message, const char *key) {
  for (size_t i = 0; i < message->count; i++) {
    if (strcmp(message->words[i].key, key) == 0) return message->words[i].value;
  }
  return NULL;
}

bool parse_count(const char *text, uint64_t max, uint64_t *value) {
  if (text == NULL || !isdigit((unsigned char)text[0])) return false;
  char *end = NULL;
  errno = 0;
  const unsigned long long number = strtoull(text, &end, 10);
  if (errno != 0 || *end != '\0' || number > max) return false;
  *value = number;
  return true;
}

bool parse_number(const char *text, double *value) {
  if (text == NULL || *text == '\0' || isspace((unsigned char)*text)) return false;
  char *end = NULL;
  const double number = strtod(text, &end);
  if (*end != '\0' || !isfinite(number)) return false;
  *value = number;
  return true;
}

void write_word(FILE *out, const char *key, const char *value) {
  fprintf(out, " %s=", key);
  for (const char *c = value; *c != '\0'; c++) {
    if (isalnum((unsigned char)*c) || strchr("-_.~!*'(),:;/@+", *c) != NULL) {
      fputc(*c, out);
    } else {
      fprintf(out, "%%%02X", (unsigned)(unsigned char)*c);
    }
  }
}
