/* Calls: planted ones come back net of the loop, in files and in tables. */
#include <sys/stat.h>

#include "simulated.h"

/* Of 1,000 calls. */
#define CALLS(kernel, variant, call_ns) {"node,calls," kernel "," variant ",1000,1000,resident", 1000 * (call_ns)}

/* What is written of cells[count]; the caller frees it. */
static char *file_of(const char *name, const struct simulated_cell *cells, size_t count, size_t processes)
{
    write_simulated(cells, count, processes, 20);
    summarize_well();
    return read_text(name);
}

static void planted_calls_come_back_net_of_the_loop_that_makes_them(void **state)
{
    static const struct simulated_cell cells[] = {
        CALLS("call-i32-2", "loop/js", 0.5),
        CALLS("call-i32-2", "loop/wasm", 0.3),
        CALLS("call-i32-2", "js-to-wasm/opaque", 4.2),
        CALLS("call-i32-2", "js-to-wasm/opaque/polymorphic/again", 4.3),
        CALLS("call-i32-2", "wasm-to-js/inlinable", 7.3),
        CALLS("call-void-0", "js-to-js/opaque/bound/chain-32", 9),
    };

    (void)state;
    char *const csv = file_of("calls.csv", cells, sizeof cells / sizeof cells[0], 5);
    const char out[] = "node,call-i32-2,i32-2,js-to-wasm,opaque,monomorphic,variable,0,1,5,100,";
    const char in[] = "node,call-i32-2,i32-2,wasm-to-js,inlinable,monomorphic,variable,0,1,5,100,";

    assert_near(csv_value(csv, out, "time_ns"), 4.2, 0.1);
    assert_near(csv_value(csv, out, "control_ns"), 0.5, 0.02);
    assert_near(csv_value(csv, out, "net_ns"), 3.7, 0.1);
    assert_true(csv_value(csv, out, "net_low_ns") < csv_value(csv, out, "net_ns"));
    assert_true(csv_value(csv, out, "net_high_ns") > csv_value(csv, out, "net_ns"));
    assert_string_equal(csv_field(csv, out, "verdict"), "resolved");
    assert_near(csv_value(csv, in, "control_ns"), 0.3, 0.02);
    assert_near(csv_value(csv, in, "net_ns"), 7, 0.15);
    assert_string_equal(csv_field(csv, "node,call-i32-2,i32-2,js-to-wasm,opaque,polymorphic,variable,0,2,", "verdict"),
                        "resolved");
    assert_string_equal(csv_field(csv, "node,call-i32-2,i32-2,loop,js,,,0,1,", "net_ns"), "");
    assert_string_equal(csv_field(csv, "node,call-i32-2,i32-2,loop,js,,,0,1,", "verdict"), "control");
    free(csv);
}

static void without_a_loop_there_is_a_time_and_no_net(void **state)
{
    static const struct simulated_cell cells[] = {
        CALLS("call-i32-2", "loop/wasm", 0.3),
        CALLS("call-i32-2", "js-to-wasm/opaque", 4.2),
        CALLS("call-void-0", "loop/js", 0.3),
    };

    (void)state;
    char *const csv = file_of("calls.csv", cells, sizeof cells / sizeof cells[0], 3);
    const char row[] = "node,call-i32-2,i32-2,js-to-wasm,";

    assert_near(csv_value(csv, row, "time_ns"), 4.2, 0.1);
    assert_string_equal(csv_field(csv, row, "control_ns"), "");
    assert_string_equal(csv_field(csv, row, "net_ns"), "");
    assert_string_equal(csv_field(csv, row, "net_high_ns"), "");
    assert_string_equal(csv_field(csv, row, "verdict"), "");
    free(csv);
}

static void a_net_time_that_may_be_nothing_is_said_to_be(void **state)
{
    static const struct simulated_cell cells[] = {
        CALLS("call-i32-2", "loop/js", 2),
        CALLS("call-i32-2", "js-to-js/inlinable", 2),
        CALLS("call-i32-2", "js-to-wasm/inlinable", 1),
    };

    (void)state;
    char *const csv = file_of("calls.csv", cells, sizeof cells / sizeof cells[0], 5);
    char *const printed = read_text("printed");
    const char row[] = "node,call-i32-2,i32-2,js-to-js,";

    assert_true(csv_value(csv, row, "net_low_ns") <= 0 && csv_value(csv, row, "net_high_ns") >= 0);
    assert_string_equal(csv_field(csv, row, "verdict"), "not resolved");
    assert_string_equal(csv_field(csv, "node,call-i32-2,i32-2,js-to-wasm,", "verdict"), "below the control");
    assert_non_null(strstr(printed, "<0.0"));
    free(csv);
    free(printed);
}

