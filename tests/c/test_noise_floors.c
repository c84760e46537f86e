/* The reader of floor.csv. */
#include "temporary.h"
#include "tollgate/run/floors.h"

#define HEADER "host,engine,kernel,variant,pairs,floor,rerun_floor,date_utc\n"

static const struct cell_key dot_js = {.engine = "node", .kernel = "dot", .variant = "js", .machine = ""};

static void expect_problem(const char *text, const char *words)
{
    struct floors floors;
    struct problem problem;

    write_text("floor.csv", text);
    assert_false(floors_read(folder, &floors, &problem));
    assert_non_null(strstr(problem.text, words));
}

static void a_floor_is_found_by_engine_kernel_and_variant(void **state)
{
    struct floors floors;
    struct problem problem;
    const struct cell_key others[] = {{.engine = "bun", .kernel = "dot", .variant = "js", .machine = ""},
                                      {.engine = "node", .kernel = "sieve", .variant = "js", .machine = ""},
                                      {.engine = "node", .kernel = "dot", .variant = "wasm-simd", .machine = ""},
                                      {.engine = "node", .kernel = "dot", .variant = "js", .machine = "other"}};

    (void)state;
    write_text("floor.csv", HEADER "vm,node,dot,js,10,0.004,0.012,2026-11-22T10:00:00Z\n"
                                   "vm,node,dot,wasm,10,,,2026-11-22T10:00:00Z\n");
    assert_true(floors_read(folder, &floors, &problem));
    assert_int_equal(floors.count, 2);
    assert_near(floors_find(&floors, &dot_js)->within, 0.004, 0);
    assert_near(floors_find(&floors, &dot_js)->rerun, 0.012, 0);
    assert_true(isnan(floors.all[1].within) && isnan(floors.all[1].rerun));
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_null(floors_find(&floors, &others[i]));
    floors_free(&floors);
}

static void each_machine_has_its_own_floor(void **state)
{
    struct floors floors;
    struct problem problem;
    struct cell_key key = dot_js;

    (void)state;
    write_text("floor.csv", HEADER "vm,node,dot,js,10,0.004,0.012,\npi,node,dot,js,10,0.02,0.05,\n"
                                   ",node,dot,wasm,10,0.001,0.002,\n");
    assert_true(floors_read(folder, &floors, &problem));
    key.machine = "pi";
    assert_near(floors_find(&floors, &key)->within, 0.02, 0);
    key.machine = "vm";
    assert_near(floors_find(&floors, &key)->within, 0.004, 0);
    key.machine = "elsewhere";
    assert_null(floors_find(&floors, &key));
    key.variant = "wasm"; /* of no host in particular */
    assert_near(floors_find(&floors, &key)->within, 0.001, 0);
    assert_near(floors_find(&floors, &dot_js)->within, 0.004, 0);
    floors_free(&floors);
}

static void a_file_that_is_not_there_makes_no_floors(void **state)
{
    struct floors floors;
    struct problem problem;

    (void)state;
    assert_true(floors_read(folder, &floors, &problem));
    assert_int_equal(floors.count, 0);
    assert_null(floors_find(&floors, &dot_js));
    floors_free(&floors);
}

static void a_folder_that_is_none_is_a_problem(void **state)
{
    struct floors floors;
    struct problem problem;

    (void)state;
    write_text("floor.csv", HEADER);
    assert_false(floors_read(in_folder("floor.csv"), &floors, &problem));
    assert_non_null(strstr(problem.text, "cannot open: Not a directory"));
}

static void bad_rows_are_named(void **state)
{
    (void)state;
    expect_problem(HEADER "vm,node,dot,js,10,-0.1,0.012,\n", "floor.csv:2: column floor: \"-0.1\" is not a relative");
    expect_problem(HEADER "vm,node,dot,js,10,0.1,1 %,\n", "column rerun_floor: \"1 %\" is not a relative change");
    expect_problem(HEADER "vm,node,dot,js,10,0.1,0.2,\nvm,node,dot,js,9,0.1,0.2,\n",
                   "floor.csv:3: a second row for node dot js (allowed: one a host)");
    expect_problem("host,engine\nvm,node\n", "column kernel: missing from the header");
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_floor_is_found_by_engine_kernel_and_variant),
        IN_FOLDER(each_machine_has_its_own_floor),
        IN_FOLDER(a_file_that_is_not_there_makes_no_floors),
        IN_FOLDER(a_folder_that_is_none_is_a_problem),
        IN_FOLDER(bad_rows_are_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
