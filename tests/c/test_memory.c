/* Memory that is not there ends the program with its exit code, after a message. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cmocka_all.h"
#include "tollgate/text/memory.h"

/* Without it AddressSanitizer ends the program itself, where malloc would return NULL. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

static void ask_for_all(void)
{
    (void)allocate(SIZE_MAX / 4, 2);
}

static void ask_for_more_of_the_same(void)
{
    static void *volatile block; /* still held at the exit, so no leak */

    block = allocate(1, 1);
    block = reallocate(block, SIZE_MAX / 2, 1);
}

static void ask_for_more_than_there_are_numbers(void)
{
    (void)reallocate(NULL, SIZE_MAX / 2, 3);
}

/* Runs `ask` in a process of its own; its message is left in text[size]. Returns the exit code. */
static int exit_code_of(void (*ask)(void), char *text, size_t size)
{
    int ends[2];
    int status = 0;

    assert_int_equal(pipe(ends), 0);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        (void)dup2(ends[1], STDERR_FILENO);
        ask();
        _exit(0);
    }
    close(ends[1]);
    FILE *const stream = fdopen(ends[0], "r");
    assert_non_null(stream);
    text[fread(text, 1, size - 1, stream)] = '\0';
    fclose(stream);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void running_out_says_so_and_exits_with_2(void **state)
{
    static void (*const asks[])(void) = {ask_for_all, ask_for_more_of_the_same, ask_for_more_than_there_are_numbers};
    char text[4096];

    (void)state;
    for (size_t i = 0; i < sizeof asks / sizeof asks[0]; i++) {
        assert_int_equal(exit_code_of(asks[i], text, sizeof text), 2);
        assert_non_null(strstr(text, "tollgate: out of memory (asked for "));
    }
}

static void nothing_is_an_allocation_too(void **state)
{
    (void)state;
    free(allocate(0, 8));
    char *const copy = copy_text("abc", 2);
    assert_string_equal(copy, "ab");
    free(copy);
}

static void text_is_as_long_as_it_needs_to_be(void **state)
{
    char long_name[3000];

    (void)state;
    memset(long_name, 'x', sizeof long_name);
    long_name[sizeof long_name - 1] = '\0';
    char *const text = format_text("%s/%d", long_name, 7);
    assert_int_equal(strlen(text), sizeof long_name - 1 + 2);
    assert_string_equal(text + sizeof long_name - 1, "/7");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(running_out_says_so_and_exits_with_2),
        cmocka_unit_test(nothing_is_an_allocation_too),
        cmocka_unit_test(text_is_as_long_as_it_needs_to_be),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
