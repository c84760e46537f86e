/* Allocation that ends the program where there is no memory. */
#ifndef TOLLGATE_MEMORY_H
#define TOLLGATE_MEMORY_H

#include <stdarg.h>
#include <stddef.h>

/* count * size bytes, zeroed; never NULL. Prints a message and exits with 2 if there is no memory. */
void *allocate(size_t count, size_t size);

/* Makes `block` (or NULL) count * size bytes long, as realloc does; exits like allocate(). */
void *reallocate(void *block, size_t count, size_t size);

/* A copy of text[length], with a NUL behind it. */
char *copy_text(const char *text, size_t length);

/* A copy of a string. */
char *copy_string(const char *text);

/* Text of any length, printf style, which the caller frees. */
char *format_text(const char *format, ...) __attribute__((format(printf, 1, 2)));
char *format_text_with(const char *format, va_list arguments) __attribute__((format(printf, 1, 0)));

#endif
