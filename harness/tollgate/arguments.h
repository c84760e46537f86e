/* The words of the command line: a command, its folders, its options. */
#ifndef TOLLGATE_ARGUMENTS_H
#define TOLLGATE_ARGUMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "tollgate/compare/compare.h"

struct arguments {
    const char *command; /* NULL: none was given */
    const char **folders;
    size_t folder_count;
    bool help; /* was asked for by an option */
    bool allow_truncated;
    const char *out; /* of merge, or NULL */
    bool csv;
    const char *of_compare; /* an option that only compare has, or NULL */
    struct compare_options compare;
};

/*
 * Reads argv[1 .. argc). DONE, or the exit code of a usage error, of which stderr has been told. Either way the caller
 * frees `folders`.
 */
int arguments_read(int argc, char *const *argv, struct arguments *arguments);

/* Says on stderr what is wrong with a word, and what is known; returns the exit code of a usage error. */
int usage_error(const char *what, const char *word);

#endif
