/* tollgate merge: several runs become one, or nothing. */
#include <sys/stat.h>

#include "simulated.h"
#include "tollgate/merge/merge.h"
#include "tollgate/text/exit_code.h"
#include "words.h"

#define ROW "node,throughput,dot,js,64,64,resident,1,10,1000,00c0ffee"
#define KERNELS "kernel,n,label,title,element,bytes_per_element,operations_per_element\n"

static const char *const runs[] = {"a", "b", "c", "out", "out/inner"};
enum { RUNS = sizeof runs / sizeof runs[0] };
static const char *const files[] = {"samples.csv", "warmup.csv", "warnings.csv",    "errors.csv",     "skipped.csv",
                                    "startup.csv", "seams.csv",  "environment.csv", "kernels.csv",    "floor.csv",
                                    "summary.csv", "ratios.csv", "compare.csv",     "experiments.csv"};

static struct problem problem;
static int exit_code;

/* The path of a file of the test's folder; of several in one call, each is kept. */
static const char *path_of(const char *name)
{
    static char paths[8][256];
    static size_t place;

    place = (place + 1) % 8;
    snprintf(paths[place], sizeof paths[0], "%s/%s", folder, name);
    return paths[place];
}

static int make_runs(void **state)
{
    problem = (struct problem){""};
    exit_code = -1;
    if (make_folder(state) != 0)
        return -1;
    return mkdir(path_of("a"), 0700) == 0 && mkdir(path_of("b"), 0700) == 0 ? 0 : -1;
}

/* Fails where anything else is there: a temporary folder, say. */
static int remove_runs(void **state)
{
    for (size_t i = RUNS; i-- > 0;) {
        for (size_t j = 0; j < sizeof files / sizeof files[0]; j++) {
            char name[100];
            snprintf(name, sizeof name, "%s/%s", runs[i], files[j]);
            (void)remove(path_of(name));
        }
        (void)rmdir(path_of(runs[i]));
    }
    return remove_folder(state);
}

static bool there(const char *name)
{
    return access(path_of(name), F_OK) == 0;
}

static bool merge_into(const char *out, bool allow_truncated)
{
    const char *const both[] = {path_of("a"), path_of("b")};
    const struct merge_options options = {path_of(out), allow_truncated};
    FILE *const printed = fopen(in_folder("printed"), "w");

    assert_non_null(printed);
    const bool good = merge(both, 2, &options, printed, &exit_code, &problem);
    fclose(printed);
    return good;
}

static void assert_text(const char *name, const char *expected)
{
    char *const text = read_text(name);

    if (strcmp(text, expected) != 0)
        fail_msg("expected: %s\n   found: %s", expected, text);
    free(text);
}

static void assert_fails(const char *words)
{
    assert_false(merge_into("out", false));
    if (!strstr(problem.text, words))
        fail_msg("\"%s\" is not in: %s", words, problem.text);
    assert_false(there("out"));
}

static void assert_refused(void)
{
    assert_true(merge_into("out", false));
    assert_int_equal(exit_code, NOT_COMPARABLE);
    assert_false(there("out"));
}

static void write_machines(void)
{
    write_text("a/environment.csv", "name,value\nhost,vm\ncpu_model,A\n");
    write_text("b/environment.csv", "name,value\nhost,pi\ncpu_model,B\n");
}

static void write_usual(void)
{
    write_machines();
    write_text("a/samples.csv", SAMPLES_HEADER "ra,1," ROW "\nra,2," ROW "\n");
    write_text("b/samples.csv", SAMPLES_HEADER "rb,1," ROW "\n");
}

static void runs_of_two_machines_become_one(void **state)
{
    (void)state;
    write_usual();
    assert_true(merge_into("out", false));
    assert_int_equal(exit_code, DONE);
    assert_text("out/samples.csv", MACHINES_HEADER "ra,1," ROW ",vm\nra,2," ROW ",vm\nrb,1," ROW ",pi\n");
    assert_text("out/environment.csv", "name,value,machine\nhost,vm,vm\ncpu_model,A,vm\nhost,pi,pi\ncpu_model,B,pi\n");
    assert_false(there("out/kernels.csv"));
    char *const printed = read_text("printed");
    assert_non_null(strstr(printed, "out: 3 samples of 2 cells out of 2 runs, on 2 machines: vm, pi\n"));
    free(printed);
}

