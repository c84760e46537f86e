/* A folder for one test, files in it, and what was written there. */
#ifndef TESTS_TEMPORARY_H
#define TESTS_TEMPORARY_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmocka_all.h"

/* Of samples.csv, with the columns that every run has. */
#define SAMPLES_HEADER                                                                                                 \
    "run,process,engine,experiment,kernel,variant,n,batch,transfer,round,iterations,elapsed_ns,check\n"

#define MACHINES_HEADER                                                                                                \
    "run,process,engine,experiment,kernel,variant,n,batch,transfer,round,iterations,elapsed_ns,check,machine\n"

#define SETTINGS_HEADER                                                                                                \
    "run,process,engine,experiment,kernel,variant,n,batch,transfer,round,iterations,elapsed_ns,check,machine,"         \
    "setting\n"

static char folder[] = "/tmp/tollgate-test-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/tollgate-test-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static const char *in_folder(const char *name)
{
    static char path[256];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static int remove_folder(void **state)
{
    static const char *const files[] = {
        "samples.csv", "summary.csv",     "ratios.csv",  "crossings.csv", "batching.csv",    "compare.csv",
        "floor.csv",   "environment.csv", "kernels.csv", "calls.csv",     "marshal.csv",     "memory.csv",
        "gc.csv",      "dom.csv",         "module.wasm", "printed",       "experiments.csv", "shapes.csv"};

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        (void)remove(in_folder(files[i]));
    /* Fails, and with it the test, if a temporary file was left behind. */
    return rmdir(folder);
}

static void write_bytes(const char *name, const void *bytes, size_t length)
{
    FILE *const stream = fopen(in_folder(name), "wb");

    assert_non_null(stream);
    assert_int_equal(fwrite(bytes, 1, length, stream), length);
    const int closed = fclose(stream);
    assert_int_equal(closed, 0);
}

static inline void write_text(const char *name, const char *text)
{
    write_bytes(name, text, strlen(text));
}

/* The whole file as a string, which the caller frees. */
static inline char *read_text(const char *name)
{
    FILE *const stream = fopen(in_folder(name), "rb");
    char *const text = calloc(1, 1 << 20);

    assert_non_null(stream);
    assert_non_null(text);
    assert_true(fread(text, 1, (1 << 20) - 1, stream) > 0);
    fclose(stream);
    return text;
}

#endif
