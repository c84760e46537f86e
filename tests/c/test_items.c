/* Items: what is planted comes back by the item, as time, rate and speedup, in files and in tables. */
#include <sys/stat.h>

#include "simulated.h"

/* What is written of cells[count]; the caller frees it. */
static char *file_of(const char *name, const struct simulated_cell *cells, size_t count, size_t processes)
{
    write_simulated(cells, count, processes, 20);
    summarize_well();
    return read_text(name);
}

static const struct simulated_cell copies[] = {
    {"node,marshal,bytes-in,js,1024,1024,resident", 512},
    {"node,marshal,bytes-in,set,1024,1024,copy", 256},
    {"node,marshal,bytes-in,elements,1024,1024,copy", 1024},
    {"node,marshal,bytes-in,elements,1024,64,copy", 2048},
    {"node,marshal,bytes-in,js,1048576,1048576,resident", 1048576},
    {"node,marshal,bytes-in,set,1048576,1048576,copy", 524288},
    {"bun,marshal,bytes-in,set,1000,1000,copy", 1000},
    {"node,memory,memory-grow-1,loop/js,100,100,resident", 100},
    {"node,memory,memory-grow-1,grow,100,100,resident", 200100},
    {"node,memory,memory-grow-1,wasm-grow,100,100,resident", 190100},
    {"node,gc,points-sum,js,10,10,resident", 20},
    {"node,gc,points-sum,wasm-gc,10,10,resident", 20.01},
};
enum { COPIES = sizeof copies / sizeof copies[0] };

static void write_beside(void)
{
    write_text("kernels.csv", "kernel,n,label,title,element,bytes_per_element,operations_per_element\n"
                              "bytes-in,1024,1 KiB,Bytes in,byte,1,\nbytes-in,1048576,1 MiB,Bytes in,byte,1,\n"
                              "points-sum,10,10,Sum,point,24,\n");
    write_text("environment.csv", "name,value\nboundary_module_bytes_gc_wasm-gc,412\n");
    write_text("floor.csv", "host,engine,kernel,variant,pairs,floor,rerun_floor,date_utc\n"
                            "h,node,bytes-in,set,9,9,,2026-11-22\n");
}

static void items_have_a_time_a_rate_and_a_speedup_over_js(void **state)
{
    (void)state;
    write_beside();
    char *const csv = file_of("marshal.csv", copies, COPIES, 5);
    const char set[] = "node,bytes-in,set,1024,1024,copy,5,100,byte,";

    assert_near(csv_value(csv, set, "item_ns"), 0.25, 0.005);
    assert_near(csv_value(csv, set, "gb_per_s"), 4, 0.1);
    assert_true(csv_value(csv, set, "gb_per_s_low") < csv_value(csv, set, "gb_per_s"));
    assert_true(csv_value(csv, set, "gb_per_s_high") > csv_value(csv, set, "gb_per_s"));
    assert_string_equal(csv_field(csv, set, "baseline"), "js");
    assert_near(csv_value(csv, set, "speedup"), 2, 0.05);
    assert_string_equal(csv_field(csv, set, "verdict"), "no difference proven"); /* the floor is 900 % */
    assert_string_equal(csv_field(csv, "node,bytes-in,elements,1024,1024,", "verdict"), "slower");
    assert_string_equal(csv_field(csv, "node,bytes-in,js,1024,1024,", "verdict"), "baseline");
    assert_string_equal(csv_field(csv, "node,bytes-in,js,1024,1024,", "speedup_low"), "1");
    assert_string_equal(csv_field(csv, "bun,bytes-in,set,1000,1000,copy,5,100,,", "gb_per_s"), "");
    assert_string_equal(csv_field(csv, "bun,bytes-in,set,1000,1000,copy,5,100,,", "verdict"), "");
    assert_string_equal(csv_field(csv, set, "control_ns"), "");
    assert_printed_fits();
    free(csv);
}

