/* Claims: what is read of a file, which mistakes are named, and the table of a folder. */
#include <math.h>
#include <sys/stat.h>

#include "temporary.h"
#include "tollgate/claims/claims.h"
#include "tollgate/claims/registry.h"

#define REST                                                                                                           \
    "claim: SIMD is faster\nsource: A paper\nopened: yes\nquantity: speedup of wasm-simd\nrule: overlap\n"             \
    "query: experiment=throughput\n"
#define GOOD REST "year: 2021\npublished: 1.5..2.3\n"

static int remove_claims(void **state)
{
    static const char *const files[] = {"a.claim", "b.claim", "c.claim", "README.md", ".d.claim", "Bad Name.claim"};

    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        (void)remove(in_folder(files[i]));
    return remove_folder(state);
}

/* The claim of that text, which the caller frees. */
static struct claim read_good(const char *text)
{
    struct registry registry;
    struct sentences mistakes = {0};

    write_text("a.claim", text);
    if (!registry_read(folder, &registry, &mistakes))
        fail_msg("%s", mistakes.text[0]);
    assert_int_equal(registry.count, 1);
    const struct claim claim = registry.all[0];
    registry.count = 0;
    registry_free(&registry);
    return claim;
}

/* There are so many mistakes, and each of the messages is one of them, behind the folder and "a.claim". */
static void assert_mistakes(const char *text, size_t count, const char *const *messages)
{
    struct registry registry;
    struct sentences mistakes = {0};
    char start[200];

    write_text("a.claim", text);
    assert_false(registry_read(folder, &registry, &mistakes));
    for (size_t i = 0; i < count; i++) {
        snprintf(start, sizeof start, "%s/a.claim%s", folder, messages[i]);
        size_t place = 0;
        while (place < mistakes.count && strncmp(mistakes.text[place], start, strlen(start)) != 0)
            place++;
        if (place == mistakes.count)
            fail_msg("no mistake begins with: %s", start);
    }
    if (mistakes.count != count)
        fail_msg("%zu mistakes, of which the last is: %s", mistakes.count, mistakes.text[mistakes.count - 1]);
    sentences_free(&mistakes);
}

static void assert_mistake(const char *text, const char *message)
{
    assert_mistakes(text, 1, &message);
}

static void a_claim_is_read(void **state)
{
    (void)state;
    struct claim claim = read_good("# a comment: no key\n" GOOD "unit: times\n"
                                   "conditions: one machine,\n   two cores,\n\n\tidle\n# between\n  all day\n"
                                   "analysis:\n  a: b\n");

    assert_string_equal(claim.id, "a");
    assert_string_equal(claim.values[CLAIM_CLAIM], "SIMD is faster");
    assert_string_equal(claim.values[CLAIM_CONDITIONS], "one machine, two cores, idle all day");
    assert_string_equal(claim.values[CLAIM_ANALYSIS], "a: b");
    assert_string_equal(claim.values[CLAIM_UNIT], "times");
    assert_null(claim.values[CLAIM_DIFFERS]);
    assert_int_equal(claim.year, 2021);
    assert_false(claim.second_hand);
    assert_true(fabs(claim.published.low - 1.5) < 1e-12 && fabs(claim.published.high - 2.3) < 1e-12);
    claim_free(&claim);
}

static void ends_of_lines_may_be_those_of_windows_and_the_last_may_be_missing(void **state)
{
    (void)state;
    struct claim claim =
        read_good("claim: x\r\nsource: A\r\n  paper\r\nopened: second-hand\r\nquantity: q\r\nrule: r\r\n"
                  "query: y\r\n\r\nyear: 2021\r\npublished: 2");

    assert_string_equal(claim.values[CLAIM_SOURCE], "A paper");
    assert_true(claim.second_hand);
    assert_string_equal(claim.values[CLAIM_PUBLISHED], "2");
    claim_free(&claim);
}

static void what_was_published_is_a_number_a_range_or_one_end(void **state)
{
    static const struct {
        const char *text;
        double low;
        double high;
    } published[] = {
        {"1.5", 1.5, 1.5},         {"-3e2", -300, -300},      {"1..2", 1, 2}, {"-2 .. -1.5", -2, -1.5},
        {">= 1.5", 1.5, INFINITY}, {"<=1.5", -INFINITY, 1.5}, {"2..2", 2, 2},
    };
    char text[600];

    (void)state;
    for (size_t i = 0; i < sizeof published / sizeof published[0]; i++) {
        snprintf(text, sizeof text, REST "year: 2021\npublished: %s\n", published[i].text);
        struct claim claim = read_good(text);
        assert_true(claim.published.low <= published[i].low && claim.published.low >= published[i].low);
        assert_true(claim.published.high <= published[i].high && claim.published.high >= published[i].high);
        claim_free(&claim);
    }
}