static void one_process_gives_net_times_without_intervals(void **state)
{
    static const struct simulated_cell cells[] = {
        CALLS("call-i32-2", "loop/js", 0.5),
        CALLS("call-i32-2", "js-to-wasm/opaque", 4.2),
    };

    (void)state;
    char *const csv = file_of("calls.csv", cells, sizeof cells / sizeof cells[0], 1);
    const char row[] = "node,call-i32-2,i32-2,js-to-wasm,";
    char *const printed = read_text("printed");

    assert_near(csv_value(csv, row, "net_ns"), 3.7, 0.2);
    assert_string_equal(csv_field(csv, row, "net_low_ns"), "");
    assert_string_equal(csv_field(csv, row, "verdict"), "not resolved");
    assert_null(strstr(printed, "+-0"));
    free(csv);
    free(printed);
}

static void the_table_has_directions_down_and_signatures_across(void **state)
{
    static const struct simulated_cell cells[] = {
        CALLS("call-i32-2", "loop/js", 0.5),
        CALLS("call-i32-2", "loop/wasm", 0.4),
        CALLS("call-i32-2", "js-to-wasm/opaque", 4.2),
        CALLS("call-i32-2", "js-to-wasm/opaque/again", 4.21),
        CALLS("call-i32-2", "wasm-to-js/opaque/again", 4.21),
        CALLS("call-i32-2", "js-to-wasm/opaque/chain-8", 14.2),
        CALLS("call-i32-2", "js-to-wasm/opaque/ccall", 344),
        CALLS("call-i32-2", "js-to-js/opaque", 2.5),
        CALLS("call-i32-2", "wasm-to-wasm-indirect/opaque", 1.5),
        CALLS("call-i32-2", "js-to-wasm/inlinable", 0.9),
        CALLS("call-void-0", "loop/js", 0.4),
        CALLS("call-void-0", "js-to-wasm/opaque", 3.9),
        CALLS("call-i64-1", "loop/js", 0.4),
        CALLS("call-i64-1", "js-to-wasm/opaque", 64.1),
        CALLS("call-f64-2", "loop/js", 0.4),
        CALLS("call-f64-2", "js-to-wasm/opaque", 64.1),
        CALLS("call-externref-1", "loop/js", 0.4),
        CALLS("call-externref-1", "js-to-wasm/opaque", 10.1),
        CALLS("call-multi-2", "js-to-wasm/opaque", 10.1),
        {"bun,calls,call-f32-8,loop/js,1000,1000,resident", 500},
        {"bun,calls,call-f32-8,js-to-wasm/opaque,1000,1000,resident", 9500},
    };

    (void)state;
    free(file_of("calls.csv", cells, sizeof cells / sizeof cells[0], 5));
    char *const printed = read_text("printed");
    const char *const head = strstr(printed, "  direction");
    const char *const end = strchr(head, '\n');

    assert_printed_fits();
    assert_non_null(strstr(printed, "calls in node, ns each, net of the loop, +- 95 %: callees that stay calls\n"));
    assert_true(strstr(head, "void-0") < strstr(head, "i32-2") && strstr(head, "i32-2") < end);
    const char *const js = strstr(end, "\n  js-to-js  ");
    const char *const wasm = strstr(end, "\n  js-to-wasm  ");
    const char *const held = strstr(end, "\n  js-to-wasm, ccall  ");
    const char *const inlinable = strstr(printed, "callees that may be inlined");
    assert_true(js && wasm && held && inlinable && js < wasm && wasm < held && held < inlinable);
    assert_null(strstr(printed, "chain"));
    assert_non_null(strstr(printed, "a step of the loop in js, 0."));
    assert_non_null(strstr(printed, "a step of the loop in wasm, 0."));
    assert_non_null(strstr(printed, "measured twice: 1 of 1 agree within 0.1 ns or 3 %"));
    assert_non_null(strstr(strstr(printed, "calls in bun"), "f32-8"));
    free(printed);
}

