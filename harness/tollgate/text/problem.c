/*
 * Messages. Functions that can fail return false and leave a full sentence behind;
 * only main() prints it. Tests read the same sentence.
 */
#include "tollgate/text/problem.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST_SHOWN = 40 };

bool problem_set(struct problem *problem, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(problem->text, sizeof problem->text, format, arguments);
    va_end(arguments);
    return false;
}

struct shown shown_field(const char *field, size_t length)
{
    struct shown shown = {"\""};
    size_t kept = 0;

    for (; kept < length && kept < LONGEST_SHOWN; kept++) {
        const unsigned char byte = (unsigned char)field[kept];
        shown.text[kept + 1] = (char)(byte < 0x20 || byte == 0x7f ? '?' : byte);
    }
    snprintf(&shown.text[kept + 1], sizeof shown.text - kept - 1, "%s", kept < length ? "...\"" : "\"");
    return shown;
}