static void items_are_net_of_their_loop_where_there_is_one(void **state)
{
    (void)state;
    char *const csv = file_of("memory.csv", copies, COPIES, 5);

    assert_near(csv_value(csv, "node,memory-grow-1,grow,", "net_ns"), 2000, 40);
    assert_near(csv_value(csv, "node,memory-grow-1,grow,", "control_ns"), 1, 0.05);
    assert_true(csv_value(csv, "node,memory-grow-1,grow,", "net_low_ns") > 1900);
    assert_string_equal(csv_field(csv, "node,memory-grow-1,wasm-grow,", "net_ns"), ""); /* no loop/wasm */
    assert_string_equal(csv_field(csv, "node,memory-grow-1,grow,", "gb_per_s"), "");
    assert_string_equal(csv_field(csv, "node,memory-grow-1,loop/js,", "verdict"), "control");
    assert_string_equal(csv_field(csv, "node,memory-grow-1,loop/js,", "speedup"), "");
    free(csv);
}

static void modules_have_their_size_where_it_is_known(void **state)
{
    (void)state;
    write_beside();
    char *const csv = file_of("gc.csv", copies, COPIES, 5);

    assert_string_equal(csv_field(csv, "node,points-sum,wasm-gc,", "module_bytes"), "412");
    assert_string_equal(csv_field(csv, "node,points-sum,js,", "module_bytes"), "");
    assert_string_equal(csv_field(csv, "node,points-sum,wasm-gc,", "verdict"), "no difference proven");
    free(csv);
}

static void several_sizes_are_columns_and_one_is_a_table_of_its_own(void **state)
{
    (void)state;
    write_beside();
    free(file_of("marshal.csv", copies, COPIES, 5));
    char *const printed = read_text("printed");
    const char *const table = strstr(printed, "bytes-in in node: GB/s, by n\n");

    assert_non_null(table);
    assert_non_null(strstr(table, "1Ki   1Mi\n"));
    assert_non_null(strstr(table, "elements, batch 64"));
    assert_non_null(strstr(printed, "bytes-in in bun, n = 1000\n"));
    const char *const sums = strstr(printed, "points-sum in node, n = 10, item: point\n");
    assert_non_null(sums);
    assert_non_null(strstr(sums, "not proven"));
    assert_non_null(strstr(printed, "memory-grow-1 in node, n = 100\n"));
    free(printed);
}

static void more_sizes_than_fit_are_picked_from_the_smallest_to_the_largest(void **state)
{
    static char names[9][80];
    struct simulated_cell cells[9];

    (void)state;
    for (size_t i = 0; i < 9; i++) {
        snprintf(names[i], sizeof names[0], "node,marshal,string-in-ascii,encode-into,%d,%d,resident", 16 << (2 * i),
                 16 << (2 * i));
        cells[i] = (struct simulated_cell){names[i], 100 + (16 << (2 * i))};
    }
    free(file_of("marshal.csv", cells, 9, 3));
    char *const printed = read_text("printed");

    assert_non_null(strstr(printed, "string-in-ascii in node: time per item, by n\n"));
    assert_non_null(strstr(printed, " 16 "));
    assert_non_null(strstr(printed, " 256 "));
    assert_non_null(strstr(printed, " 1Mi\n"));
    assert_null(strstr(printed, " 64 "));
    assert_printed_fits();
    free(printed);
}

static void what_moves_no_bytes_has_no_rate_that_any_memory_has(void **state)
{
    static const struct simulated_cell cells[] = {
        {"node,marshal,bytes-in,view,1024,1024,resident", 1},
        {"node,marshal,bytes-in,set,1024,1024,resident", 512},
        {"node,marshal,bytes-in,set,1024,1024,copy", 256},
    };

    (void)state;
    write_text("kernels.csv", "kernel,n,label,title,element,bytes_per_element\nbytes-in,1024,1,Bytes,byte,1\n");
    free(file_of("marshal.csv", cells, 3, 3));
    char *const printed = read_text("printed");

    assert_non_null(strstr(printed, "  >1000"));
    assert_non_null(strstr(printed, "\n  set +copy  "));
    assert_non_null(strstr(printed, "\n  set  "));
    free(printed);
}