static void columns_are_those_of_both_runs_with_the_machine_last(void **state)
{
    (void)state;
    write_machines();
    write_text("a/samples.csv", MACHINES_HEADER "ra,1," ROW ",other\nra,2," ROW ",\n");
    write_text("b/samples.csv",
               "run,process,engine,experiment,kernel,variant,n,batch,transfer,round,iterations,elapsed_ns,"
               "check,tier,note\nrb,1," ROW ",\"a,b\",\"say \"\"so\"\"\n\"\n");
    assert_true(merge_into("out", false));
    assert_text("out/samples.csv",
                "run,process,engine,experiment,kernel,variant,n,batch,transfer,round,iterations,elapsed_ns,check,tier,"
                "note,machine\n"
                "ra,1," ROW ",,,other\nra,2," ROW ",,,vm\nrb,1," ROW ",\"a,b\",\"say \"\"so\"\"\n\",pi\n");
}

static void a_setting_is_the_last_column_where_any_run_has_it(void **state)
{
    (void)state;
    write_machines();
    write_text("a/samples.csv", "run,process,engine,experiment,kernel,variant,n,batch,transfer,round,iterations,"
                                "elapsed_ns,check,setting,tier\nra,1," ROW ",threads=4,t\nra,1," ROW ",,t\n");
    write_text("b/samples.csv", SAMPLES_HEADER "rb,1," ROW "\n");
    write_text("a/warmup.csv", "run,call\nra,1\n");
    write_text("b/warmup.csv", "run,call,machine,setting\nrb,1,,threads=2\n");
    assert_true(merge_into("out", false));
    assert_int_equal(exit_code, DONE);
    assert_text("out/samples.csv",
                "run,process,engine,experiment,kernel,variant,n,batch,transfer,round,iterations,elapsed_ns,check,tier,"
                "machine,setting\n"
                "ra,1," ROW ",t,vm,threads=4\nra,1," ROW ",t,vm,\nrb,1," ROW ",,pi,\n");
    assert_text("out/warmup.csv", "run,call,machine,setting\nra,1,vm,\nrb,1,pi,threads=2\n");
    char *const printed = read_text("printed");
    assert_non_null(strstr(printed, "out: 3 samples of 3 cells out of 2 runs"));
    free(printed);
}

static void cells_of_different_settings_are_not_pooled(void **state)
{
    static const char other[] = "rb,1,node,throughput,dot,js,64,64,resident,1,10,1000,00c0ffef,vm,";
    char text[400];

    (void)state;
    write_usual();
    snprintf(text, sizeof text, SETTINGS_HEADER "%sthreads=4\n", other);
    write_text("b/samples.csv", text);
    assert_true(merge_into("out", false));
    assert_int_equal(exit_code, DONE);
    snprintf(text, sizeof text, SETTINGS_HEADER "%s\n", other);
    write_text("b/samples.csv", text);
    assert_int_equal(remove(path_of("out/samples.csv")) + remove(path_of("out/environment.csv")), 0);
    assert_int_equal(rmdir(path_of("out")), 0);
    assert_refused();
}

#define EXPERIMENTS "experiment,method,form,heading,lone_cells,question\n"

static void an_experiment_of_both_runs_has_one_row(void **state)
{
    (void)state;
    write_usual();
    write_text("a/experiments.csv", EXPERIMENTS "throughput,rounds,cells,,0,How fast?\n"
                                                "crossings,rounds,sweep,the price of a call,0,\"When, and why?\"\n");
    write_text("b/experiments.csv", EXPERIMENTS "gc,rounds,items,gc,0,What does it cost?\n"
                                                "throughput,rounds,cells,,0,Asked otherwise\n");
    assert_true(merge_into("out", false));
    assert_text("out/experiments.csv", EXPERIMENTS "throughput,rounds,cells,,0,How fast?\n"
                                                   "crossings,rounds,sweep,the price of a call,0,\"When, and why?\"\n"
                                                   "gc,rounds,items,gc,0,What does it cost?\n");
}

