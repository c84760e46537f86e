/* What went wrong, in words, on its way to whoever prints it. */
#ifndef TOLLGATE_PROBLEM_H
#define TOLLGATE_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>

struct problem {
    char text[1024];
};

/* Sets the message, printf style; always returns false, so that `return problem_set(...)` fails. */
bool problem_set(struct problem *problem, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A field as a message shows it: quoted, at most 40 bytes, control characters as '?'. */
struct shown {
    char text[48];
};
struct shown shown_field(const char *field, size_t length);

#endif