static void machines_have_calls_items_and_modules_of_their_own(void **state)
{
    static const struct simulated_cell cells[] = {
        {"node,calls,call-i32-2,loop/js,1000,1000,resident@vm", 500},
        {"node,calls,call-i32-2,js-to-wasm/opaque,1000,1000,resident@vm", 4500},
        {"node,calls,call-i32-2,loop/js,1000,1000,resident@pi", 2000},
        {"node,calls,call-i32-2,js-to-wasm/opaque,1000,1000,resident@pi", 9000},
        {"node,gc,points-sum,js,100,100,resident@vm", 1000},
        {"node,gc,points-sum,structs,100,100,resident@vm", 500},
        {"node,gc,points-sum,js,100,100,resident@pi", 9000},
        {"node,gc,points-sum,structs,100,100,resident@pi", 1000},
    };

    (void)state;
    write_text("environment.csv", "name,value,machine\nboundary_module_bytes_gc_structs,111,\n"
                                  "boundary_module_bytes_gc_structs,222,pi\n");
    char *const calls = file_of("calls.csv", cells, 8, 5);
    char *const items = read_text("gc.csv");
    char *const printed = read_text("printed");

    const char *const call = "node,call-i32-2,i32-2,js-to-wasm,";
    assert_string_equal(csv_field(calls, call, "machine"), "pi");
    assert_near(csv_value(calls, call, "net_ns"), 7, 0.2);
    assert_string_equal(csv_field(items, "node,points-sum,structs,", "machine"), "pi");
    assert_near(csv_value(items, "node,points-sum,structs,", "speedup"), 9, 0.2);
    assert_string_equal(csv_field(items, "node,points-sum,structs,", "module_bytes"), "222");
    assert_non_null(strstr(items, ",111,vm,\n"));
    assert_non_null(
        strstr(printed, "calls in node on pi, ns each, net of the loop, +- 95 %: callees that stay calls\n"));
    assert_non_null(strstr(printed, "calls in node on vm, ns"));
    assert_non_null(strstr(printed, "points-sum in node on pi, n = 100\n"));
    assert_printed_fits();
    free(calls);
    free(items);
    free(printed);
}

/* As marshal, memory and gc. */
static void dom_is_measured_by_the_item(void **state)
{
    static const struct simulated_cell cells[] = {
        {"firefox,dom,text,js,1,1,resident", 200},
        {"firefox,dom,text,wasm-strings,1,1,resident", 500},
        {"firefox,dom,text,js,100,100,resident", 20000},
        {"firefox,dom,text,wasm-strings,100,100,resident", 40000},
        {"firefox,dom,text,wasm-strings,100,1,resident", 60000},
        {"firefox,dom,canvas,js,4096,4096,resident", 4096},
        {"firefox,dom,canvas,wasm-view,4096,4096,resident", 8192},
    };

    (void)state;
    write_text("kernels.csv", "kernel,n,label,title,element,bytes_per_element\ntext,1,1,Text,element,0\n"
                              "text,100,100,Text,element,0\ncanvas,4096,64x64,Pixels,pixel,4\n");
    char *const csv = file_of("dom.csv", cells, 7, 5);
    char *const printed = read_text("printed");

    assert_near(csv_value(csv, "firefox,text,wasm-strings,100,100,", "item_ns"), 400, 10);
    assert_near(csv_value(csv, "firefox,text,wasm-strings,100,100,", "speedup"), 0.5, 0.01);
    assert_string_equal(csv_field(csv, "firefox,text,wasm-strings,100,1,", "baseline"), "js");
    assert_string_equal(csv_field(csv, "firefox,text,js,1,1,", "verdict"), "baseline");
    assert_near(csv_value(csv, "firefox,canvas,js,", "gb_per_s"), 4, 0.1);
    assert_non_null(strstr(printed, "text in firefox: time per element, by n\n"));
    assert_non_null(strstr(printed, "canvas in firefox, n = 4096, item: pixel\n"));
    assert_printed_fits();
    free(csv);
    free(printed);
}