#define STARTUP "run,engine,kernel,variant,n,round,elapsed_ns"

static void startup_of_old_runs_is_joined_and_checked(void **state)
{
    (void)state;
    write_usual();
    write_text("a/startup.csv", STARTUP "\nra,node,dot,js,64,1,5000\n");
    write_text("b/startup.csv", STARTUP ",machine\nrb,node,dot,js,64,1,6000,vm\nrb,node,dot,wasm,64,1,4000,\n");
    assert_true(merge_into("out", false));
    assert_text("out/startup.csv", STARTUP ",machine\nra,node,dot,js,64,1,5000,vm\nrb,node,dot,js,64,1,6000,vm\n"
                                           "rb,node,dot,wasm,64,1,4000,pi\n");
    char *const printed = read_text("printed");
    assert_non_null(strstr(printed, "out: 6 samples of 4 cells out of 2 runs"));
    free(printed);
}

static void a_bad_startup_is_an_error_and_so_is_the_same_one_twice(void **state)
{
    (void)state;
    write_usual();
    write_text("a/startup.csv", STARTUP "\nra,node,dot,js,64,1,none\n");
    assert_fails("a/startup.csv:2: column elapsed_ns: \"none\" is not a positive number");
    write_text("a/startup.csv", STARTUP ",machine\nra,node,dot,js,64,1,5000,vm\n");
    write_text("b/startup.csv", STARTUP ",machine\nra,node,dot,js,64,1,5000,vm\n");
    assert_fails("both hold process 1 of the run ra for node processes dot js n=64 batch=64 resident on vm");
}

static void the_other_files_come_along(void **state)
{
    static const char *const plain[] = {"warmup", "warnings", "errors", "skipped", "seams"};

    (void)state;
    write_usual();
    for (size_t i = 0; i < 5; i++) {
        char name[40];
        snprintf(name, sizeof name, "%s/%s.csv", i % 2 == 0 ? "a" : "b", plain[i]);
        write_text(name, "run,detail\nr,1\n");
    }
    write_text("a/errors.csv", "run,detail\n"); /* a header alone is fine */
    write_text("a/kernels.csv", KERNELS "dot,64,64,Dot,pair,8,2\ndot,1,1,Dot,pair,8,2\n");
    write_text("b/kernels.csv", KERNELS "dot,1,1,Dot product,pair,8,2\nsieve,10,10,Sieve,number,0,\n");
    write_text("a/floor.csv", "host,engine,kernel,variant,pairs,floor,rerun_floor,date_utc\n,node,dot,js,2,0.1,0.2,\n");
    write_text("b/floor.csv", "host,engine,kernel,variant,pairs,floor,rerun_floor,date_utc\npi,node,dot,js,2,0.3,0.4,\n"
                              "vm,node,dot,js,2,0.5,0.6,\n");
    assert_true(merge_into("out/", false));
    for (size_t i = 0; i < 5; i++) {
        char name[40];
        snprintf(name, sizeof name, "out/%s.csv", plain[i]);
        assert_text(name, i == 2       ? "run,detail,machine\n"
                          : i % 2 == 0 ? "run,detail,machine\nr,1,vm\n"
                                       : "run,detail,machine\nr,1,pi\n");
    }
    assert_text("out/kernels.csv",
                KERNELS "dot,64,64,Dot,pair,8,2\ndot,1,1,Dot,pair,8,2\nsieve,10,10,Sieve,number,0,\n");
    assert_text("out/floor.csv",
                "host,engine,kernel,variant,pairs,floor,rerun_floor,date_utc\nvm,node,dot,js,2,0.1,0.2,\n"
                "pi,node,dot,js,2,0.3,0.4,\n");
}

