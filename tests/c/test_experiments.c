/* experiments.csv, the table of what is known without it, and names that may make a file. */
#include "temporary.h"
#include "tollgate/run/experiments.h"

#define HEADER "experiment,method,form,heading,lone_cells,question\n"

static void assert_refused(const char *row, const char *message)
{
    struct experiments experiments;
    struct problem problem;
    char text[600];

    snprintf(text, sizeof text, HEADER "throughput,rounds,cells,,0,How fast?\n%s\n", row);
    write_text("experiments.csv", text);
    assert_false(experiments_read(folder, &experiments, &problem));
    if (!strstr(problem.text, message))
        fail_msg("\"%s\" is not in: %s", message, problem.text);
}

static void what_a_run_says_is_read(void **state)
{
    struct experiments experiments;
    struct problem problem;

    (void)state;
    write_text("experiments.csv", HEADER "shapes,rounds,sweep,the shapes of batches,1,\"When, and why?\"\n"
                                         "throughput,rounds,items,throughput,0,\n");
    assert_true(experiments_read(folder, &experiments, &problem));
    assert_int_equal(experiments.count, 2);
    const struct experiment shapes = experiments_find(&experiments, "shapes");
    assert_int_equal(shapes.form, FORM_SWEEP);
    assert_string_equal(shapes.name, "shapes");
    assert_string_equal(shapes.heading, "the shapes of batches");
    assert_true(shapes.lone_cells);
    assert_int_equal(shapes.place, 0);
    /* The run knows better than the table. */
    const struct experiment throughput = experiments_find(&experiments, "throughput");
    assert_int_equal(throughput.form, FORM_ITEMS);
    assert_false(throughput.lone_cells);
    assert_int_equal(throughput.place, 1);
    experiments_free(&experiments);
}

static void a_run_without_the_file_is_read_by_the_table(void **state)
{
    static const struct {
        const char *name;
        const char *heading;
        enum experiment_form form;
        bool lone_cells;
    } known[] = {
        {"throughput", "", FORM_CELLS, false},
        {"processes", "processes", FORM_CELLS, false},
        {"crossings", "the price of a call", FORM_SWEEP, false},
        {"batching", "batching", FORM_SWEEP, true},
        {"marshal", "marshal", FORM_ITEMS, false},
        {"memory", "memory", FORM_ITEMS, false},
        {"gc", "gc", FORM_ITEMS, false},
        {"dom", "dom", FORM_ITEMS, false},
        {"calls", "calls", FORM_CALLS, false},
        {"aa", "aa", FORM_TWINS, false},
    };
    struct experiments experiments;
    struct problem problem;

    (void)state;
    assert_true(experiments_read(folder, &experiments, &problem));
    assert_int_equal(experiments.count, 0);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        const struct experiment found = experiments_find(&experiments, known[i].name);
        assert_int_equal(found.form, known[i].form);
        assert_string_equal(found.heading, known[i].heading);
        assert_int_equal(found.lone_cells, known[i].lone_cells);
        assert_int_equal(found.place, i);
    }
    experiments_free(&experiments);
}

static void an_experiment_that_nothing_knows_is_of_cells_and_comes_last(void **state)
{
    struct experiments experiments;
    struct problem problem;

    (void)state;
    write_text("experiments.csv", HEADER "shapes,rounds,sweep,,0,\n");
    assert_true(experiments_read(folder, &experiments, &problem));
    const struct experiment unknown = experiments_find(&experiments, "../mine");
    const struct experiment known = experiments_find(&experiments, "aa");
    assert_int_equal(unknown.form, FORM_CELLS);
    assert_string_equal(unknown.heading, "../mine");
    assert_true(unknown.place > known.place && known.place > 0);
    experiments_free(&experiments);
}

static void a_bad_row_is_named_with_what_is_allowed(void **state)
{
    (void)state;
    assert_refused(
        "shapes,rounds,swept,,0,",
        "experiments.csv:3: column form: \"swept\" is not a form (allowed: cells, sweep, items, calls, twins)");
    assert_refused("shapes,rounds,,,0,", "experiments.csv:3: column form: \"\" is not a form");
    assert_refused("shapes,rounds,sweep,,yes,",
                   "experiments.csv:3: column lone_cells: \"yes\" is not one of the two numbers allowed (0, 1)");
    assert_refused(",rounds,cells,,0,", "experiments.csv:3: column experiment: \"\" is not the name of an experiment");
    assert_refused("throughput,rounds,cells,,0,", "experiments.csv:3: a second row for throughput (allowed: one an");
    assert_refused("shapes,rounds", "experiments.csv:3: ");
}

static void no_name_leads_out_of_the_folder_or_onto_another_file(void **state)
{
    static const char *const names[] = {"../shapes", "/tmp/shapes", "shapes/x", ".",       "..",           "Shapes",
                                        "sh_apes",   "shapes.csv",  "samples",  "summary", "environment",  "floor",
                                        "kernels",   "experiments", "ratios",   "warmup",  "sh\xc3\xa4pes"};
    static const char *const forms[] = {"sweep", "items", "calls"};
    char row[100];

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        for (size_t j = 0; j < 3; j++) {
            snprintf(row, sizeof row, "%s,rounds,%s,,0,", names[i], forms[j]);
            assert_refused(row, "experiments.csv:3: column experiment: \"");
        }
    assert_refused("../shapes,rounds,sweep,,0,",
                   "\"../shapes\" is not a name for the file of an experiment (allowed: lower-case letters, digits, "
                   "hyphens, and not the name of another file of a run)");
}

/* Twins and cells are in files that all experiments share. */
static void names_that_make_no_file_are_free(void **state)
{
    struct experiments experiments;
    struct problem problem;

    (void)state;
    write_text("experiments.csv", HEADER "../Shapes of batches,rounds,cells,,0,\nsamples,rounds,twins,,0,\n");
    assert_true(experiments_read(folder, &experiments, &problem));
    assert_int_equal(experiments_find(&experiments, "samples").form, FORM_TWINS);
    experiments_free(&experiments);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(what_a_run_says_is_read),
        IN_FOLDER(a_run_without_the_file_is_read_by_the_table),
        IN_FOLDER(an_experiment_that_nothing_knows_is_of_cells_and_comes_last),
        IN_FOLDER(a_bad_row_is_named_with_what_is_allowed),
        IN_FOLDER(no_name_leads_out_of_the_folder_or_onto_another_file),
        IN_FOLDER(names_that_make_no_file_are_free),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
