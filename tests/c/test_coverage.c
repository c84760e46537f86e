/*
 * Proof by simulation: whole runs with planted times and several kinds of noise, judged by the
 * same code that judges real ones. Seeds are fixed, so these either pass or fail; the figures
 * in docs/METHODOLOGY.md are what this prints.
 */
#include <math.h>
#include <stdio.h>

#include "cmocka_all.h"
#include "random.h"
#include "stats/comparison.h"
#include "stats/interval.h"
#include "stats/jackknife.h"
#include "stats/line.h"
#include "stats/quantile.h"
#include "stats/quiet.h"
#include "stats/stop.h"

enum { PROCESSES = 5, MOST_PROCESSES = 40, SAMPLES = 30, RUNS = 4000, PAIRS = 2000 };

/* Full width of the interval of a ratio at which sampling stops: PRECISION=2. */
static const double PRECISION = 0.02;

enum shape { NORMAL, LOG_NORMAL, EXPONENTIAL };

/* How simulated processes and samples scatter; all are parts of the time. */
struct noise {
    const char *name;
    double sample;    /* scale of the samples' scatter */
    double process;   /* sigma of ln of a process's factor, for each cell by itself */
    double shared;    /* the same, for a factor that both cells of a process share */
    double slow;      /* part of the processes in a slow state, both cells alike */
    double slow_by;   /* how much longer they take */
    double luck;      /* part of the processes in which a cell by itself takes 3 % longer */
    double drift;     /* how much longer everything takes at the end of the run */
    enum shape shape; /* of the samples */
    bool
        loose; /* five processes tell too little: intervals of ratios are wider than they need to be, of times too narrow */
};

