/* The command, called with words: WORDS("merge", "a", "b") is its exit code. */
#ifndef TESTS_WORDS_H
#define TESTS_WORDS_H

#include <stddef.h>

#include "tollgate/command_line.h"

static int tollgate_words(const char *const *given)
{
    char *words[10] = {(char *)"tollgate"};
    int count = 1;

    for (; *given; given++)
        words[count++] = (char *)*given;
    return command_line(count, words);
}

#define WORDS(...) tollgate_words((const char *const[]){__VA_ARGS__, NULL})

#endif
