/*
 * Checked allocation. A command that summarises files can do nothing useful
 * without memory, so running out ends it here, with a message, rather than in a
 * hundred places.
 */
#include "tollgate/text/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void out_of_memory(size_t count, size_t size)
{
    fprintf(stderr, "tollgate: out of memory (asked for %zu x %zu bytes)\n", count, size);
    exit(2);
}

void *allocate(size_t count, size_t size)
{
    void *const block = calloc(count > 0 ? count : 1, size);

    if (!block)
        out_of_memory(count, size);
    return block;
}

void *reallocate(void *block, size_t count, size_t size)
{
    if (count > SIZE_MAX / size)
        out_of_memory(count, size);

    void *const moved = realloc(block, count * size);
    if (!moved)
        out_of_memory(count, size);
    return moved;
}

char *copy_text(const char *text, size_t length)
{
    char *const copy = allocate(length + 1, 1);

    memcpy(copy, text, length);
    return copy;
}

char *copy_string(const char *text)
{
    return copy_text(text, strlen(text));
}

char *format_text(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    char *const text = format_text_with(format, arguments);
    va_end(arguments);
    return text;
}

char *format_text_with(const char *format, va_list arguments)
{
    va_list again;

    va_copy(again, arguments);
    const size_t length = (size_t)vsnprintf(NULL, 0, format, arguments);
    char *const text = allocate(length + 1, 1);
    vsnprintf(text, length + 1, format, again);
    va_end(again);
    return text;
}