static void runs_of_one_machine_become_one_cell_and_share_its_facts(void **state)
{
    (void)state;
    write_usual();
    write_text("b/environment.csv", "name,value,machine\nhost,vm,vm\ncpu_model,B,vm\ncpu_model,A,vm\nload,1,vm\n");
    write_text("b/samples.csv", MACHINES_HEADER "rb,1," ROW ",vm\n");
    assert_true(merge_into("out", false));
    assert_int_equal(exit_code, DONE);
    assert_text("out/environment.csv", "name,value,machine\nhost,vm,vm\ncpu_model,A,vm\ncpu_model,B,vm\nload,1,vm\n");
    char *const printed = read_text("printed");
    assert_non_null(strstr(printed, "3 samples of 1 cells out of 2 runs, on 1 machine: vm\n"));
    free(printed);
}

static void what_was_joined_can_be_joined_again(void **state)
{
    const char *const more[] = {path_of("out"), path_of("c")};
    const struct merge_options options = {path_of("out/inner"), false};
    const struct merge_options beside = {path_of("b"), false};

    (void)state;
    write_usual();
    assert_true(merge_into("out", false));
    assert_int_equal(mkdir(path_of("c"), 0700), 0);
    write_text("c/samples.csv", MACHINES_HEADER "rc,1," ROW ",third\n");
    assert_true(merge(more, 2, &options, stdout, &exit_code, &problem));
    assert_text("out/inner/samples.csv",
                MACHINES_HEADER "ra,1," ROW ",vm\nra,2," ROW ",vm\nrb,1," ROW ",pi\nrc,1," ROW ",third\n");
    assert_false(merge(more, 2, &beside, stdout, &exit_code, &problem));
    assert_non_null(strstr(problem.text, "/b: is there already and not empty (--out names a new folder)"));
}

static void an_empty_folder_may_be_there(void **state)
{
    (void)state;
    write_usual();
    assert_int_equal(mkdir(path_of("out"), 0700), 0);
    assert_true(merge_into("out", false));
    assert_true(there("out/samples.csv"));
}

static void the_same_run_twice_is_an_error_that_names_both(void **state)
{
    (void)state;
    write_usual();
    write_text("b/samples.csv", MACHINES_HEADER "ra,2," ROW ",vm\n");
    assert_fails("/a and ");
    assert_non_null(strstr(problem.text,
                           "/b both hold process 2 of the run ra for node throughput dot js n=64 batch=64 "
                           "resident on vm: the same run twice?"));
}

static void the_same_run_on_another_machine_is_another(void **state)
{
    (void)state;
    write_usual();
    write_text("b/samples.csv", SAMPLES_HEADER "ra,1," ROW "\n");
    assert_true(merge_into("out", false));
    assert_int_equal(exit_code, DONE);
}

static void another_check_on_the_same_machine_is_refused(void **state)
{
    (void)state;
    write_usual();
    write_text("b/samples.csv", MACHINES_HEADER "rb,1,node,throughput,dot,js,64,64,resident,1,10,1000,00c0ffef,vm\n");
    assert_refused();
    write_text("b/samples.csv", MACHINES_HEADER "rb,1,node,throughput,dot,js,64,64,resident,1,10,1000,,vm\n");
    assert_true(merge_into("out", false));
    assert_int_equal(exit_code, DONE);
}

/* The run that has no check says nothing; the next one is held against the first that has. */
static void a_check_on_another_machine_is_a_warning(void **state)
{
    (void)state;
    write_usual();
    write_text("a/samples.csv", SAMPLES_HEADER "ra,1,node,throughput,dot,js,64,64,resident,1,10,1000,\n"
                                               "ra,1,node,throughput,dot,wasm,64,64,resident,1,10,1000,00c0ffee\n");
    write_text("b/samples.csv",
               SAMPLES_HEADER "rb,1," ROW "\nrb,1,node,throughput,dot,wasm,64,64,resident,1,10,1000,00c0ffef\n");
    assert_true(merge_into("out", false));
    assert_int_equal(exit_code, DONE);
}

