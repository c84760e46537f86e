/* Names and messages of a report, as many and as long as they come. */
#include "tollgate/text/sentences.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/text/memory.h"

void sentences_add(struct sentences *sentences, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    char *const text = format_text_with(format, arguments);
    va_end(arguments);
    sentences->text = reallocate(sentences->text, sentences->count + 1, sizeof *sentences->text);
    sentences->text[sentences->count++] = text;
}

char *sentences_join(const struct sentences *sentences, size_t few, const char *between)
{
    static const char more[] = ", ...";
    const size_t shown = sentences->count < few ? sentences->count : few;
    size_t length = sizeof more;

    for (size_t i = 0; i < shown; i++)
        length += strlen(sentences->text[i]) + strlen(between);
    char *const joined = allocate(length, 1);
    size_t used = 0;
    for (size_t i = 0; i < shown; i++)
        used += (size_t)snprintf(joined + used, length - used, "%s%s", i > 0 ? between : "", sentences->text[i]);
    if (shown < sentences->count)
        snprintf(joined + used, length - used, "%s", more);
    return joined;
}

void sentences_free(struct sentences *sentences)
{
    for (size_t i = 0; i < sentences->count; i++)
        free(sentences->text[i]);
    free(sentences->text);
    *sentences = (struct sentences){0};
}
