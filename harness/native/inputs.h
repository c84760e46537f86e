/*
 * Seeded inputs, bit for bit those of harness/agent/inputs.js.
 */
#ifndef TOLLGATE_NATIVE_INPUTS_H
#define TOLLGATE_NATIVE_INPUTS_H

#include <stddef.h>
#include <stdint.h>

enum element_type { TYPE_U8, TYPE_U16, TYPE_U32, TYPE_I32, TYPE_F32, TYPE_F64, TYPE_COUNT };

struct type_info {
    const char *name;
    size_t bytes;
};

/* Indexed by enum element_type. */
extern const struct type_info element_types[TYPE_COUNT];

/* fmix32 of MurmurHash3 (Austin Appleby, public domain) over seed + i * 0x9e3779b9. */
uint32_t hash32(uint32_t seed, uint32_t i);

/* The seed of the buffer that stands at `index` in a cell whose seed is `seed`. */
uint32_t buffer_seed(uint32_t seed, size_t index);

/*
 * Fills `length` elements of `type`, the seed being the buffer's:
 * u8 0..255, u16 and u32 and i32 all bits, f32 and f64 in [-1, 1).
 */
void fill_uniform(void *data, enum element_type type, size_t length, uint32_t seed);

/* Stores value as element i of data, converted to `type`. */
void store_element(void *data, enum element_type type, size_t i, double value);

/* Element i of data as a double. */
double load_element(const void *data, enum element_type type, size_t i);

#endif