static void other_work_for_the_same_kernel_is_refused(void **state)
{
    (void)state;
    write_usual();
    write_text("a/kernels.csv", KERNELS "dot,64,64,Dot,pair,8,2\n");
    write_text("b/kernels.csv", KERNELS "dot,64,64,Dot,pair,16,3\n");
    assert_refused();
}

static void a_wrong_result_is_exit_code_1_and_its_rows_are_kept(void **state)
{
    (void)state;
    write_usual();
    write_text("b/samples.csv",
               SAMPLES_HEADER "rb,1," ROW "\nrb,1,node,throughput,dot,js,64,64,resident,1,10,1000,00c0ffef\n");
    assert_true(merge_into("out", false));
    assert_int_equal(exit_code, WRONG_RESULT);
    assert_true(there("out/samples.csv"));
}

static void without_a_host_a_machine_must_be_named(void **state)
{
    (void)state;
    write_usual();
    write_text("b/environment.csv", "name,value\nhost,\n");
    assert_fails("/b/samples.csv: no machine for node throughput dot js n=64 batch=64 resident, and environment.csv "
                 "there names no host");
    write_text("b/samples.csv", MACHINES_HEADER "rb,1," ROW ",pi\n");
    assert_fails("/b/environment.csv:2: no machine, and environment.csv names no host");
}

static void damage_is_a_problem_and_leaves_nothing(void **state)
{
    (void)state;
    write_usual();
    write_text("b/warmup.csv", "run,call\nrb,1\nrb\n");
    assert_fails("b/warmup.csv:3: column run: the row has 1 fields, the header 2");
    write_text("b/warmup.csv", "call,run\n");
    assert_fails("b/warmup.csv:1: column run: expected here");
    write_text("b/warmup.csv",
               "run,,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30\n");
    assert_fails("warmup.csv: the runs have more than 32 columns together");
    write_text("a/warmup.csv", "run,more\n");
    assert_fails("warmup.csv: the runs have more than 32 columns together");
    write_text("a/environment.csv", "name\n");
    assert_fails("a/environment.csv:1: column value: missing");
    write_text("a/environment.csv", "name,value\nhost,vm\n");
    write_text("a/kernels.csv", KERNELS "dot,x\n");
    assert_fails("a/kernels.csv:2: column");
    write_text("a/kernels.csv", KERNELS "dot,1,1,Dot,pair,8,2\n");
    write_text("b/samples.csv", SAMPLES_HEADER "rb,0," ROW "\n");
    assert_fails("b/samples.csv:2: column process");
}

static void a_cut_off_row_is_left_out_when_allowed(void **state)
{
    (void)state;
    write_usual();
    write_text("b/samples.csv", SAMPLES_HEADER "rb,1," ROW "\nrb,2,node");
    write_text("b/warmup.csv", "run,call\nrb,1\nrb");
    assert_fails("b/samples.csv:3: ");
    assert_true(merge_into("out", true));
    assert_text("out/samples.csv", MACHINES_HEADER "ra,1," ROW ",vm\nra,2," ROW ",vm\nrb,1," ROW ",pi\n");
    assert_text("out/warmup.csv", "run,call,machine\nrb,1,pi\n");
}

static void a_place_that_cannot_be_is_a_problem(void **state)
{
    (void)state;
    write_usual();
    assert_false(merge_into("nowhere/out", false));
    assert_non_null(strstr(problem.text, "cannot make a folder: No such file or directory"));
    assert_false(merge_into("a/samples.csv", false));
    assert_non_null(strstr(problem.text, "/a/samples.csv: cannot be a new folder: Not a directory"));
}

/* ---- the command --------------------------------------------------------------- */

