/* Numbers from text and to text. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmocka_all.h"
#include "random.h"
#include "tollgate/text/number.h"

static void whole_numbers_are_digits_up_to_two_to_the_53(void **state)
{
    static const char *const bad[] = {
        "", "-1", "+1", "1.0", "1e3", " 1", "1 ", "0x10", "9007199254740993", "99999999999999999999"};
    uint64_t count;

    (void)state;
    assert_true(number_count("0", 1, &count) && count == 0);
    assert_true(number_count("9007199254740992", 16, &count) && count == LARGEST_COUNT);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(number_count(bad[i], strlen(bad[i]), &count));
}

static void decimals_are_read_as_strtod_reads_them(void **state)
{
    struct random_source source;

    (void)state;
    random_start(&source, 31);
    for (size_t i = 0; i < 20000; i++) {
        char text[64];
        double value;
        const double number = -log(random_unit(&source)) * pow(10, (double)random_below(&source, 12));
        snprintf(text, sizeof text, "%.*f", (int)random_below(&source, 9), number);
        assert_true(number_decimal(text, strlen(text), &value));
        assert_true(!(value < strtod(text, NULL)) && !(value > strtod(text, NULL)));
    }
}

static void exponents_and_long_numbers_are_read_too(void **state)
{
    double value;

    (void)state;
    assert_true(number_decimal("1.5e3", 5, &value));
    assert_near(value, 1500, 0);
    assert_true(number_decimal("-2", 2, &value));
    assert_near(value, -2, 0);
    assert_true(number_decimal("123456789012345678", 18, &value));
    assert_near(value, 123456789012345678.0, 0);
    assert_true(number_decimal("-1.5E-1", 7, &value));
    assert_near(value, -0.15, 1e-17);
    assert_true(number_decimal("2e+2", 4, &value));
    assert_near(value, 200, 0);
    assert_false(number_decimal("1\0e1", 4, &value));
}

static void what_is_no_plain_decimal_is_refused(void **state)
{
    static const char *const bad[] = {
        "",       "nan",     "inf",
        "-inf",   "0x10",    "1,5",
        " 1",     "1 ",      ".5",
        "1.",     "1..2",    "-",
        "1e",     "1e999",   "+1",
        "--1",    "12ns",    "1e+",
        "1.5e-x", "1.5.5e1", "1000000000000000000000000000000000000000000000000000000000000000"};
    double value;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(number_decimal(bad[i], strlen(bad[i]), &value));
}

static void numbers_are_written_plainly_with_seven_digits(void **state)
{
    (void)state;
    assert_string_equal(number_plain(0).text, "0");
    assert_string_equal(number_plain(1).text, "1");
    assert_string_equal(number_plain(1.0 / 3).text, "0.3333333");
    assert_string_equal(number_plain(123456.789).text, "123456.8");
    assert_string_equal(number_plain(1234567890.4).text, "1234567890");
    assert_string_equal(number_plain(-2.5e-6).text, "-0.000002500000");
    assert_string_equal(number_plain(-1e16).text, "-10000000000000000");
    assert_int_equal(strlen(number_plain(-1.7e308).text), 310);
    assert_near(strtod(number_plain(-1.7e308).text, NULL), -1.7e308, 0);
    assert_string_equal(number_plain(1e-320).text, "0.000000000000000");
    assert_string_equal(number_plain(NAN).text, "");
    assert_string_equal(number_plain(INFINITY).text, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_numbers_are_digits_up_to_two_to_the_53),
        cmocka_unit_test(decimals_are_read_as_strtod_reads_them),
        cmocka_unit_test(exponents_and_long_numbers_are_read_too),
        cmocka_unit_test(what_is_no_plain_decimal_is_refused),
        cmocka_unit_test(numbers_are_written_plainly_with_seven_digits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
