/* Variants of calls: every word that is known, and what is said of the others. */
#include <stdio.h>
#include <string.h>

#include "cmocka_all.h"
#include "tollgate/summarize/call_words.h"

static struct call_words read_good(const char *variant)
{
    struct call_words words;
    struct problem problem;

    if (!call_words_read(variant, &words, &problem))
        fail_msg("%s", problem.text);
    return words;
}

static const char *problem_of(const char *variant)
{
    static struct problem problem;
    struct call_words words;

    assert_false(call_words_read(variant, &words, &problem));
    return problem.text;
}

static void a_direction_and_a_callee_are_enough(void **state)
{
    (void)state;
    for (size_t i = 0; i < CALL_DIRECTION_COUNT; i++) {
        char variant[64];
        snprintf(variant, sizeof variant, "%s/opaque", CALL_DIRECTIONS[i]);
        const struct call_words words = read_good(variant);
        assert_string_equal(words.direction, CALL_DIRECTIONS[i]);
        assert_int_equal(call_direction_place(&words), i);
        assert_string_equal(words.callee, "opaque");
        assert_string_equal(words.site, "monomorphic");
        assert_string_equal(words.held, "variable");
        assert_int_equal(words.repeat, 1);
        assert_int_equal(words.chain, 0);
    }
}

static void further_words_come_in_any_order(void **state)
{
    static const char *const held[] = {"property", "array", "bound", "cwrap", "ccall"};

    (void)state;
    for (size_t i = 0; i < sizeof held / sizeof held[0]; i++) {
        char variant[64];
        snprintf(variant, sizeof variant, "js-to-wasm/inlinable/%s", held[i]);
        assert_string_equal(read_good(variant).held, held[i]);
    }
    const struct call_words words = read_good("wasm-to-js/inlinable/again/chain-32/polymorphic");
    assert_string_equal(words.callee, "inlinable");
    assert_string_equal(words.site, "polymorphic");
    assert_int_equal(words.repeat, 2);
    assert_int_equal(words.chain, 32);
}

static void a_loop_calls_nothing(void **state)
{
    (void)state;
    const struct call_words words = read_good("loop/wasm");

    assert_ptr_equal(words.direction, CALL_LOOP);
    assert_string_equal(words.callee, "wasm");
    assert_string_equal(words.held, "");
    assert_int_equal(call_direction_place(&words), CALL_DIRECTION_COUNT);
    assert_string_equal(read_good("loop/js").callee, "js");
}

static void a_word_that_is_not_known_is_named_with_those_that_are(void **state)
{
    (void)state;
    assert_string_equal(problem_of("loop/c"), "variant \"loop/c\": \"c\" is not js or wasm");
    assert_string_equal(problem_of("loop/js/again"),
                        "variant \"loop/js/again\": \"again\" is not nothing: a loop has no further word");
    assert_non_null(strstr(problem_of("js-js/opaque"), "\"js-js\" is not a direction (js-to-js, js-to-wasm,"));
    assert_non_null(strstr(problem_of(""), "\"\" is not a direction"));
    assert_non_null(strstr(problem_of("js-to-js"), "\"\" is not inlinable or opaque"));
    assert_non_null(strstr(problem_of("js-to-js/opaque/twice"), "\"twice\" is not one of: polymorphic, property,"));
    assert_non_null(strstr(problem_of("js-to-js/opaque//again"), "\"\" is not one of: "));
    assert_non_null(strstr(problem_of("js-to-js/opaque/chain-"), "\"chain-\" is not one of: "));
    assert_non_null(strstr(problem_of("js-to-js/opaque/chain-1x"), "\"chain-1x\" is not one of: "));
    assert_non_null(strstr(problem_of("js-to-js/opaqu"), "\"opaqu\" is not inlinable"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_direction_and_a_callee_are_enough),
        cmocka_unit_test(further_words_come_in_any_order),
        cmocka_unit_test(a_loop_calls_nothing),
        cmocka_unit_test(a_word_that_is_not_known_is_named_with_those_that_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
