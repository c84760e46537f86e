/*
 * Any bytes as samples.csv: read, judged, written. What must hold, besides no crash,
 * no leak and no hang:
 *   - a refusal names the file, and the line unless the file cannot be read at all;
 *   - of a good file everything is made, unless a call is named as none is;
 *   - summary.csv can be read again, with a row a cell whose checks agree;
 *   - joined with another run, its samples are all there, and those of the other.
 *
 * The first byte is not part of the file: odd, it allows a truncated last row.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tollgate/merge/merge.h"
#include "tollgate/run/samples.h"
#include "tollgate/summarize/summarize.h"
#include "tollgate/text/csv_reader.h"
#include "tollgate/text/exit_code.h"

static char folder[] = "/tmp/tollgate-fuzz-XXXXXX";
static FILE *nowhere;

struct output_path {
    char text[128];
};

static struct output_path in_folder(const char *name)
{
    struct output_path path;

    snprintf(path.text, sizeof path.text, "%s/%s", folder, name);
    return path;
}

static void clean_up(void)
{
    static const char *const files[] = {
        "summary.csv",
        "ratios.csv",
        "crossings.csv",
        "batching.csv",
        "calls.csv",
        "marshal.csv",
        "memory.csv",
        "gc.csv",
        "dom.csv",
        "floor.csv",
        "given/samples.csv",
        "given/environment.csv",
        "given",
        "other/samples.csv",
        "other",
    };

    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        (void)remove(in_folder(files[i]).text);
    (void)rmdir(folder);
}

/* libFuzzer shows the input, and the stack of the check that called this. */
static void expect(int holds)
{
    if (!holds)
        __builtin_trap();
}

static bool count_row(void *context, const struct csv_row *row, struct problem *problem)
{
    size_t *const rows = context;

    (void)row;
    (void)problem;
    ++*rows;
    return true;
}

static void check_summary(const struct samples *samples)
{
    static const char *const names[] = {"engine", "experiment", "kernel", "variant", "n", "batch", "transfer"};
    struct problem problem = {""};
    unsigned long dropped;
    size_t rows = 0;
    size_t sound = 0;
    const struct csv_plan plan = {
        .names = names,
        .name_count = sizeof names / sizeof names[0],
        .on_row = count_row,
        .context = &rows,
    };

    for (size_t i = 0; i < samples->cell_count; i++)
        sound += samples->cells[i].checks_differ ? 0 : 1;
    const bool read = csv_read(in_folder("summary.csv").text, &plan, &dropped, &problem);
    expect(read == (sound > 0));
    expect(rows == sound);
}

static void judge(const struct samples *samples)
{
    static const char of_a_call[] = "samples.csv: cell ";
    struct problem problem;

    (void)samples_warn_of_wrong_results(samples);
    const bool made = summarize(samples, folder, nowhere, &problem);
    expect(made || strncmp(problem.text, of_a_call, strlen(of_a_call)) == 0);
    check_summary(samples);
    (void)remove(in_folder("floor.csv").text); /* the next file has its own */
}

static void write_file(const char *name, const void *bytes, size_t length)
{
    FILE *const stream = fopen(in_folder(name).text, "wb");

    if (!stream)
        abort();
    const size_t written = fwrite(bytes, 1, length, stream);
    const int closed = fclose(stream);
    expect(written == length && closed == 0);
}

static size_t count_samples(const struct samples *samples)
{
    size_t count = 0;

    for (size_t i = 0; i < samples->cell_count; i++)
        count += samples->cells[i].sample_count;
    return count;
}

/* It may be refused, as the other run once more, say; but not joined in part. */
static void check_merge(const uint8_t *bytes, size_t length, bool allow_truncated, const struct samples *given)
{
    const struct output_path runs[] = {in_folder("given"), in_folder("other")};
    const char *const names[] = {runs[0].text, runs[1].text};
    const struct output_path out = in_folder("out");
    const struct merge_options options = {out.text, allow_truncated};
    struct samples samples;
    struct problem problem;
    int exit_code = DONE;

    write_file("given/samples.csv", bytes, length);
    if (merge(names, 2, &options, nowhere, &exit_code, &problem) && exit_code != NOT_COMPARABLE) {
        expect(samples_read(in_folder("out/samples.csv").text, false, &samples, &problem));
        expect(count_samples(&samples) == count_samples(given) + 1);
        samples_free(&samples);
        expect(remove(in_folder("out/samples.csv").text) == 0 && remove(in_folder("out/environment.csv").text) == 0);
        expect(rmdir(out.text) == 0);
    }
    expect(access(out.text, F_OK) != 0);
}

static void check_refusal(const struct problem *problem)
{
    static const char name[] = "fuzzed.csv:";

    expect(strncmp(problem->text, name, strlen(name)) == 0);
    expect(problem->text[strlen(name)] >= '1' && problem->text[strlen(name)] <= '9');
}

static void start(void)
{
    static const char environment[] = "name,value\nhost,vm\n";
    static const char other[] =
        "run,process,engine,experiment,kernel,variant,n,batch,transfer,round,iterations,elapsed_ns,check,machine\n"
        "other,1,node,throughput,dot,js,64,64,resident,1,10,1000,00c0ffee,pi\n";

    nowhere = fopen("/dev/null", "w");
    expect(nowhere && mkdtemp(folder));
    expect(mkdir(in_folder("given").text, 0700) == 0 && mkdir(in_folder("other").text, 0700) == 0);
    write_file("given/environment.csv", environment, strlen(environment));
    write_file("other/samples.csv", other, strlen(other));
    expect(atexit(clean_up) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct samples samples;
    struct problem problem;

    if (size < 2)
        return -1;
    if (!nowhere)
        start();
    FILE *const stream = fmemopen((void *)(uintptr_t)(data + 1), size - 1, "rb");
    expect(stream != NULL);
    if (samples_read_stream(stream, "fuzzed.csv", data[0] % 2 == 1, &samples, &problem)) {
        judge(&samples);
        check_merge(data + 1, size - 1, data[0] % 2 == 1, &samples);
        samples_free(&samples);
    } else {
        check_refusal(&problem);
    }
    fclose(stream);
    return 0;
}
