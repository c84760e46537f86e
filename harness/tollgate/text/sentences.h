/* A list of sentences, for reports. */
#ifndef TOLLGATE_SENTENCES_H
#define TOLLGATE_SENTENCES_H

#include <stddef.h>

/* All zero bytes make an empty list. */
struct sentences {
    char **text;
    size_t count;
};

/* Adds a sentence, printf style, of any length. */
void sentences_add(struct sentences *sentences, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The first few sentences with `between` between them, and ", ..." where there are more; the caller frees it. */
char *sentences_join(const struct sentences *sentences, size_t few, const char *between);

void sentences_free(struct sentences *sentences);

#endif