static void the_command_takes_many_runs_and_a_folder(void **state)
{
    (void)state;
    write_usual();
    assert_int_equal(mkdir(path_of("c"), 0700), 0);
    write_text("c/samples.csv", MACHINES_HEADER "rc,1," ROW ",third\n");
    assert_int_equal(WORDS("merge", path_of("a"), path_of("b"), path_of("c"), "--out", path_of("out")), DONE);
    assert_int_equal(WORDS("summarize", path_of("out")), DONE);
    char *const summary = read_text("out/summary.csv");
    assert_string_equal(csv_field(summary, "node,throughput,dot,js,64,64,resident,2,2,", "machine"), "vm");
    free(summary);
    /* Against a run that does not name its machine: under its host's name. */
    assert_int_equal(WORDS("compare", path_of("out"), path_of("a")), DONE);
    assert_true(there("a/compare.csv"));
    char *const compared = read_text("a/compare.csv");
    assert_string_equal(csv_field(compared, "node,throughput,dot,js,", "machine"), "vm");
    free(compared);
    write_text("a/environment.csv", "name\n");
    assert_int_equal(WORDS("compare", path_of("a"), path_of("out")), UNUSABLE);
    (void)remove(path_of("a/environment.csv"));
    assert_int_equal(WORDS("compare", path_of("a"), path_of("out")), NOT_COMPARABLE); /* no cell in common */
}

static void usage_errors_are_2(void **state)
{
    (void)state;
    write_usual();
    assert_int_equal(WORDS("merge", path_of("a"), path_of("b")), UNUSABLE);
    assert_int_equal(WORDS("merge", path_of("a"), "--out", path_of("out")), UNUSABLE);
    assert_int_equal(WORDS("merge", "--out", path_of("out")), UNUSABLE);
    assert_int_equal(WORDS("merge", path_of("a"), path_of("b"), "--out"), UNUSABLE);
    assert_int_equal(WORDS("merge", path_of("a"), path_of("b"), "--all", "--out", path_of("out")), UNUSABLE);
    assert_int_equal(WORDS("summarize", path_of("a"), "--out", path_of("out")), UNUSABLE);
    assert_int_equal(WORDS("merge", path_of("a"), path_of("none"), "--out", path_of("out")), UNUSABLE);
    assert_false(there("out"));
}

#define WITH_RUNS(test) cmocka_unit_test_setup_teardown(test, make_runs, remove_runs)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_RUNS(runs_of_two_machines_become_one),
        WITH_RUNS(columns_are_those_of_both_runs_with_the_machine_last),
        WITH_RUNS(a_setting_is_the_last_column_where_any_run_has_it),
        WITH_RUNS(cells_of_different_settings_are_not_pooled),
        WITH_RUNS(an_experiment_of_both_runs_has_one_row),
        WITH_RUNS(startup_of_old_runs_is_joined_and_checked),
        WITH_RUNS(a_bad_startup_is_an_error_and_so_is_the_same_one_twice),
        WITH_RUNS(the_other_files_come_along),
        WITH_RUNS(runs_of_one_machine_become_one_cell_and_share_its_facts),
        WITH_RUNS(what_was_joined_can_be_joined_again),
        WITH_RUNS(an_empty_folder_may_be_there),
        WITH_RUNS(the_same_run_twice_is_an_error_that_names_both),
        WITH_RUNS(the_same_run_on_another_machine_is_another),
        WITH_RUNS(another_check_on_the_same_machine_is_refused),
        WITH_RUNS(a_check_on_another_machine_is_a_warning),
        WITH_RUNS(other_work_for_the_same_kernel_is_refused),
        WITH_RUNS(a_wrong_result_is_exit_code_1_and_its_rows_are_kept),
        WITH_RUNS(without_a_host_a_machine_must_be_named),
        WITH_RUNS(damage_is_a_problem_and_leaves_nothing),
        WITH_RUNS(a_cut_off_row_is_left_out_when_allowed),
        WITH_RUNS(a_place_that_cannot_be_is_a_problem),
        WITH_RUNS(the_command_takes_many_runs_and_a_folder),
        WITH_RUNS(usage_errors_are_2),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
