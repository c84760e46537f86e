/* Names, order and equality of cells. */
#include <string.h>

#include "cmocka_all.h"
#include "tollgate/run/cell_key.h"

static const struct cell_key usual = {
    .engine = "node",
    .experiment = "throughput",
    .kernel = "dot",
    .variant = "wasm",
    .transfer = "resident",
    .setting = "",
    .machine = "",
    .n = 64,
    .batch = 8,
};

static void assert_before(const struct cell_key *a, const struct cell_key *b)
{
    assert_true(cell_compare(a, b) < 0);
    assert_true(cell_compare(b, a) > 0);
    assert_int_equal(cell_compare(a, a), 0);
}

static void a_name_has_setting_and_machine_where_there_are_any(void **state)
{
    struct cell_key key = usual;

    (void)state;
    assert_string_equal(cell_name(&key, ' ').text, "node throughput dot wasm n=64 batch=8 resident");
    key.machine = "vm";
    assert_string_equal(cell_name(&key, ' ').text, "node throughput dot wasm n=64 batch=8 resident on vm");
    key.setting = "threads=4";
    assert_string_equal(cell_name(&key, ' ').text, "node throughput dot wasm n=64 batch=8 resident threads=4 on vm");
    key.machine = "";
    assert_string_equal(cell_name(&key, '\t').text, "node\tthroughput\tdot\twasm\tn=64\tbatch=8\tresident\tthreads=4");
}

static void the_longest_names_fit(void **state)
{
    enum { LONGEST = 1000 };
    char longest[LONGEST + 1];
    struct cell_key key = usual;

    (void)state;
    memset(longest, 'x', LONGEST);
    longest[LONGEST] = '\0';
    key.engine = key.experiment = key.kernel = key.variant = key.setting = longest;
    longest[LONGEST - 1] = 'y';
    key.machine = longest;
    key.n = key.batch = UINT64_C(1) << 53;
    const struct cell_name name = cell_name(&key, ' ');
    assert_int_equal(name.text[strlen(name.text) - 1], 'y');
    assert_int_equal(strlen(name.text),
                     6 * LONGEST + strlen("    n=9007199254740992 batch=9007199254740992 resident  on "));
}

static void the_setting_orders_after_the_transfer(void **state)
{
    struct cell_key first = usual, second = usual;

    (void)state;
    second.setting = "threads=4";
    assert_before(&first, &second);
    first.setting = "threads=8";
    first.transfer = "resident";
    second.transfer = "copy";
    assert_before(&first, &second);
    second = first;
    second.variant = "native";
    second.setting = "";
    assert_before(&first, &second);
}

static void numbers_in_settings_order_by_their_size(void **state)
{
    static const char *const sorted[] = {
        "",
        "net=10mbit;phase=compile",
        "net=10mbit;phase=run",
        "net=100mbit;phase=compile",
        "threads",
        "threads=",
        "threads=1",
        "threads=2",
        "threads=04",
        "threads=4",
        "threads=4a",
        "threads=16",
        "threads=16;x=9",
        "threads=16;x=10",
        "threads=99999999999999999999",
        "threads=100000000000000000000",
        "threads=x",
    };
    const size_t count = sizeof sorted / sizeof sorted[0];

    (void)state;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count; j++) {
            struct cell_key first = usual, second = usual;
            first.setting = sorted[i];
            second.setting = sorted[j];
            assert_before(&first, &second);
        }
    }
}

static void cells_of_one_work_may_have_any_setting(void **state)
{
    struct cell_key other = usual;

    (void)state;
    other.setting = "threads=4";
    other.variant = "js";
    assert_true(cell_same_work(&usual, &other));
    other.machine = "vm";
    assert_false(cell_same_work(&usual, &other));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_has_setting_and_machine_where_there_are_any),
        cmocka_unit_test(the_longest_names_fit),
        cmocka_unit_test(the_setting_orders_after_the_transfer),
        cmocka_unit_test(numbers_in_settings_order_by_their_size),
        cmocka_unit_test(cells_of_one_work_may_have_any_setting),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
