/* Runs measured in turns: the turn is the unit, and what drifts from turn to turn cancels between sides. */
#include "simulated.h"
#include "tollgate/run/estimate.h"

enum { PROCESSES = 2, ROUNDS = 20 };

/* A side of `turns` turns; every turn has a state of the machine of its own, the same for both sides. */
static void write_side(const char *name, size_t turns, double time_ns, uint64_t seed)
{
    struct random_source drift, noise;
    FILE *const stream = fopen(in_folder(name), "w");

    assert_non_null(stream);
    random_start(&drift, 71);
    random_start(&noise, seed);
    fputs(SAMPLES_HEADER, stream);
    for (size_t turn = 1; turn <= turns; turn++) {
        const double state = exp(0.03 * random_normal(&drift));
        for (int process = 1; process <= PROCESSES; process++)
            for (int round = 1; round <= ROUNDS; round++)
                fprintf(stream, "turn-%zu,%d,node,throughput,dot,js,64,64,resident,%d,10,%.1f,\n", turn, process, round,
                        10 * time_ns * state * (1 - 0.002 * log(random_unit(&noise))));
    }
    fclose(stream);
}

static void read_side(const char *name, struct samples *samples)
{
    struct problem problem;

    assert_true(samples_read(in_folder(name), false, samples, &problem));
    assert_int_equal(samples->cell_count, 1);
}

static struct ratio change_of(size_t turns, double factor, size_t *units)
{
    struct samples base, fresh;

    write_side("samples.csv", turns, 1000, 1);
    write_side("printed", turns, 1000 * factor, 2);
    read_side("samples.csv", &base);
    read_side("printed", &fresh);
    const struct ratio change = estimate_change(&base.cells[0], &fresh.cells[0]);
    *units = base.cells[0].unit_count;
    assert_int_equal(base.cells[0].process_count, turns * PROCESSES);
    samples_free(&base);
    samples_free(&fresh);
    return change;
}

static void from_four_runs_on_the_run_is_the_unit(void **state)
{
    size_t units;

    (void)state;
    (void)change_of(3, 1, &units);
    assert_int_equal(units, 3 * PROCESSES);
    (void)change_of(4, 1, &units);
    assert_int_equal(units, 4);
}

/* Turns differ by 3 %, a change of 1 % shows all the same. */
static void drift_from_turn_to_turn_cancels(void **state)
{
    size_t units;

    (void)state;
    const struct ratio change = change_of(6, 1.01, &units);
    assert_near(change.value, 1 / 1.01, 0.002);
    assert_true(change.interval.high < 1);
    assert_true(uncertainty_p_value(log(change.value), change.of_ln) < 0.01);
    const struct ratio same = change_of(6, 1, &units);
    assert_true(same.interval.low < 1 && same.interval.high > 1);
}

/* Other names, no pairs: the same change drowns in the drift. */
static void turns_of_other_names_are_independent(void **state)
{
    struct samples base, fresh;

    (void)state;
    write_side("samples.csv", 6, 1000, 1);
    write_side("printed", 5, 1010, 2);
    read_side("samples.csv", &base);
    read_side("printed", &fresh);
    const struct ratio change = estimate_change(&base.cells[0], &fresh.cells[0]);
    assert_true(change.interval.low < 1 && change.interval.high > 1);
    samples_free(&base);
    samples_free(&fresh);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(from_four_runs_on_the_run_is_the_unit),
        IN_FOLDER(drift_from_turn_to_turn_cancels),
        IN_FOLDER(turns_of_other_names_are_independent),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
