/* Which cell another is compared with. */
#include "temporary.h"
#include "tollgate/run/references.h"

static struct samples samples;

#define ROW(engine, variant, batch, transfer, setting)                                                                 \
    "r,1," engine ",throughput,dot," variant ",64," #batch "," transfer ",1,10,1000,,vm," setting "\n"

static void read_rows(const char *rows)
{
    struct problem problem;
    char text[4000];

    snprintf(text, sizeof text, SETTINGS_HEADER "%s", rows);
    write_text("samples.csv", text);
    if (!samples_read(in_folder("samples.csv"), false, &samples, &problem))
        fail_msg("%s", problem.text);
}

static const struct cell *cell(const char *engine, const char *variant, uint64_t batch, const char *setting)
{
    const struct cell_key key = {engine, "throughput", "dot", variant, "resident", setting, "vm", 64, batch};

    return samples_find(&samples, &key);
}

static void a_baseline_has_the_batch_of_the_cell_or_is_fully_batched(void **state)
{
    (void)state;
    read_rows(ROW("node", "js", 64, "resident", "") ROW("node", "js", 8, "resident", "") ROW(
        "node", "wasm", 8, "resident", "") ROW("node", "wasm", 4, "resident", "") ROW("bun", "js", 64, "resident", ""));
    assert_ptr_equal(reference_baseline(&samples, cell("node", "wasm", 8, "")), cell("node", "js", 8, ""));
    assert_ptr_equal(reference_baseline(&samples, cell("node", "wasm", 4, "")), cell("node", "js", 64, ""));
    assert_ptr_equal(reference_in(&samples, cell("node", "wasm", 4, ""), "bun"), cell("bun", "js", 64, ""));
    assert_ptr_equal(reference_baseline(&samples, cell("node", "js", 8, "")), cell("node", "js", 8, ""));
    samples_free(&samples);
}

static void a_baseline_of_the_same_setting_comes_first(void **state)
{
    (void)state;
    read_rows(ROW("node", "js", 64, "resident", "") ROW("node", "js", 8, "resident", "")
                  ROW("node", "js", 64, "resident", "threads=4") ROW("node", "wasm", 8, "resident", "threads=4")
                      ROW("node", "wasm", 8, "resident", "threads=2") ROW("node", "wasm", 8, "resident", ""));
    /* The setting counts for more than the batch. */
    assert_ptr_equal(reference_baseline(&samples, cell("node", "wasm", 8, "threads=4")),
                     cell("node", "js", 64, "threads=4"));
    assert_ptr_equal(reference_baseline(&samples, cell("node", "wasm", 8, "threads=2")), cell("node", "js", 8, ""));
    assert_ptr_equal(reference_baseline(&samples, cell("node", "wasm", 8, "")), cell("node", "js", 8, ""));
    assert_ptr_equal(reference_baseline(&samples, cell("node", "js", 64, "threads=4")),
                     cell("node", "js", 64, "threads=4"));
    samples_free(&samples);
}

static void without_a_setting_there_is_no_baseline_of_one(void **state)
{
    (void)state;
    read_rows(ROW("node", "js", 64, "resident", "threads=4") ROW("node", "wasm", 64, "resident", "")
                  ROW("node", "wasm", 64, "resident", "threads=2"));
    assert_null(reference_baseline(&samples, cell("node", "wasm", 64, "")));
    assert_null(reference_baseline(&samples, cell("node", "wasm", 64, "threads=2")));
    samples_free(&samples);
}

static void native_code_borrows_an_engine_that_has_the_setting(void **state)
{
    (void)state;
    read_rows(ROW("node", "js", 64, "resident", "") ROW("bun", "js", 64, "resident", "threads=4")
                  ROW("native", "native", 64, "resident", "threads=4") ROW("native", "native", 64, "resident", ""));
    const struct cell *const native = cell("native", "native", 64, "threads=4");
    assert_null(reference_baseline(&samples, native));
    assert_ptr_equal(reference_javascript(&samples, native), cell("bun", "js", 64, "threads=4"));
    assert_ptr_equal(reference_javascript(&samples, cell("native", "native", 64, "")), cell("node", "js", 64, ""));
    assert_ptr_equal(reference_base(&samples, native, "js"), cell("bun", "js", 64, "threads=4"));
    assert_ptr_equal(reference_base(&samples, cell("bun", "js", 64, "threads=4"), "native"), native);
    assert_null(reference_base(&samples, native, "wasm"));
    samples_free(&samples);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_baseline_has_the_batch_of_the_cell_or_is_fully_batched),
        IN_FOLDER(a_baseline_of_the_same_setting_comes_first),
        IN_FOLDER(without_a_setting_there_is_no_baseline_of_one),
        IN_FOLDER(native_code_borrows_an_engine_that_has_the_setting),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
