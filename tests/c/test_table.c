/* Tables: numbers as people say them, columns that line up, 80 wide. */
#include <math.h>

#include "temporary.h"
#include "tollgate/text/table.h"

static void times_have_four_digits_and_a_unit(void **state)
{
    (void)state;
    assert_string_equal(table_time(0.51234).text, "0.5123 ns");
    assert_string_equal(table_time(52.139).text, "52.14 ns");
    assert_string_equal(table_time(999.96).text, "1.000 us");
    assert_string_equal(table_time(16460).text, "16.46 us");
    assert_string_equal(table_time(2.5e6).text, "2.500 ms");
    assert_string_equal(table_time(3e9).text, "3.000 s");
    assert_string_equal(table_time(NAN).text, "-");
}

static void costs_show_how_far_their_interval_reaches(void **state)
{
    (void)state;
    assert_string_equal(table_cost(8.1234, 7.8, 8.4).text, "8.12 +- 0.30 ns");
    assert_string_equal(table_cost(1.00388, 1.00035, 1.00742).text, "1.004 +- 0.004 ns");
    assert_string_equal(table_cost(8.1234, NAN, NAN).text, "8.123 ns");
    assert_string_equal(table_cost(INFINITY, 1, 2).text, "-");
    assert_string_equal(table_cost(0, 0, 0).text, "0.0 +- 0.0 ns");
}

static void reaches_are_in_percent(void **state)
{
    (void)state;
    assert_string_equal(table_reach(100 / 1.012, 101.2).text, "+-1.2 %");
    assert_string_equal(table_reach(100 / 1.5, 150).text, "+-50 %");
    assert_string_equal(table_reach(NAN, NAN).text, "+- ?");
}

static void ratios_and_batches_come_with_their_interval(void **state)
{
    (void)state;
    assert_string_equal(table_ratio(6.171, 6.09, 6.249).text, "6.17x 6.09-6.25");
    assert_string_equal(table_ratio(0.5321, NAN, NAN).text, "0.532x");
    assert_string_equal(table_ratio(NAN, NAN, NAN).text, "-");
    assert_string_equal(table_batch(29, 27, 31).text, "29 (27-31)");
    assert_string_equal(table_batch(29, 27, INFINITY).text, "29 (27 or more)");
    assert_string_equal(table_batch(INFINITY, NAN, NAN).text, "never");
    assert_string_equal(table_batch(INFINITY, 27, INFINITY).text, "not proven (27 or more)");
    assert_string_equal(table_batch(1, 1, 1).text, "1 (always)");
    assert_string_equal(table_batch(1, 1, 2).text, "1 (1-2)");
    assert_string_equal(table_batch(29, NAN, NAN).text, "29");
    assert_string_equal(table_ratio(2, 1, INFINITY).text, "2.00x");
}

static char *printed(struct table *table)
{
    FILE *const stream = fopen(in_folder("printed"), "w");

    assert_non_null(stream);
    table_print(table, stream);
    fclose(stream);
    table_free(table);
    return read_text("printed");
}

static void columns_line_up_and_lines_have_no_spaces_at_their_end(void **state)
{
    struct table table = {.alignment = "lrl"};
    struct table_row *row = table_add(&table);

    (void)state;
    *row = (struct table_row){{{"js"}, {"1"}, {"baseline"}}, {""}};
    row = table_add(&table);
    *row = (struct table_row){{{"\xc3\xa9t\xc3\xa9"}, {"12.5"}, {"faster"}}, {"median +23 %"}};
    char *const text = printed(&table);
    assert_string_equal(text, "  js      1  baseline\n"
                              "  \xc3\xa9t\xc3\xa9  12.5  faster\n"
                              "      median +23 %\n");
    free(text);
}

static void a_long_first_column_is_cut_to_keep_80(void **state)
{
    struct table table = {.alignment = "lr"};
    struct table_row *const row = table_add(&table);

    (void)state;
    memset(row->cells[0].text, 'v', 70);
    strcpy(row->cells[1].text, "1234567890123456789");
    char *const text = printed(&table);
    assert_int_equal(strcspn(text, "\n"), 80);
    assert_non_null(strstr(text, "vvv~  1234567890123456789\n"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_have_four_digits_and_a_unit),
        cmocka_unit_test(costs_show_how_far_their_interval_reaches),
        cmocka_unit_test(reaches_are_in_percent),
        cmocka_unit_test(ratios_and_batches_come_with_their_interval),
        cmocka_unit_test_setup_teardown(columns_line_up_and_lines_have_no_spaces_at_their_end, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(a_long_first_column_is_cut_to_keep_80, make_folder, remove_folder),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
