/*
 * A reader that goes on after a mistake, so that whoever writes a claim sees all of them at once. Lines are taken one
 * by one; values are looked at when the file has ended and nothing more can belong to them.
 */
#include "tollgate/claims/claim_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/claims/claim_values.h"
#include "tollgate/text/memory.h"
#include "tollgate/text/problem.h"

static const struct {
    const char *name;
    bool required;
} keys[CLAIM_KEY_COUNT] = {
    [CLAIM_CLAIM] = {"claim", true},
    [CLAIM_SOURCE] = {"source", true},
    [CLAIM_YEAR] = {"year", true},
    [CLAIM_OPENED] = {"opened", true},
    [CLAIM_CONDITIONS] = {"conditions", false},
    [CLAIM_QUANTITY] = {"quantity", true},
    [CLAIM_PUBLISHED] = {"published", true},
    [CLAIM_UNIT] = {"unit", false},
    [CLAIM_RULE] = {"rule", true},
    [CLAIM_QUERY] = {"query", true},
    [CLAIM_DIFFERS] = {"differs", false},
    [CLAIM_ANALYSIS] = {"analysis", false},
};

/* What an indented line belongs to, besides a key: nothing yet, or a line that was refused already. */
enum { NO_KEY = -1, REFUSED = -2 };

struct reader {
    const char *name;
    struct claim *claim;
    struct sentences *mistakes;
    unsigned long line;                   /* from 1 */
    unsigned long lines[CLAIM_KEY_COUNT]; /* where each key is; 0: nowhere */
    int key;                              /* the one that is being read, NO_KEY or REFUSED */
};

struct key_list {
    char text[120];
};

/* "claim, source, ...": all keys, or those that are required. */
static struct key_list list_keys(bool required_alone)
{
    struct key_list list = {""};
    size_t used = 0;

    for (size_t i = 0; i < CLAIM_KEY_COUNT; i++)
        if (keys[i].required || !required_alone)
            used +=
                (size_t)snprintf(list.text + used, sizeof list.text - used, "%s%s", used > 0 ? ", " : "", keys[i].name);
    return list;
}

