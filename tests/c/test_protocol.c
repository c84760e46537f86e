/* The agent's side of the line protocol: what is read, and what is said of everything else. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmocka_all.h"
#include "native/protocol.h"

struct parsed {
    char line[2048];
    struct message message;
    struct failure failure;
    bool good;
};

/* The message points into the line, so both stay together. */
static struct parsed *parse(const char *line)
{
    static struct parsed parsed;

    snprintf(parsed.line, sizeof parsed.line, "%s", line);
    parsed.good = message_parse(parsed.line, strlen(parsed.line), &parsed.message, &parsed.failure);
    return &parsed;
}

static void assert_value(const char *word, const char *expected)
{
    char line[512];

    snprintf(line, sizeof line, "open 1 key=%s", word);
    const struct parsed *const parsed = parse(line);
    if (!parsed->good)
        fail_msg("%s: %s", word, parsed->failure.message);
    assert_string_equal(message_word(&parsed->message, "key"), expected);
}

static void a_line_is_a_verb_a_number_and_words(void **state)
{
    (void)state;
    const struct parsed *const parsed = parse("warm 12 budget_ms=50 curve=1 k2=");
    assert_true(parsed->good);
    assert_string_equal(parsed->message.verb, "warm");
    assert_int_equal(parsed->message.id, 12);
    assert_int_equal(parsed->message.count, 3);
    assert_string_equal(message_word(&parsed->message, "budget_ms"), "50");
    assert_string_equal(message_word(&parsed->message, "k2"), "");
    assert_null(message_word(&parsed->message, "budget"));
}

static void values_are_percent_encoded_utf_8(void **state)
{
    static const char *const bad[] = {
        "%",         "%2",           "%G0",          "%2g",          "%00",    "a=b",        "\xc3\xa9", "\t",
        "\x7f",      "%80",          "%C0%AF",       "%C3",          "%C3%28", "%E0%80%80",  "%E2%82",   "%E2%82x",
        "%ED%A0%80", "%F0%80%80%80", "%F4%90%80%80", "%F5%80%80%80", "%FF",    "%F0%9F%98x",
    };

    (void)state;
    assert_value("plain-_.~!*'(),:;/@+09azAZ", "plain-_.~!*'(),:;/@+09azAZ");
    assert_value("%41%7e%3D%20%0A", "A~= \n");
    assert_value("%c3%a9%E2%82%AC%ef%bf%bf%ED%9F%BF", "\xc3\xa9\xe2\x82\xac\xef\xbf\xbf\xed\x9f\xbf");
    assert_value("%E0%A0%80%F0%9F%98%80%F3%BF%BF%BF%F4%8F%BF%BF",
                 "\xe0\xa0\x80\xf0\x9f\x98\x80\xf3\xbf\xbf\xbf\xf4\x8f\xbf\xbf");
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char line[64];
        snprintf(line, sizeof line, "open 1 key=%s", bad[i]);
        const struct parsed *const parsed = parse(line);
        if (parsed->good)
            fail_msg("accepted: %s", bad[i]);
        assert_non_null(strstr(parsed->failure.message, "its value is not percent-encoded UTF-8"));
    }
}

