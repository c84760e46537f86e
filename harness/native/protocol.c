/*
 * The native agent's side of the line protocol. Everything is parsed in the
 * caller's line, so that no message can make it allocate.
 */
#include "protocol.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* What values may hold as it is; harness/words/line.js has the same list. */
static const char PLAIN[] = "-_.~!*'(),:;/@+";

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xc0) == 0x80;
}

bool failure_set(struct failure *failure, const char *stage, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    failure->stage = stage;
    const int needed = vsnprintf(failure->message, sizeof failure->message, format, arguments);
    va_end(arguments);
    if (needed >= (int)sizeof failure->message) {
        /* Half a character would make the answer a line that cannot be read. */
        size_t end = sizeof failure->message - 1;
        while (end > 0 && is_continuation(failure->message[end - 1]))
            end--;
        if (end > 0 && (unsigned char)failure->message[end - 1] >= 0xc0)
            end--;
        failure->message[end] = '\0';
    }
    return false;
}

struct shown shown_word(const char *text)
{
    enum { LONGEST = 80 };
    struct shown shown = {""};
    size_t length = 0;
    for (; text != NULL && text[length] != '\0' && length < LONGEST; length++) {
        shown.text[length] = (char)(text[length] >= ' ' && text[length] < 0x7f ? text[length] : '?');
    }
    snprintf(shown.text + length, sizeof shown.text - length, "%s", text != NULL && text[length] != '\0' ? "..." : "");
    return shown;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

static bool is_alphanumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_plain(char c)
{
    return is_alphanumeric(c) || (c != '\0' && strchr(PLAIN, c) != NULL);
}

/* Decodes %XX in place; false on a broken escape, a NUL, or a byte that must be encoded. */
static bool percent_decode(char *text)
{
    char *out = text;
    for (const char *in = text; *in != '\0'; in++) {
        if (is_plain(*in)) {
            *out++ = *in;
            continue;
        }
        const int high = *in == '%' ? hex_digit(in[1]) : -1;
        const int low = high < 0 ? -1 : hex_digit(in[2]);
        if (low < 0 || high + low == 0)
            return false;
        *out++ = (char)(high * 16 + low);
        in += 2;
    }
    *out = '\0';
    return true;
}

/* Bytes of the character that begins at `text`; 0 if it is not UTF-8 (Unicode 15, table 3-7). */
static size_t character_length(const char *text)
{
    static const struct {
        unsigned char first_low, first_high, second_low, second_high;
        size_t length;
    } forms[] = {
        {0x01, 0x7f, 0x00, 0x00, 1}, {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
        {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
        {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
    };
    const unsigned char *bytes = (const unsigned char *)text;
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (bytes[0] < forms[i].first_low || bytes[0] > forms[i].first_high)
            continue;
        if (forms[i].length == 1)
            return 1;
        if (bytes[1] < forms[i].second_low || bytes[1] > forms[i].second_high)
            return 0;
        size_t length = 2;
        while (length < forms[i].length && is_continuation(text[length]))
            length++;
        return length == forms[i].length ? length : 0;
    }
    return 0;
}

static bool is_utf8(const char *text)
{
    while (*text != '\0') {
        const size_t length = character_length(text);
        if (length == 0)
            return false;
        text += length;
    }
    return true;
}

/* Cuts the next token off *rest at a blank; NULL at the end. Two blanks have an empty token between them. */
static char *next_token(char **rest)
{
    char *token = *rest;
    if (token == NULL)
        return NULL;
    char *blank = strchr(token, ' ');
    *rest = blank == NULL ? NULL : blank + 1;
    if (blank != NULL)
        *blank = '\0';
    return token;
}

static bool is_verb(const char *text)
{
    return *text != '\0' && text[strspn(text, "abcdefghijklmnopqrstuvwxyz")] == '\0';
}

static bool is_key(const char *text)
{
    return *text >= 'a' && *text <= 'z' && text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

bool is_name(const char *text)
{
    if (*text >= '0' && *text <= '9')
        return false;
    size_t length = 0;
    while (is_alphanumeric(text[length]) || text[length] == '_')
        length++;
    return length > 0 && text[length] == '\0';
}

bool message_add(struct message *message, char *word, bool is_encoded, struct failure *failure)
{
    const struct shown shown = shown_word(word);
    char *equals = strchr(word, '=');
    if (equals != NULL)
        *equals = '\0';
    if (equals == NULL || !is_key(word)) {
        return failure_set(failure, "engine", "word \"%s\" is not key=value (a key: a-z, then a-z, 0-9 and _)",
                           shown.text);
    }
    if (message_word(message, word) != NULL) {
        return failure_set(failure, "engine", "word \"%s\": the key is there twice", shown.text);
    }
    if (message->count == MESSAGE_WORDS) {
        return failure_set(failure, "engine", "word \"%s\": more than %d words", shown.text, MESSAGE_WORDS);
    }
    if (is_encoded && (!percent_decode(equals + 1) || !is_utf8(equals + 1))) {
        return failure_set(failure, "engine",
                           "word \"%s\": its value is not percent-encoded UTF-8 (as it is: letters, digits, %s)",
                           shown.text, PLAIN);
    }
    message->words[message->count++] = (struct word){.key = word, .value = equals + 1};
    return true;
}

bool message_parse(char *line, size_t length, struct message *message, struct failure *failure)
{
    *message = (struct message){.verb = "", .id = 0, .count = 0};
    if (strlen(line) != length)
        return failure_set(failure, "engine", "a NUL byte behind \"%s\"", shown_word(line).text);
    char *rest = line;
    const char *verb = next_token(&rest);
    if (!is_verb(verb))
        return failure_set(failure, "engine", "\"%s\" is not a verb (a-z)", shown_word(verb).text);
    uint64_t id = 0;
    const char *number = next_token(&rest);
    if (!parse_count(number, MESSAGE_LARGEST_ID, &id)) {
        return failure_set(failure, "engine", "\"%s\" behind \"%s\" is not a cell number (0 to %d)",
                           shown_word(number).text, shown_word(verb).text, MESSAGE_LARGEST_ID);
    }
    message->verb = verb;
    message->id = (unsigned long)id;
    for (char *token = next_token(&rest); token != NULL; token = next_token(&rest)) {
        if (!message_add(message, token, true, failure))
            return false;
    }
    return true;
}

const char *message_word(const struct message *message, const char *key)
{
    for (size_t i = 0; i < message->count; i++) {
        if (strcmp(message->words[i].key, key) == 0)
            return message->words[i].value;
    }
    return NULL;
}

bool parse_count(const char *text, uint64_t max, uint64_t *value)
{
    if (text == NULL || *text == '\0' || text[strspn(text, "0123456789")] != '\0')
        return false;
    errno = 0;
    const unsigned long long number = strtoull(text, NULL, 10);
    if (errno != 0 || number > max)
        return false;
    *value = number;
    return true;
}

/* Past the digits at `at`, or NULL if there are none. */
static const char *skip_digits(const char *at)
{
    const size_t digits = strspn(at, "0123456789");
    return digits > 0 ? at + digits : NULL;
}

static bool is_decimal(const char *text)
{
    const char *at = skip_digits(text + (*text == '-'));
    if (at != NULL && *at == '.')
        at = skip_digits(at + 1);
    if (at != NULL && (*at == 'e' || *at == 'E'))
        at = skip_digits(at + 1 + (at[1] == '+' || at[1] == '-'));
    return at != NULL && *at == '\0';
}

bool parse_number(const char *text, double *value)
{
    if (text == NULL || !is_decimal(text))
        return false;
    const double number = strtod(text, NULL);
    if (!isfinite(number))
        return false;
    *value = number;
    return true;
}

void write_word(FILE *out, const char *key, const char *value)
{
    fprintf(out, " %s=", key);
    for (const char *c = value; *c != '\0'; c++) {
        if (is_plain(*c)) {
            fputc(*c, out);
        } else {
            fprintf(out, "%%%02X", (unsigned)(unsigned char)*c);
        }
    }
}