static int find_key(const char *text, size_t length)
{
    for (int i = 0; i < CLAIM_KEY_COUNT; i++)
        if (strlen(keys[i].name) == length && memcmp(keys[i].name, text, length) == 0)
            return i;
    return NO_KEY;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

/* Adds text[length], without the blanks around it, to the value of the key. */
static void add_text(struct reader *reader, const char *text, size_t length)
{
    char **const value = &reader->claim->values[reader->key];

    while (length > 0 && is_blank(*text)) {
        text++;
        length--;
    }
    char *const joined = format_text("%s%s%.*s", *value, **value && length > 0 ? " " : "", (int)length, text);
    free(*value);
    *value = joined;
}

static void begin_key(struct reader *reader, const char *text, size_t length, size_t key_length)
{
    const int key = find_key(text, key_length);
    const struct shown shown = shown_field(text, key_length);

    reader->key = REFUSED;
    if (key == NO_KEY) {
        sentences_add(reader->mistakes, "%s:%lu: unknown key %s (allowed: %s)", reader->name, reader->line, shown.text,
                      list_keys(false).text);
    } else if (reader->lines[key] > 0) {
        sentences_add(reader->mistakes, "%s:%lu: a second key %s (allowed: one; the first is in line %lu)",
                      reader->name, reader->line, shown.text, reader->lines[key]);
    } else {
        reader->key = key;
        reader->lines[key] = reader->line;
        reader->claim->values[key] = copy_text("", 0);
        add_text(reader, text + key_length + 1, length - key_length - 1);
    }
}

/* Whether a byte of the line is neither text nor a tab. */
static bool has_control(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (((unsigned char)text[i] < 0x20 && text[i] != '\t') || text[i] == 0x7f)
            return true;
    return false;
}

static void continue_key(struct reader *reader, const char *text, size_t length)
{
    if (reader->key == NO_KEY)
        sentences_add(reader->mistakes, "%s:%lu: an indented line before any key (allowed: key: value first)",
                      reader->name, reader->line);
    if (reader->key >= 0)
        add_text(reader, text, length);
}

static void refuse_line(struct reader *reader, const char *text, size_t length, const char *what, const char *allowed)
{
    reader->key = REFUSED;
    sentences_add(reader->mistakes, "%s:%lu: %s %s (allowed: %s)", reader->name, reader->line, what,
                  shown_field(text, length).text, allowed);
}

/* A line without what ends it and without blanks at its end. */
static void take_line(struct reader *reader, const char *text, size_t length)
{
    const char *const colon = memchr(text, ':', length);

    if (length == 0 || *text == '#')
        return;
    if (has_control(text, length))
        refuse_line(reader, text, length, "a control character in", "text in UTF-8, tabs");
    else if (is_blank(*text))
        continue_key(reader, text, length);
    else if (colon)
        begin_key(reader, text, length, (size_t)(colon - text));
    else
        refuse_line(reader, text, length,
                    "no line of a claim:", "key: value; # and a comment; an indented line that goes on with a value");
}

static void take_lines(struct reader *reader, FILE *stream)
{
    char *text = NULL;
    size_t capacity = 0;

    errno = 0;
    for (ssize_t length; (length = getline(&text, &capacity, stream)) >= 0;) {
        reader->line++;
        while (length > 0 && strchr("\r\n \t", text[length - 1]) && text[length - 1])
            length--;
        take_line(reader, text, (size_t)length);
    }
    if (ferror(stream))
        sentences_add(reader->mistakes, "%s: cannot read: %s", reader->name, strerror(errno));
    free(text);
}

static void check_keys(const struct reader *reader)
{
    for (size_t i = 0; i < CLAIM_KEY_COUNT; i++) {
        const char *const value = reader->claim->values[i];
        if (!value && keys[i].required)
            sentences_add(reader->mistakes, "%s:%lu: the file ends without the key \"%s\" (required: %s)", reader->name,
                          reader->line, keys[i].name, list_keys(true).text);
        if (value && !*value)
            sentences_add(reader->mistakes,
                          "%s:%lu: the key \"%s\" has no value (allowed: text behind the colon, or in "
                          "indented lines below)",
                          reader->name, reader->lines[i], keys[i].name);
    }
}

/* Adds a mistake where there is a value and it is bad. */
static void check_value(const struct reader *reader, enum claim_key key, bool good, const char *allowed)
{
    const char *const value = reader->claim->values[key];

    if (*value && !good)
        sentences_add(reader->mistakes, "%s:%lu: %s: %s is not %s", reader->name, reader->lines[key], keys[key].name,
                      shown_field(value, strlen(value)).text, allowed);
}

static void check_values(const struct reader *reader)
{
    struct claim *const claim = reader->claim;

    if (claim->values[CLAIM_YEAR])
        check_value(reader, CLAIM_YEAR, claim_read_year(claim->values[CLAIM_YEAR], &claim->year), CLAIM_YEARS);
    if (claim->values[CLAIM_OPENED])
        check_value(reader, CLAIM_OPENED, claim_read_opened(claim->values[CLAIM_OPENED], &claim->second_hand),
                    CLAIM_OPENINGS);
    if (claim->values[CLAIM_PUBLISHED])
        check_value(reader, CLAIM_PUBLISHED, claim_read_published(claim->values[CLAIM_PUBLISHED], &claim->published),
                    CLAIM_NUMBERS);
}

bool claim_read_stream(FILE *stream, const char *name, const char *id, struct claim *claim, struct sentences *mistakes)
{
    const size_t before = mistakes->count;
    struct reader reader = {.name = name, .claim = claim, .mistakes = mistakes, .key = NO_KEY};

    *claim = (struct claim){.id = copy_text(id, strlen(id))};
    if (!claim_id_is_good(id))
        sentences_add(mistakes, "%s: %s is not %s", name, shown_field(id, strlen(id)).text, CLAIM_IDS);
    take_lines(&reader, stream);
    check_keys(&reader);
    check_values(&reader);
    if (mistakes->count == before)
        return true;
    claim_free(claim);
    return false;
}

void claim_free(struct claim *claim)
{
    free(claim->id);
    for (size_t i = 0; i < CLAIM_KEY_COUNT; i++)
        free(claim->values[i]);
    *claim = (struct claim){0};
}