static void damage_beside_the_samples_is_a_problem(void **state)
{
    struct problem problem;

    (void)state;
    write_simulated(copies, COPIES, 2, 5);
    write_text("kernels.csv", "kernel,n,label,title,element,bytes_per_element\nk,x,l,t,e,1\n");
    assert_false(summarize_folder(&problem));
    assert_non_null(strstr(problem.text, "kernels.csv:2: column n: \"x\" is not a whole number"));
    write_text("kernels.csv", "kernel,n,label,title,element,bytes_per_element\nk,1,l,t,e,1\nk,1,l,t,e,-1\n");
    assert_false(summarize_folder(&problem));
    assert_non_null(strstr(problem.text, "kernels.csv:3: column bytes_per_element: \"-1\" is not a number of bytes"));
    write_text("kernels.csv",
               "kernel,n,label,title,element,bytes_per_element,operations_per_element\nk,1,l,t,e,1,many\n");
    assert_false(summarize_folder(&problem));
    assert_non_null(strstr(problem.text, "kernels.csv:2: column operations_per_element: \"many\" is not a number"));
}

static void a_file_that_cannot_be_written_is_a_problem(void **state)
{
    struct problem problem;

    (void)state;
    write_simulated(copies, COPIES, 2, 5);
    assert_int_equal(mkdir(in_folder("marshal.csv"), 0700), 0);
    assert_false(summarize_folder(&problem));
    assert_non_null(strstr(problem.text, "marshal.csv: cannot write"));
}

static void items_of_any_name_are_summed_up_as_the_run_says(void **state)
{
    static const struct simulated_cell cells[] = {
        {"node,shapes,bytes-in,js,1024,1024,resident", 512},
        {"node,shapes,bytes-in,set,1024,1024,copy", 256},
    };

    (void)state;
    write_text("experiments.csv", "experiment,method,form,heading,lone_cells,question\nshapes,rounds,items,x,0,\n");
    char *const csv = file_of("shapes.csv", cells, 2, 5);
    assert_near(csv_value(csv, "node,bytes-in,set,", "item_ns"), 0.25, 0.01);
    free(csv);
}

static void settings_are_ways_of_their_own(void **state)
{
    static const struct simulated_cell cells[] = {
        {"node,marshal,bytes-in,js,1024,1024,resident@vm,", 512},
        {"node,marshal,bytes-in,set,1024,1024,copy@vm,threads=2", 256},
        {"node,marshal,bytes-in,set,1024,1024,copy@vm,threads=16", 128},
    };

    (void)state;
    char *const csv = file_of("marshal.csv", cells, 3, 5);
    char *const printed = read_text("printed");

    assert_string_equal(csv_field(csv, "node,bytes-in,set,", "setting"), "threads=2");
    assert_near(csv_value(csv, "node,bytes-in,set,", "speedup"), 2, 0.05);
    assert_non_null(strstr(printed, "\n  set threads=2  "));
    assert_non_null(strstr(printed, "\n  set threads=16  "));
    free(csv);
    free(printed);
}

static void tables_of_items_take_the_place_of_tables_of_cells(void **state)
{
    (void)state;
    char *const csv = file_of("summary.csv", copies, COPIES, 2);
    char *const printed = read_text("printed");

    assert_near(csv_value(csv, "node,gc,points-sum,js,", "time_ns"), 20, 1);
    assert_null(strstr(printed, "speedup over js"));
    assert_non_null(strstr(printed, "points-sum in node, n = 10"));
    free(csv);
    free(printed);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(items_have_a_time_a_rate_and_a_speedup_over_js),
        IN_FOLDER(items_are_net_of_their_loop_where_there_is_one),
        IN_FOLDER(modules_have_their_size_where_it_is_known),
        IN_FOLDER(several_sizes_are_columns_and_one_is_a_table_of_its_own),
        IN_FOLDER(more_sizes_than_fit_are_picked_from_the_smallest_to_the_largest),
        IN_FOLDER(what_moves_no_bytes_has_no_rate_that_any_memory_has),
        IN_FOLDER(machines_have_calls_items_and_modules_of_their_own),
        IN_FOLDER(dom_is_measured_by_the_item),
        IN_FOLDER(damage_beside_the_samples_is_a_problem),
        IN_FOLDER(a_file_that_cannot_be_written_is_a_problem),
        IN_FOLDER(items_of_any_name_are_summed_up_as_the_run_says),
        IN_FOLDER(settings_are_ways_of_their_own),
        IN_FOLDER(tables_of_items_take_the_place_of_tables_of_cells),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