static void a_cell_of_another_form_is_named(void **state)
{
    static const struct simulated_cell other_variant[] = {CALLS("call-i32-2", "js-wasm", 1)};
    static const struct simulated_cell other_kernel[] = {CALLS("add", "js-to-wasm/opaque", 1)};
    struct problem problem;

    (void)state;
    write_simulated(other_variant, 1, 2, 5);
    assert_false(summarize_folder(&problem));
    assert_non_null(strstr(problem.text, "samples.csv: cell node calls call-i32-2 js-wasm n=1000 batch=1000 resident: "
                                         "variant \"js-wasm\": \"js-wasm\" is not a direction (js-to-js, "));
    write_simulated(other_kernel, 1, 2, 5);
    assert_false(summarize_folder(&problem));
    assert_non_null(strstr(problem.text, "cell node calls add js-to-wasm/opaque"));
    assert_non_null(strstr(problem.text, "kernel is not call-<type>-<parameters>"));
}

static void a_file_that_cannot_be_written_is_a_problem(void **state)
{
    static const struct simulated_cell cells[] = {CALLS("call-i32-2", "loop/js", 0.5)};
    struct problem problem;

    (void)state;
    write_simulated(cells, 1, 2, 5);
    assert_int_equal(mkdir(in_folder("calls.csv"), 0700), 0);
    assert_false(summarize_folder(&problem));
    assert_non_null(strstr(problem.text, "calls.csv: cannot write"));
}

/* A call of that setting less the loop of that setting, or else the loop of none. */
static void settings_have_tables_of_their_own(void **state)
{
    static const struct simulated_cell cells[] = {
        {"node,calls,call-i32-2,loop/js,1000,1000,resident@vm,", 500},
        {"node,calls,call-i32-2,loop/js,1000,1000,resident@vm,isolate=2", 1500},
        {"node,calls,call-i32-2,js-to-wasm/opaque,1000,1000,resident@vm,isolate=2", 4500},
        {"node,calls,call-i32-2,js-to-wasm/opaque,1000,1000,resident@vm,isolate=3", 9500},
    };

    (void)state;
    char *const csv = file_of("calls.csv", cells, 4, 5);
    char *const printed = read_text("printed");
    const char *const third = strstr(csv, ",isolate=2\nnode,call-i32-2,i32-2,js-to-wasm,");

    assert_near(csv_value(csv, "node,call-i32-2,i32-2,js-to-wasm,", "net_ns"), 3, 0.1);
    assert_non_null(third);
    assert_non_null(strstr(printed, "calls in node isolate=2, ns each"));
    assert_non_null(strstr(printed, "calls in node isolate=3, ns each"));
    assert_non_null(strstr(strstr(printed, "calls in node isolate=3"), " 9.0"));
    free(csv);
    free(printed);
}

static void calls_of_any_name_are_summed_up_as_the_run_says(void **state)
{
    static const struct simulated_cell cells[] = {
        {"node,shapes,call-i32-2,loop/js,1000,1000,resident", 500},
        {"node,shapes,call-i32-2,js-to-wasm/opaque,1000,1000,resident", 4500},
    };

    (void)state;
    write_text("experiments.csv", "experiment,method,form,heading,lone_cells,question\nshapes,rounds,calls,x,0,\n");
    char *const csv = file_of("shapes.csv", cells, 2, 5);
    assert_near(csv_value(csv, "node,call-i32-2,i32-2,js-to-wasm,", "net_ns"), 4, 0.1);
    free(csv);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(planted_calls_come_back_net_of_the_loop_that_makes_them),
        IN_FOLDER(without_a_loop_there_is_a_time_and_no_net),
        IN_FOLDER(a_net_time_that_may_be_nothing_is_said_to_be),
        IN_FOLDER(one_process_gives_net_times_without_intervals),
        IN_FOLDER(the_table_has_directions_down_and_signatures_across),
        IN_FOLDER(a_cell_of_another_form_is_named),
        IN_FOLDER(a_file_that_cannot_be_written_is_a_problem),
        IN_FOLDER(settings_have_tables_of_their_own),
        IN_FOLDER(calls_of_any_name_are_summed_up_as_the_run_says),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
