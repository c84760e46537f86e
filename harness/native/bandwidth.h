/* How fast this machine copies memory that no cache holds. */
#ifndef TOLLGATE_NATIVE_BANDWIDTH_H
#define TOLLGATE_NATIVE_BANDWIDTH_H

#include <stddef.h>
#include <stdint.h>

/*
 * Copies a buffer of `bytes` > 0 to another by memcpy() for budget_ns, at least 5 times; returns
 * bytes copied a second in the quiet (10 %) quantile of the copies' times. 0 if there is no memory.
 */
double bandwidth_of_copy(size_t bytes, uint64_t budget_ns);

#endif
