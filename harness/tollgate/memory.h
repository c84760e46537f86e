/* Memory that is there, or the program is not. */
#ifndef TOLLGATE_MEMORY_H
#define TOLLGATE_MEMORY_H

#include <stddef.h>

/* count * size bytes, zeroed; never NULL. Prints a message and exits with 2 if there is no memory. */
void *allocate(size_t count, size_t size);

/* Makes `block` (or NULL) count * size bytes long, as realloc does; exits like allocate(). */
void *reallocate(void *block, size_t count, size_t size);

/* A copy of text[length], with a NUL behind it. */
char *copy_text(const char *text, size_t length);

#endif
