/*
 * What a cell is, and its data out of the words that describe it.
 */
#ifndef TOLLGATE_NATIVE_CELL_DATA_H
#define TOLLGATE_NATIVE_CELL_DATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "body.h"
#include "inputs.h"
#include "protocol.h"

enum { CELL_BUFFERS = 16, CELL_PARAMETERS = 16 };

struct buffer {
    char name[32];
    enum element_type type;
    size_t length; /* elements */
    bool is_output;
    void *data;
};

struct cell {
    void *library;
    tollgate_body *run;
    void *arena;
    size_t arena_bytes;
    struct buffer buffers[CELL_BUFFERS];
    size_t buffer_count;
    double parameters[CELL_PARAMETERS];
    size_t parameter_count;
    size_t n;
    size_t batch;
    double tolerance; /* 0: exact */
    double reference_result;
    uint8_t *reference; /* output buffers one after the other, or NULL */
    size_t reference_bytes;
    uint32_t check;
};

/*
 * Reads numbers, parameters and buffers, and fills the inputs. On failure returns false and *failure
 * names the word that is not as it should be; the cell then needs closing.
 */
bool cell_read_data(struct cell *cell, const struct message *message, struct failure *failure);

#endif
