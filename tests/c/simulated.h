/* A simulated run: samples.csv with planted times, processes that differ, noise that only adds. */
#ifndef TESTS_SIMULATED_H
#define TESTS_SIMULATED_H

#include "random.h"
#include "temporary.h"
#include "tollgate/summarize/summarize.h"

struct simulated_cell {
    const char
        *cell; /* engine,experiment,kernel,variant,n,batch,transfer[@machine[,setting]], all with the same of these */
    double time_ns;
};

struct simulated_row {
    char text[200];
};

struct simulated_run {
    struct simulated_row *rows;
    size_t count;
    bool has_machines;
    bool has_settings;
};

/* Another seed is another run of the same cells. */
static inline void simulate_seeded(struct simulated_run *run, const struct simulated_cell *cells, size_t cell_count,
                                   size_t processes, size_t rounds, uint64_t seed)
{
    struct random_source source;

    random_start(&source, seed);
    run->rows = calloc(cell_count * processes * rounds, sizeof *run->rows);
    run->count = 0;
    run->has_machines = strchr(cells[0].cell, '@') != NULL;
    run->has_settings = run->has_machines && strchr(strchr(cells[0].cell, '@'), ',') != NULL;
    assert_non_null(run->rows);
    for (size_t p = 1; p <= processes; p++) {
        const double state = exp(0.01 * random_normal(&source));
        for (size_t r = 1; r <= rounds; r++) {
            for (size_t c = 0; c < cell_count; c++) {
                const double noise = 1 - 0.005 * log(random_unit(&source));
                const int length = (int)strcspn(cells[c].cell, "@");
                snprintf(run->rows[run->count++].text, sizeof run->rows[0].text,
                         "run,%zu,%.*s,%zu,10,%.1f,00c0ffee%s%s\n", p, length, cells[c].cell, r,
                         10 * cells[c].time_ns * state * noise, run->has_machines ? "," : "",
                         cells[c].cell + length + (run->has_machines ? 1 : 0));
            }
        }
    }
}

static inline void simulate(struct simulated_run *run, const struct simulated_cell *cells, size_t cell_count,
                            size_t processes, size_t rounds)
{
    simulate_seeded(run, cells, cell_count, processes, rounds, 41);
}

/* Swaps rows at random (Fisher-Yates). */
static inline void shuffle(struct simulated_run *run)
{
    struct random_source source;

    random_start(&source, 42);
    for (size_t i = run->count; i > 1; i--) {
        const size_t j = random_below(&source, (uint32_t)i);
        const struct simulated_row kept = run->rows[i - 1];
        run->rows[i - 1] = run->rows[j];
        run->rows[j] = kept;
    }
}

static inline void write_run_as(const char *name, const struct simulated_run *run)
{
    FILE *const stream = fopen(in_folder(name), "w");

    assert_non_null(stream);
    fputs(run->has_settings ? SETTINGS_HEADER : run->has_machines ? MACHINES_HEADER : SAMPLES_HEADER, stream);
    for (size_t i = 0; i < run->count; i++)
        fputs(run->rows[i].text, stream);
    const int closed = fclose(stream);
    assert_int_equal(closed, 0);
}

static inline void write_run(const struct simulated_run *run)
{
    write_run_as("samples.csv", run);
}

/* Writes a simulated samples.csv. */
static inline void write_simulated(const struct simulated_cell *cells, size_t cell_count, size_t processes,
                                   size_t rounds)
{
    struct simulated_run run;

    simulate(&run, cells, cell_count, processes, rounds);
    write_run(&run);
    free(run.rows);
}

/* Sums up samples.csv of the test's folder; the tables go to the file `printed`. */
static inline bool summarize_folder(struct problem *problem)
{
    struct samples samples;
    FILE *const out = fopen(in_folder("printed"), "w");

    assert_non_null(out);
    assert_true(samples_read(in_folder("samples.csv"), false, &samples, problem));
    const bool good = summarize(&samples, folder, out, problem);
    samples_free(&samples);
    fclose(out);
    return good;
}

/* The same, where it can be done. */
static inline void summarize_well(void)
{
    struct problem problem;

    if (!summarize_folder(&problem))
        fail_msg("%s", problem.text);
}

static inline void assert_printed_fits(void)
{
    char *const printed = read_text("printed");

    for (const char *at = printed; *at; at += strcspn(at, "\n") + 1)
        assert_true(strcspn(at, "\n") <= 80);
    free(printed);
}

/* The field of a CSV text without quotes: column `column` of the first row that begins with `row`. */
static inline const char *csv_field(const char *csv, const char *row, const char *column)
{
    static char field[100];
    const char *at = csv;
    size_t place = 0;

    for (const char *name = csv; strncmp(name, column, strlen(column)) != 0 || !strchr(",\n", name[strlen(column)]);
         place++) {
        name += strcspn(name, ",\n") + 1;
        assert_true(name[-1] == ',');
    }
    while (strncmp(at, row, strlen(row)) != 0) {
        const char *const end = strchr(at, '\n');
        if (!end) {
            fail_msg("no row begins with %s", row);
            return "";
        }
        at = end + 1;
    }
    while (place-- > 0)
        at += strcspn(at, ",\n") + 1;
    snprintf(field, sizeof field, "%.*s", (int)strcspn(at, ",\n"), at);
    return field;
}

static inline double csv_value(const char *csv, const char *row, const char *column)
{
    const char *const field = csv_field(csv, row, column);

    assert_true(*field != '\0');
    return strtod(field, NULL);
}

#endif