static void a_line_of_another_form_is_refused_with_the_word(void **state)
{
    static const struct {
        const char *line;
        unsigned long id;
        const char *message;
    } cases[] = {
        {"", 0, "\"\" is not a verb (a-z)"},
        {" 1", 0, "\"\" is not a verb (a-z)"},
        {"Open 1", 0, "\"Open\" is not a verb (a-z)"},
        {"open", 0, "\"\" behind \"open\" is not a cell number (0 to 1000000000)"},
        {"open ", 0, "\"\" behind \"open\" is not a cell number (0 to 1000000000)"},
        {"open 1x", 0, "\"1x\" behind \"open\" is not a cell number (0 to 1000000000)"},
        {"open 1000000001", 0, "\"1000000001\" behind \"open\" is not a cell number (0 to 1000000000)"},
        {"open 1 word", 1, "word \"word\" is not key=value (a key: a-z, then a-z, 0-9 and _)"},
        {"open 1  n=1", 1, "word \"\" is not key=value (a key: a-z, then a-z, 0-9 and _)"},
        {"quit 1 ", 1, "word \"\" is not key=value (a key: a-z, then a-z, 0-9 and _)"},
        {"open 1 =1", 1, "word \"=1\" is not key=value (a key: a-z, then a-z, 0-9 and _)"},
        {"open 1 {=1", 1, "word \"{=1\" is not key=value (a key: a-z, then a-z, 0-9 and _)"},
        {"open 1 _n=1", 1, "word \"_n=1\" is not key=value (a key: a-z, then a-z, 0-9 and _)"},
        {"open 1 nN=1", 1, "word \"nN=1\" is not key=value (a key: a-z, then a-z, 0-9 and _)"},
        {"open 1 n=1 m=1 n=2", 1, "word \"n=2\": the key is there twice"},
        {"open 1 \x01\xc3\xa9", 1, "word \"???\" is not key=value (a key: a-z, then a-z, 0-9 and _)"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct parsed *const parsed = parse(cases[i].line);
        assert_false(parsed->good);
        assert_int_equal(parsed->message.id, cases[i].id);
        assert_string_equal(parsed->failure.stage, "engine");
        assert_string_equal(parsed->failure.message, cases[i].message);
    }
}

static void a_nul_byte_is_no_end_of_a_line(void **state)
{
    char line[] = "sample 1 iterations=1\0junk";
    struct message message;
    struct failure failure;

    (void)state;
    assert_false(message_parse(line, sizeof line - 1, &message, &failure));
    assert_string_equal(failure.message, "a NUL byte behind \"sample 1 iterations=1\"");
}

static void as_many_words_fit_as_the_protocol_says(void **state)
{
    char line[1024] = "open 1";

    (void)state;
    for (int i = 0; i < MESSAGE_WORDS; i++)
        snprintf(line + strlen(line), sizeof line - strlen(line), " k%d=%d", i, i);
    assert_true(parse(line)->good);
    snprintf(line + strlen(line), sizeof line - strlen(line), " more=1");
    assert_false(parse(line)->good);
    assert_string_equal(parse(line)->failure.message, "word \"more=1\": more than 32 words");
}

static void a_long_word_is_shown_by_its_beginning(void **state)
{
    char line[300] = "open 1 ";

    (void)state;
    memset(line + 7, 'w', 200);
    const char *const message = parse(line)->failure.message;
    assert_non_null(strstr(message, "www...\" is not key=value"));
    assert_int_equal(strcspn(message, "."), strlen("word \"") + 80);
    assert_string_equal(shown_word(NULL).text, "");
}

static void plain_words_are_taken_as_they_are(void **state)
{
    struct message message = {.verb = "once", .id = 0, .count = 0};
    struct failure failure;
    char word[] = "source=/a b%zz";

    (void)state;
    assert_true(message_add(&message, word, false, &failure));
    assert_string_equal(message_word(&message, "source"), "/a b%zz");
}

static void counts_are_digits_up_to_their_limit(void **state)
{
    static const char *const bad[] = {"", "-1", "+1", " 1", "1 ", "1.0", "0x10", "101", "99999999999999999999999"};
    uint64_t value = 7;

    (void)state;
    assert_true(parse_count("100", 100, &value) && value == 100);
    assert_true(parse_count("007", 100, &value) && value == 7);
    assert_true(parse_count("18446744073709551615", UINT64_MAX, &value) && value == UINT64_MAX);
    assert_false(parse_count(NULL, 100, &value));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(parse_count(bad[i], 100, &value));
    assert_false(parse_count("18446744073709551616", UINT64_MAX, &value));
}

static void numbers_are_finite_decimals(void **state)
{
    static const struct {
        const char *text;
        double value;
    } good[] = {{"0", 0}, {"-1.5", -1.5}, {"1e3", 1000}, {"2.5E-1", 0.25}, {"1e+2", 100}};
    static const char *const bad[] = {"",   "-",  ".5",  "1.",  "1.e1", "1e",  "1e+",   "+1",
                                      " 1", "1 ", "nan", "inf", "0x10", "1,5", "1e999", "--1"};
    double value;

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_true(parse_number(good[i].text, &value));
        assert_near(value, good[i].value, 0);
    }
    assert_false(parse_number(NULL, &value));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(parse_number(bad[i], &value));
}

static void names_are_those_of_c(void **state)
{
    (void)state;
    assert_true(is_name("x") && is_name("_x9") && is_name("Zz"));
    assert_false(is_name("") || is_name("9x") || is_name("a-b") || is_name("a{"));
}

static void what_is_written_is_read_back(void **state)
{
    static const char value[] = "caf\xc3\xa9 100% [a]=b\n\x7f~!*'(),:;/@+";
    char line[256];
    FILE *const stream = fmemopen(line, sizeof line, "w");

    (void)state;
    assert_non_null(stream);
    fprintf(stream, "error 3");
    write_word(stream, "message", value);
    fclose(stream);
    const struct parsed *const parsed = parse(line);
    assert_true(parsed->good);
    assert_string_equal(message_word(&parsed->message, "message"), value);
}

static void a_message_is_cut_between_characters(void **state)
{
    enum { ROOM = FAILURE_MESSAGE - 1 };
    static const char *const characters[] = {"a", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80"};
    struct failure failure;

    (void)state;
    for (size_t i = 0; i < sizeof characters / sizeof characters[0]; i++) {
        const size_t size = strlen(characters[i]);
        for (size_t before = 0; before < size; before++) {
            char text[2 * FAILURE_MESSAGE] = "";
            memset(text, '.', before);
            while (strlen(text) < FAILURE_MESSAGE + 8)
                memcpy(text + strlen(text), characters[i], size + 1);
            assert_false(failure_set(&failure, "load", "%s", text));
            const size_t length = strlen(failure.message);
            assert_true(length > ROOM - 2 * size && length <= ROOM);
            assert_int_equal((length - before) % size, 0);
        }
    }
    assert_false(failure_set(&failure, "load", "%d short", 1));
    assert_string_equal(failure.message, "1 short");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_a_verb_a_number_and_words),
        cmocka_unit_test(values_are_percent_encoded_utf_8),
        cmocka_unit_test(a_line_of_another_form_is_refused_with_the_word),
        cmocka_unit_test(a_nul_byte_is_no_end_of_a_line),
        cmocka_unit_test(as_many_words_fit_as_the_protocol_says),
        cmocka_unit_test(a_long_word_is_shown_by_its_beginning),
        cmocka_unit_test(plain_words_are_taken_as_they_are),
        cmocka_unit_test(counts_are_digits_up_to_their_limit),
        cmocka_unit_test(numbers_are_finite_decimals),
        cmocka_unit_test(names_are_those_of_c),
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(a_message_is_cut_between_characters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
