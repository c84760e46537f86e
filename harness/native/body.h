/*
 * What a native kernel library (build/native/<family>-<variant>.so) exports:
 * a table of timed bodies, written by harness/native/bodies.js from the
 * kernel's definition, in the same loops as the JavaScript agent's.
 */
#ifndef TOLLGATE_NATIVE_BODY_H
#define TOLLGATE_NATIVE_BODY_H

#include <stddef.h>
#include <stdint.h>

/*
 * Does the whole work of n elements `iterations` times, `batch` elements a
 * call, and returns the last iteration's result.
 * buffers: addresses, in the order of the definition; parameters: numbers, in
 * the order in which the passes first name them.
 */
typedef double tollgate_body(void *const *buffers, const double *parameters, size_t iterations, size_t n, size_t batch);

struct tollgate_entry {
    const char *kernel;
    tollgate_body *run;
};

/*
 * The type in which the results of calls are added up: whole numbers stay in an
 * integer register, where a double would go through memory at every call.
 * `call` is not evaluated.
 */
#define TOLLGATE_SUM_TYPE(call) __typeof__(_Generic((call), float: 0.0, double: 0.0, default: (int64_t)0))

/* Ended by an entry whose kernel is NULL. */
extern const struct tollgate_entry tollgate_entries[];

#endif