static const struct noise kinds[] = {
    {.name = "normal", .shape = NORMAL, .sample = 0.01, .process = 0.005},
    {.name = "normal, processes differ", .shape = NORMAL, .sample = 0.005, .process = 0.01, .shared = 0.01},
    {.name = "log-normal", .shape = LOG_NORMAL, .sample = 0.02, .process = 0.005, .shared = 0.01},
    {.name = "only adds", .shape = EXPONENTIAL, .sample = 0.01, .process = 0.003, .shared = 0.01},
    {.name = "two states, 3 in 10 x1.3",
     .shape = EXPONENTIAL,
     .sample = 0.01,
     .process = 0.005,
     .slow = 0.3,
     .slow_by = 1.3},
    {.name = "two states, half x1.5",
     .loose = true,
     .shape = EXPONENTIAL,
     .sample = 0.01,
     .process = 0.005,
     .slow = 0.5,
     .slow_by = 1.5},
    {.name = "two states, 7 in 10 x1.3",
     .loose = true,
     .shape = EXPONENTIAL,
     .sample = 0.01,
     .process = 0.005,
     .slow = 0.7,
     .slow_by = 1.3},
    {.name = "luck of each cell, 3 %",
     .loose = true,
     .shape = EXPONENTIAL,
     .sample = 0.01,
     .process = 0.003,
     .luck = 0.4},
    {.name = "drift, 3 %", .shape = LOG_NORMAL, .sample = 0.01, .process = 0.005, .drift = 0.03},
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

/* As measured on two cores of a shared machine (docs/METHODOLOGY.md). */
static const struct noise measured = {
    .name = "as measured here",
    .shape = EXPONENTIAL,
    .sample = 0.01,
    .process = 0.003,
    .shared = 0.01,
};

/* One cell, in all its processes. */
struct simulated {
    double quiet[MOST_PROCESSES];
    double resolution;
};

static double sample_of(const struct noise *noise, struct random_source *source)
{
    switch (noise->shape) {
    case NORMAL:
        return 1 + noise->sample * random_normal(source);
    case LOG_NORMAL:
        return exp(noise->sample * random_normal(source));
    default:
        return 1 - noise->sample * log(random_unit(source));
    }
}

static void simulate_states(const struct noise *noise, double *states, struct random_source *source)
{
    for (size_t p = 0; p < MOST_PROCESSES; p++)
        states[p] =
            exp(noise->shared * random_normal(source)) * (random_unit(source) < noise->slow ? noise->slow_by : 1);
}

/* `processes` is how many the run has: the drift is over all of them. */
static void simulate_cell(const struct noise *noise, const double *states, double time_ns, size_t processes,
                          struct simulated *cell, struct random_source *source)
{
    double samples[SAMPLES];

    for (size_t p = 0; p < processes; p++) {
        const double luck = random_unit(source) < noise->luck ? 1.03 : 1;
        const double factor = time_ns * states[p] * luck * exp(noise->process * random_normal(source));
        for (size_t i = 0; i < SAMPLES; i++) {
            const double age = ((double)p + (double)i / SAMPLES) / (double)processes;
            samples[i] = factor * (1 + noise->drift * age) * sample_of(noise, source);
        }
        sort_ascending(samples, SAMPLES);
        cell->quiet[p] = quiet_of_process(samples, SAMPLES);
    }
    cell->resolution = 0; /* a clock without steps */
}

static double ratio_of(const struct simulated *base, const struct simulated *cell, size_t processes)
{
    return quiet_time(base->quiet, processes) / quiet_time(cell->quiet, processes);
}

static struct interval interval_of_ratio(const struct simulated *base, const struct simulated *cell, size_t processes)
{
    double left_out[2 * MOST_PROCESSES];
    const struct uncertainty of_ln =
        comparison_of_pair(base->quiet, cell->quiet, processes, base->resolution, cell->resolution, left_out);

    return interval_of_positive(ratio_of(base, cell, processes), of_ln, INTERVAL_CONFIDENCE);
}

static struct interval interval_of_time(const struct simulated *cell, size_t processes)
{
    double left_out[MOST_PROCESSES];
    const struct uncertainty of_ln = comparison_of_quiet(cell->quiet, processes, cell->resolution, left_out);

    return interval_of_positive(quiet_time(cell->quiet, processes), uncertainty_of_repeat(of_ln), INTERVAL_CONFIDENCE);
}

static bool contains(struct interval interval, double value)
{
    return interval.low <= value && value <= interval.high;
}

/* Parts of RUNS runs of PROCESSES processes. */
struct coverage {
    double ratio;  /* its interval contains the true ratio */
    double repeat; /* a time's interval contains the time of an independent repeat */
};

static struct coverage measure_coverage(const struct noise *noise, double ratio, uint64_t seed)
{
    struct random_source source;
    struct simulated base, cell, again;
    double states[MOST_PROCESSES];
    struct coverage coverage = {0, 0};

    random_start(&source, seed);
    for (size_t run = 0; run < RUNS; run++) {
        simulate_states(noise, states, &source);
        simulate_cell(noise, states, 100 * ratio, PROCESSES, &base, &source);
        simulate_cell(noise, states, 100, PROCESSES, &cell, &source);
        simulate_states(noise, states, &source);
        simulate_cell(noise, states, 100, PROCESSES, &again, &source);
        coverage.ratio += contains(interval_of_ratio(&base, &cell, PROCESSES), ratio) / (double)RUNS;
        coverage.repeat +=
            contains(interval_of_time(&cell, PROCESSES), quiet_time(again.quiet, PROCESSES)) / (double)RUNS;
    }
    return coverage;
}

/* 95 % of 4,000 runs has a standard error of 0.35 %. */
static void intervals_cover_what_they_say(void **state)
{
    (void)state;
    puts("  coverage of 95 % intervals             ratio: truth   time: a repeat");
    for (size_t i = 0; i < KINDS; i++) {
        const struct coverage coverage = measure_coverage(&kinds[i], 2, 100 + i);
        printf("  %-38s %7.1f %%        %7.1f %%\n", kinds[i].name, 100 * coverage.ratio, 100 * coverage.repeat);
        assert_true(coverage.ratio >= 0.93);
        assert_true(coverage.ratio <= (kinds[i].loose ? 0.99 : 0.97));
        assert_true(coverage.repeat >= (kinds[i].loose ? 0.75 : 0.93));
    }
}

/* What of its control is left over, and how surely: as harness/tollgate/run/estimate.c does it. */
struct net {
    double ns;
    struct interval interval;
};

static struct net net_of(const struct simulated *control, const struct simulated *cell)
{
    double controls[PROCESSES], cells[PROCESSES];
    const double net = quiet_time(cell->quiet, PROCESSES) - quiet_time(control->quiet, PROCESSES);

    quiet_times_left_out(control->quiet, PROCESSES, controls);
    quiet_times_left_out(cell->quiet, PROCESSES, cells);
    const double effective = fmin(quiet_effective(control->quiet, PROCESSES), quiet_effective(cell->quiet, PROCESSES));
    const struct uncertainty uncertainty = comparison_of_difference(controls, cells, PROCESSES, effective, 0);
    return (struct net){net, interval_of_any(net, uncertainty, INTERVAL_CONFIDENCE)};
}

/* Part of the runs whose interval holds what such runs find on average; *resolved: that is all above 0. */
static double net_coverage(const struct noise *noise, double control_ns, uint64_t seed, double *resolved)
{
    static struct net nets[PAIRS];
    struct random_source source;
    double mean = 0, covered = 0;

    random_start(&source, seed);
    *resolved = 0;
    for (size_t run = 0; run < PAIRS; run++) {
        struct simulated control, cell;
        double states[MOST_PROCESSES];
        simulate_states(noise, states, &source);
        simulate_cell(noise, states, control_ns, PROCESSES, &control, &source);
        simulate_cell(noise, states, 100, PROCESSES, &cell, &source);
        nets[run] = net_of(&control, &cell);
        mean += nets[run].ns / PAIRS;
    }
    for (size_t run = 0; run < PAIRS; run++) {
        covered += contains(nets[run].interval, mean) / (double)PAIRS;
        *resolved += nets[run].interval.low > 0 ? 1.0 / PAIRS : 0;
    }
    return covered;
}

/*
 * 95 % of 2,000 runs has a standard error of 0.5 %. Loose: the mean over runs is that of quiet
 * and slow ones, and a run knows of one kind alone. A drift is no scatter, which the jackknife takes it for.
 */
static void intervals_of_net_times_cover_what_they_say(void **state)
{
    static const double controls_ns[] = {20, 90, 100};

    (void)state;
    puts("  coverage of 95 % intervals of 100 ns less     20 ns      90 ns     100 ns   (100 ns: called more than 0)");
    for (size_t i = 0; i < KINDS; i++) {
        double covered[3], resolved[3];
        for (size_t j = 0; j < 3; j++)
            covered[j] = net_coverage(&kinds[i], controls_ns[j], 700 + 10 * i + j, &resolved[j]);
        printf("  %-38s %9.1f %% %8.1f %% %8.1f %% %12.1f %%\n", kinds[i].name, 100 * covered[0], 100 * covered[1],
               100 * covered[2], 100 * resolved[2]);
        for (size_t j = 0; j < 3; j++) {
            assert_true(covered[j] >= (kinds[i].loose && j < 2 ? 0.5 : 0.93));
            assert_true(covered[j] <= (kinds[i].loose || kinds[i].drift > 0 ? 1 : 0.97));
        }
        assert_true(resolved[0] > (kinds[i].loose ? 0 : 0.9) && resolved[2] <= 0.025);
    }
}

/* What became of a pair that was measured with looks after each process. */
struct outcome {
    bool different; /* the interval excludes 1 */
    bool covered;   /* it contains the true ratio */
    size_t processes;
};

/* Looks after each process and stops by the rule of stop.h, or at MOST_PROCESSES; `sequential` false: at PROCESSES. */
static struct outcome measure_pair(const struct noise *noise, double ratio, bool sequential,
                                   struct random_source *source)
{
    struct simulated base, cell;
    double states[MOST_PROCESSES];
    const size_t most = sequential ? MOST_PROCESSES : PROCESSES;

    simulate_states(noise, states, source);
    simulate_cell(noise, states, 100 * ratio, most, &base, source);
    simulate_cell(noise, states, 100, most, &cell, source);
    size_t processes = sequential ? 0 : PROCESSES;
    for (size_t stop = 0; sequential && processes < most && (stop == 0 || processes < stop);) {
        processes++;
        const struct interval interval = interval_of_ratio(&base, &cell, processes);
        const double width = (interval.high - interval.low) / ratio_of(&base, &cell, processes);
        stop = stop_after(processes, width < PRECISION, stop);
    }

    const struct interval interval = interval_of_ratio(&base, &cell, processes);
    return (struct outcome){!contains(interval, 1), contains(interval, ratio), processes};
}

struct found {
    double different;
    double covered;
    double processes;
};

static struct found measure_pairs(const struct noise *noise, double ratio, bool sequential, uint64_t seed)
{
    struct random_source source;
    struct found found = {0, 0, 0};

    random_start(&source, seed);
    for (size_t i = 0; i < PAIRS; i++) {
        const struct outcome outcome = measure_pair(noise, ratio, sequential, &source);
        found.different += outcome.different / (double)PAIRS;
        found.covered += outcome.covered / (double)PAIRS;
        found.processes += (double)outcome.processes / PAIRS;
    }
    return found;
}

static void identical_code_is_called_different_no_more_often_than_said(void **state)
{
    (void)state;
    puts("  false positives, 2,000 A/A pairs      5 processes   stopped at 2 %   processes");
    for (size_t i = 0; i <= KINDS; i++) {
        const struct noise *const noise = i < KINDS ? &kinds[i] : &measured;
        const struct found fixed = measure_pairs(noise, 1, false, 200 + i);
        const struct found stopped = measure_pairs(noise, 1, true, 300 + i);
        printf("  %-38s %7.1f %%        %7.1f %%      %5.1f\n", noise->name, 100 * fixed.different,
               100 * stopped.different, stopped.processes);
        assert_true(fixed.different <= 0.05);
        assert_true(stopped.different <= 0.05);
        assert_true(stopped.covered >= 0.95);
    }
}

static void a_difference_of_one_percent_is_found(void **state)
{
    (void)state;
    const struct found fixed = measure_pairs(&measured, 1.01, false, 400);
    const struct found stopped = measure_pairs(&measured, 1.01, true, 401);
    printf("  1 %% planted: found in %.1f %% (5 processes), %.1f %% (stopped at 2 %%, %.1f processes)\n",
           100 * fixed.different, 100 * stopped.different, stopped.processes);
    assert_true(stopped.different >= 0.95);
}

enum { BATCHES = 8, WORK = 16384, PRICES = 1000 };

/* Quiet times of one process at all batch sizes, 1, 4, 16 ... 16384: calls and elements at planted costs. */
static void simulate_sweep(const struct noise *noise, double call_ns, double *calls, double quiet[BATCHES][PROCESSES],
                           struct random_source *source)
{
    double states[MOST_PROCESSES];

    simulate_states(noise, states, source);
    for (size_t b = 0; b < BATCHES; b++) {
        struct simulated cell;
        calls[b] = ceil(WORK / pow(4, (double)b));
        simulate_cell(noise, states, call_ns * calls[b] + 0.4 * WORK, PROCESSES, &cell, source);
        for (size_t p = 0; p < PROCESSES; p++)
            quiet[b][p] = cell.quiet[p];
    }
}

struct price {
    double call_ns;
    struct interval interval;
};

static double fit_call(const double *calls, const double *times)
{
    double elements[BATCHES];
    struct line line = {NAN, NAN};

    for (size_t b = 0; b < BATCHES; b++)
        elements[b] = WORK;
    assert_true(line_fit(calls, elements, times, BATCHES, &line));
    return line.call_ns;
}

/* As harness/tollgate/summarize/sweep.c does it. */
static struct price price_of(const double *calls, double quiet[BATCHES][PROCESSES])
{
    double times[BATCHES], left_out[BATCHES][PROCESSES], costs[PROCESSES];
    double effective = INFINITY;

    for (size_t b = 0; b < BATCHES; b++) {
        times[b] = quiet_time(quiet[b], PROCESSES);
        quiet_times_left_out(quiet[b], PROCESSES, left_out[b]);
        effective = fmin(effective, quiet_effective(quiet[b], PROCESSES));
    }
    const double call_ns = fit_call(calls, times);
    for (size_t p = 0; p < PROCESSES; p++) {
        for (size_t b = 0; b < BATCHES; b++)
            times[b] = left_out[b][p];
        costs[p] = fit_call(calls, times);
    }
    const double variance = jackknife_covariance(costs, costs, PROCESSES);
    return (struct price){call_ns, interval_of_any(call_ns, uncertainty_of_processes(variance, PROCESSES, effective),
                                                   INTERVAL_CONFIDENCE)};
}

static void planted_call_costs_come_back_within_three_percent(void **state)
{
    static const double planted[] = {0.5, 1, 3, 10, 50};
    static const struct noise noise = {.shape = EXPONENTIAL, .sample = 0.002, .process = 0.003};
    struct random_source source;

    (void)state;
    puts("  planted call    mean found    worst of 1,000    covered");
    for (size_t i = 0; i < sizeof planted / sizeof planted[0]; i++) {
        double mean = 0, worst = 0, covered = 0;
        random_start(&source, 500 + i);
        for (size_t run = 0; run < PRICES; run++) {
            double calls[BATCHES], quiet[BATCHES][PROCESSES];
            simulate_sweep(&noise, planted[i], calls, quiet, &source);
            const struct price price = price_of(calls, quiet);
            mean += price.call_ns / PRICES;
            worst = fmax(worst, fabs(price.call_ns / planted[i] - 1));
            covered += contains(price.interval, planted[i]) / (double)PRICES;
        }
        printf("  %6.1f ns       %8.3f ns    %7.2f %%       %5.1f %%\n", planted[i], mean, 100 * worst, 100 * covered);
        assert_near(mean, planted[i], 0.01 * planted[i]);
        assert_true(worst <= 0.03);
        assert_true(covered >= 0.9);
    }
}

/* ns per iteration of a sample of `iterations`, begun at a random moment, read off a clock with steps. */
static double read_clock(double step_ns, double iteration_ns, double iterations, struct random_source *source)
{
    const double begin = random_unit(source) * step_ns;
    const double end = begin + iteration_ns * iterations;

    return step_ns * (floor(end / step_ns) - floor(begin / step_ns)) / iterations;
}

static void simulate_coarse(double step_ns, double iteration_ns, double noise, struct simulated *cell,
                            struct random_source *source)
{
    const double iterations = ceil(1.15 * fmax(0.2e6, 1000 * step_ns) / iteration_ns);
    double samples[SAMPLES];

    cell->resolution = NAN;
    for (size_t p = 0; p < PROCESSES; p++) {
        for (size_t i = 0; i < SAMPLES; i++) {
            samples[i] = read_clock(step_ns, iteration_ns * (1 - noise * log(random_unit(source))), iterations, source);
            assert_true(samples[i] > 0);
        }
        sort_ascending(samples, SAMPLES);
        cell->quiet[p] = quiet_of_process(samples, SAMPLES);
        cell->resolution = fmin(cell->resolution, quiet_resolution(samples, SAMPLES));
    }
}

/* With next to no noise but the clock's, and with some. */
static void coarse_clocks_give_intervals_that_hold_the_fine_clocks_value(void **state)
{
    static const double steps_ns[] = {5e3, 100e3, 1e6};
    static const double noises[] = {1e-7, 1e-4, 0.005};
    struct random_source source;

    (void)state;
    random_start(&source, 600);
    for (size_t i = 0; i < 9; i++) {
        double covered = 0;
        for (size_t run = 0; run < 500; run++) {
            struct simulated coarse, fine;
            const double iteration_ns = 100 * (1 + random_unit(&source));
            simulate_coarse(steps_ns[i % 3], iteration_ns, noises[i / 3], &coarse, &source);
            simulate_coarse(1, iteration_ns, noises[i / 3], &fine, &source);
            covered += contains(interval_of_time(&coarse, PROCESSES), quiet_time(fine.quiet, PROCESSES)) / 500.0;
        }
        printf("  clock of %4.0f us, noise %5.0e: %5.1f %% hold the fine clock's value\n", steps_ns[i % 3] / 1e3,
               noises[i / 3], 100 * covered);
        assert_true(covered >= 0.95);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_cover_what_they_say),
        cmocka_unit_test(intervals_of_net_times_cover_what_they_say),
        cmocka_unit_test(identical_code_is_called_different_no_more_often_than_said),
        cmocka_unit_test(a_difference_of_one_percent_is_found),
        cmocka_unit_test(planted_call_costs_come_back_within_three_percent),
        cmocka_unit_test(coarse_clocks_give_intervals_that_hold_the_fine_clocks_value),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
