/* Names and messages of a report, as many and as long as they come. */
#include "tollgate/text/sentences.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/text/memory.h"

void sentences_add(struct sentences *lines, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    char *const text = format_text_with(format, arguments);
    va_end(arguments);
    lines->text = reallocate(lines->text, lines->count + 1, sizeof *lines->text);
    lines->text[lines->count++] = text;
}

char *sentences_join(const struct sentences *lines, size_t few, const char *between)
{
    static const char more[] = ", ...";
    const size_t shown = lines->count < few ? lines->count : few;
    size_t length = sizeof more;

    for (size_t i = 0; i < shown; i++)
        length += strlen(lines->text[i]) + strlen(between);
    char *const joined = allocate(length, 1);
    size_t used = 0;
    for (size_t i = 0; i < shown; i++)
        used += (size_t)snprintf(joined + used, length - used, "%s%s", i > 0 ? between : "", lines->text[i]);
    if (shown < lines->count)
        snprintf(joined + used, length - used, "%s", more);
    return joined;
}

void sentences_free(struct sentences *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        free(lines->text[i]);
    free(lines->text);
    *lines = (struct sentences){0};
}
