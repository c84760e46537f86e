/* How tables and files name a cell. */
#include "temporary.h"
#include "tollgate/run/label.h"

static const struct cell_key usual = {
    .engine = "node",
    .experiment = "throughput",
    .kernel = "dot",
    .variant = "wasm",
    .transfer = "copy",
    .setting = "threads=4",
    .machine = "vm",
    .n = 64,
    .batch = 8,
};

static void a_label_shows_transfer_and_setting(void **state)
{
    struct cell_key key = usual;

    (void)state;
    assert_string_equal(label_of(&key, false).text, "wasm +copy threads=4");
    assert_string_equal(label_of(&key, true).text, "node wasm +copy threads=4");
    key.transfer = "resident";
    assert_string_equal(label_of(&key, false).text, "wasm threads=4");
    key.setting = "";
    assert_string_equal(label_of(&key, false).text, "wasm");
    key.engine = "native";
    assert_string_equal(label_of(&key, true).text, "wasm");
}

static void a_long_setting_is_cut_short(void **state)
{
    char setting[201];
    struct cell_key key = usual;

    (void)state;
    memset(setting, 's', 200);
    setting[200] = '\0';
    key.setting = setting;
    assert_int_equal(strncmp(label_of(&key, false).text, "wasm +copy sss", 14), 0);
}

static void a_row_ends_with_machine_and_setting(void **state)
{
    struct csv_output output;
    struct problem problem = {""};

    (void)state;
    assert_true(csv_create(&output, folder, "summary.csv", CSV_CELL_COLUMNS ",time_ns," CSV_LAST_COLUMNS, &problem));
    csv_cell_key(&output, &usual);
    csv_number(&output, 1.5);
    csv_end_cell(&output, &usual);
    assert_true(csv_commit(&output, &problem));
    char *const text = read_text("summary.csv");
    assert_string_equal(text, "engine,experiment,kernel,variant,n,batch,transfer,time_ns,machine,setting\n"
                              "node,throughput,dot,wasm,64,8,copy,1.500000,vm,threads=4\n");
    free(text);
}

static void cells_may_be_of_one_engine_or_of_several(void **state)
{
    struct cell cells[4] = {{.key = usual}, {.key = usual}, {.key = usual}, {.key = usual}};

    (void)state;
    cells[1].key.engine = "native";
    assert_false(several_engines(cells, 2));
    cells[2].key.engine = "bun";
    assert_true(several_engines(cells, 3));
    assert_false(many_engines(cells, 3));
    cells[3].key.engine = "deno";
    assert_true(many_engines(cells, 4));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_label_shows_transfer_and_setting),
        cmocka_unit_test(a_long_setting_is_cut_short),
        cmocka_unit_test_setup_teardown(a_row_ends_with_machine_and_setting, make_folder, remove_folder),
        cmocka_unit_test(cells_may_be_of_one_engine_or_of_several),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