static void what_is_no_number_is_a_mistake(void **state)
{
    static const char *const published[] = {"fast",    "2..1", "1..", "..2", "> 1", ">=", "1...2",
                                            "1..2..3", "1 2",  "nan", "inf", "1x",  "=1"};
    char text[600];

    (void)state;
    for (size_t i = 0; i < sizeof published / sizeof published[0]; i++) {
        snprintf(text, sizeof text, REST "year: 2021\npublished: %s\n", published[i]);
        assert_mistake(text, ":8: published: \"");
    }
    assert_mistake(REST "year: 2021\npublished: fast\n",
                   ":8: published: \"fast\" is not a number or a range (allowed: 1.5, 1.5..2.3, >= 1.5, <= 2.3)");
}

static void bad_values_are_named_with_what_is_allowed(void **state)
{
    (void)state;
    assert_mistake(REST "published: 1\nyear: 21\n",
                   ":8: year: \"21\" is not a year (allowed: four digits, such as 2019)");
    assert_mistake(REST "published: 1\nyear: 0021\n", ":8: year: \"0021\" is not a year");
    assert_mistake(REST "published: 1\nyear: MMXX\n", ":8: year: \"MMXX\" is not a year");
    assert_mistake("claim: x\nsource: s\nopened: no\nquantity: q\nrule: r\nquery: y\nyear: 2021\npublished: 1\n",
                   ":3: opened: \"no\" is not one of: yes, second-hand");
    assert_mistake(GOOD "analysis:\n\n", ":9: the key \"analysis\" has no value (allowed: text behind the colon, or in "
                                         "indented lines below)");
}

static void bad_lines_are_named_with_what_is_allowed(void **state)
{
    (void)state;
    assert_mistake(GOOD "author: somebody\n  and somebody else\n",
                   ":9: unknown key \"author\" (allowed: claim, source, year, opened, conditions, quantity, published, "
                   "unit, rule, query, differs, analysis)");
    assert_mistake(GOOD "year: 2022\n  or 2023\n", ":9: a second key \"year\" (allowed: one; the first is in line 7)");
    assert_mistake("  x\n" GOOD, ":1: an indented line before any key (allowed: key: value first)");
    assert_mistake(GOOD "nothing\n", ":9: no line of a claim: \"nothing\" (allowed: key: value; # and a comment; "
                                     "an indented line that goes on with a value)");
    assert_mistake(GOOD "Unit: times\n", ":9: unknown key \"Unit\"");
    assert_mistake(GOOD "unit : times\n", ":9: unknown key \"unit \"");
    assert_mistake(GOOD "unit: t\x01mes\n",
                   ":9: a control character in \"unit: t?mes\" (allowed: text in UTF-8, tabs)");
}

static void a_missing_key_is_named_where_the_file_ends(void **state)
{
    static const char *const messages[] = {
        ":2: the file ends without the key \"source\" (required: claim, source, year, opened, quantity, published, ",
        ":2: the file ends without the key \"opened\"",
        ":2: the file ends without the key \"quantity\"",
        ":2: the file ends without the key \"published\"",
        ":2: the file ends without the key \"rule\"",
        ":2: the file ends without the key \"query\"",
    };

    (void)state;
    assert_mistakes("claim: x\nyear: 2021\n", 6, messages);
}

static void all_mistakes_of_all_files_are_named_in_order(void **state)
{
    struct sentences mistakes = {0};
    FILE *const out = fopen(in_folder("printed"), "w");

    (void)state;
    assert_non_null(out);
    write_text("b.claim", GOOD "what\nwho: x\n");
    write_text("a.claim", REST "year: 21\npublished: 1\n");
    write_text("c.claim", GOOD);
    write_text("Bad Name.claim", GOOD);
    assert_false(claims(folder, out, &mistakes));
    assert_int_equal(ftell(out), 0);
    fclose(out);
    assert_int_equal(mistakes.count, 4);
    assert_non_null(strstr(mistakes.text[0], "/Bad Name.claim: \"Bad Name\" is not the name of a claim (allowed: "
                                             "lower-case letters, digits, hyphens)"));
    assert_non_null(strstr(mistakes.text[1], "/a.claim:7: year"));
    assert_non_null(strstr(mistakes.text[2], "/b.claim:9: no line"));
    assert_non_null(strstr(mistakes.text[3], "/b.claim:10: unknown key \"who\""));
    sentences_free(&mistakes);
}

