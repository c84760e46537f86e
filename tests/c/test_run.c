/* The samples of a run: those of samples.csv, and of an old run's startup.csv. */
#include "temporary.h"
#include "tollgate/run/run.h"

#define ROW "r,1,node,throughput,dot,js,64,64,resident,1,10,1000,00c0ffee\n"
#define STARTUP "run,engine,kernel,variant,n,round,elapsed_ns\n"

static struct run run;
static struct problem problem;

static int remove_run(void **state)
{
    (void)remove(in_folder("startup.csv"));
    return remove_folder(state);
}

static void assert_refused(const char *words)
{
    assert_false(run_read(folder, false, &run, &problem));
    if (!strstr(problem.text, words))
        fail_msg("\"%s\" is not in: %s", words, problem.text);
}

static const struct cell *of_processes(const char *variant)
{
    const struct cell_key key = {"node", "processes", "dot", variant, "resident", "", "", 4096, 4096};

    return samples_find(&run.samples, &key);
}

static void a_run_without_startup_is_its_samples(void **state)
{
    (void)state;
    write_text("samples.csv", SAMPLES_HEADER ROW);
    assert_true(run_read(folder, false, &run, &problem));
    assert_string_equal(run.directory, folder);
    assert_int_equal(run.samples.cell_count, 1);
    assert_int_equal(run_warn(&run), 0);
    run_free(&run);
    write_text("samples.csv", SAMPLES_HEADER);
    assert_refused("samples.csv:2: no rows below the header");
}

static void rows_of_startup_are_samples_of_processes(void **state)
{
    (void)state;
    write_text("samples.csv", SAMPLES_HEADER ROW);
    write_text("startup.csv", STARTUP "r,node,dot,wasm,4096,2,5000\nr,node,dot,wasm,4096,1,7000\n"
                                      "s,node,dot,wasm,4096,1,9000\nr,node,dot,js,4096,1,8000.5\n");
    assert_true(run_read(folder, false, &run, &problem));
    assert_int_equal(run.samples.cell_count, 3);
    const struct cell *const wasm = of_processes("wasm");
    assert_non_null(wasm);
    assert_int_equal(wasm->process_count, 3);
    assert_int_equal(wasm->sample_count, 3);
    assert_false(wasm->has_check);
    assert_string_equal(wasm->processes[0].run, "r");
    assert_int_equal(wasm->processes[0].number, 1);
    assert_near(wasm->processes[0].sorted[0], 7000, 0);
    assert_near(wasm->processes[1].sorted[0], 5000, 0);
    assert_string_equal(wasm->processes[2].run, "s");
    assert_near(of_processes("js")->processes[0].sorted[0], 8000.5, 0);
    run_free(&run);
}

static void both_files_may_have_the_same_cell(void **state)
{
    (void)state;
    write_text("samples.csv", SAMPLES_HEADER "new,1,node,processes,dot,wasm,4096,4096,resident,1,1,6000,00c0ffee\n");
    write_text("startup.csv", STARTUP "old,node,dot,wasm,4096,1,5000\n");
    assert_true(run_read(folder, false, &run, &problem));
    assert_int_equal(run.samples.cell_count, 1);
    assert_int_equal(run.samples.cells[0].process_count, 2);
    run_free(&run);
}

static void startup_may_name_its_machine(void **state)
{
    (void)state;
    write_text("samples.csv", MACHINES_HEADER "r,1,node,throughput,dot,js,64,64,resident,1,10,1000,,vm\n");
    write_text("startup.csv",
               "run,engine,kernel,variant,n,round,elapsed_ns,note,machine\nr,node,dot,js,1,1,5000,,vm\n");
    assert_true(run_read(folder, false, &run, &problem));
    assert_int_equal(run.samples.machine_count, 1);
    assert_string_equal(run.samples.cells[0].key.experiment, "processes");
    assert_string_equal(run.samples.cells[0].key.machine, "vm");
    run_free(&run);
}

static void either_file_may_have_no_rows_but_not_both(void **state)
{
    (void)state;
    write_text("samples.csv", SAMPLES_HEADER);
    write_text("startup.csv", STARTUP "r,node,dot,js,4096,1,5000\n");
    assert_true(run_read(folder, false, &run, &problem));
    assert_int_equal(run.samples.cell_count, 1);
    run_free(&run);
    write_text("startup.csv", STARTUP);
    assert_refused("samples.csv:1: no rows below the header, nor in startup.csv");
    write_text("samples.csv", SAMPLES_HEADER ROW);
    assert_true(run_read(folder, false, &run, &problem));
    run_free(&run);
}

static void a_bad_row_of_startup_is_named_by_file_and_line(void **state)
{
    static const struct {
        const char *row;
        const char *words;
    } bad[] = {
        {",node,dot,js,4096,1,5000\n", "column run: \"\" is not a name (allowed: text that is not empty)"},
        {"r,node,do\tt,js,4096,1,5000\n", "column kernel: \"do?t\" is not a name"},
        {"r,node,dot,js,-1,1,5000\n", "column n: \"-1\" is not a whole number (allowed: 0 to"},
        {"r,node,dot,js,4096,0,5000\n", "column round: \"0\" is not a positive whole number (allowed: 1 to"},
        {"r,node,dot,js,4096,1,0\n", "column elapsed_ns: \"0\" is not a positive number (allowed: above 0,"},
        {"r,node,dot,js,4096,1\n", "column elapsed_ns: the row has 6 fields, the header 7"},
    };

    (void)state;
    write_text("samples.csv", SAMPLES_HEADER ROW);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char text[500], words[200];
        snprintf(text, sizeof text, STARTUP "r,node,dot,js,4096,1,5000\n%s", bad[i].row);
        snprintf(words, sizeof words, "/startup.csv:3: %s", bad[i].words);
        write_text("startup.csv", text);
        assert_refused(words);
    }
    write_text("startup.csv", "run,engine,kernel,variant,n,turn\n");
    assert_refused("/startup.csv:1: column round: expected here (column 6), but the header has \"turn\"");
}

static void rows_that_are_cut_off_are_left_out_of_both_files_when_allowed(void **state)
{
    (void)state;
    write_text("samples.csv", SAMPLES_HEADER ROW "r,1,no");
    write_text("startup.csv", STARTUP "r,node,dot,js,4096,1,5000\nr,node,dot");
    assert_refused("/samples.csv:3: column engine: the last row is cut off");
    assert_true(run_read(folder, true, &run, &problem));
    assert_int_equal(run.samples.cell_count, 2);
    assert_int_equal(run.left_out.count, 2);
    assert_non_null(strstr(run.left_out.text[0], "/samples.csv:3: the last row is cut off; left out"));
    assert_non_null(strstr(run.left_out.text[1], "/startup.csv:3: the last row is cut off; left out"));
    run_free(&run);
    write_text("startup.csv", STARTUP "r,node,dot,js,4096,0,5000\n");
    assert_false(run_read(folder, true, &run, &problem));
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_run)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_run_without_startup_is_its_samples),
        IN_FOLDER(rows_of_startup_are_samples_of_processes),
        IN_FOLDER(both_files_may_have_the_same_cell),
        IN_FOLDER(startup_may_name_its_machine),
        IN_FOLDER(either_file_may_have_no_rows_but_not_both),
        IN_FOLDER(a_bad_row_of_startup_is_named_by_file_and_line),
        IN_FOLDER(rows_that_are_cut_off_are_left_out_of_both_files_when_allowed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