static void what_cannot_be_read_is_a_mistake(void **state)
{
    struct sentences mistakes = {0};

    (void)state;
    assert_false(claims(in_folder("nowhere"), stdout, &mistakes));
    assert_int_equal(mistakes.count, 1);
    assert_non_null(strstr(mistakes.text[0], "/nowhere: cannot open: No such file or directory"));
    sentences_free(&mistakes);
    assert_int_equal(mkdir(in_folder("a.claim"), 0700), 0);
    assert_false(claims(folder, stdout, &mistakes));
    assert_non_null(strstr(mistakes.text[0], "/a.claim: cannot read: Is a directory"));
    sentences_free(&mistakes);
}

/* What claims() prints, which the caller frees. */
static char *printed_claims(void)
{
    struct sentences mistakes = {0};
    FILE *const out = fopen(in_folder("printed"), "w");

    assert_non_null(out);
    if (!claims(folder, out, &mistakes))
        fail_msg("%s", mistakes.text[0]);
    fclose(out);
    return read_text("printed");
}

static void no_claims_are_no_mistake(void **state)
{
    char expected[100];

    (void)state;
    write_text("README.md", "no claim\n");
    write_text(".d.claim", "hidden\n");
    char *const printed = printed_claims();
    snprintf(expected, sizeof expected, "no claims are registered in %s/\n", folder);
    assert_string_equal(printed, expected);
    free(printed);
}

static void claims_are_listed_by_id_and_counted(void **state)
{
    char expected[400];

    (void)state;
    write_text("b.claim", GOOD "unit: times\n");
    char *const one = printed_claims();
    assert_non_null(strstr(one, "\n1 claim is registered in "));
    write_text("a.claim", REST "year: 2019\npublished: >= 1.5\n");
    char *const two = printed_claims();
    snprintf(expected, sizeof expected,
             "  id  year  quantity              published\n"
             "  a   2019  speedup of wasm-simd  >= 1.5\n"
             "  b   2021  speedup of wasm-simd  1.5..2.3 times\n"
             "2 claims are registered in %s/\n",
             folder);
    assert_string_equal(two, expected);
    free(one);
    free(two);
}

static void long_names_are_cut_to_80_columns_between_characters(void **state)
{
    char text[2000] = REST "year: 2019\npublished: 1.5..2.3\nunit: times as fast as everything else in the world\n";

    (void)state;
    write_text("a.claim", text);
    size_t used = (size_t)snprintf(text, sizeof text,
                                   "claim: x\nsource: s\nopened: yes\nrule: r\nquery: y\n"
                                   "year: 2021\npublished: 1\nquantity: ");
    for (size_t i = 0; i < 300; i++) /* characters of four bytes */
        used += (size_t)snprintf(text + used, sizeof text - used, "\xf0\x9f\x98\x80");
    write_text("b.claim", text);
    char *const printed = printed_claims();
    assert_non_null(strstr(printed, "\xf0\x9f\x98\x80~ "));
    assert_non_null(strstr(printed, "1.5..2.3 times as f~\n"));
    for (const char *at = printed; *at; at += strcspn(at, "\n") + 1) {
        size_t width = 0;
        for (size_t i = 0; i < strcspn(at, "\n"); i++)
            width += ((unsigned char)at[i] & 0xc0) != 0x80;
        assert_true(width <= 80);
    }
    free(printed);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_claims)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_claim_is_read),
        IN_FOLDER(ends_of_lines_may_be_those_of_windows_and_the_last_may_be_missing),
        IN_FOLDER(what_was_published_is_a_number_a_range_or_one_end),
        IN_FOLDER(what_is_no_number_is_a_mistake),
        IN_FOLDER(bad_values_are_named_with_what_is_allowed),
        IN_FOLDER(bad_lines_are_named_with_what_is_allowed),
        IN_FOLDER(a_missing_key_is_named_where_the_file_ends),
        IN_FOLDER(all_mistakes_of_all_files_are_named_in_order),
        IN_FOLDER(what_cannot_be_read_is_a_mistake),
        IN_FOLDER(no_claims_are_no_mistake),
        IN_FOLDER(claims_are_listed_by_id_and_counted),
        IN_FOLDER(long_names_are_cut_to_80_columns_between_characters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
