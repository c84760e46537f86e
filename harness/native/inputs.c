/*
 * Seeded inputs for the native agent. A counter-based generator: element i
 * depends on the seed and i alone, so C and JavaScript agree without sharing state.
 */
#include "inputs.h"

const struct type_info element_types[TYPE_COUNT] = {
    [TYPE_U8] = {"u8", 1},   [TYPE_U16] = {"u16", 2}, [TYPE_U32] = {"u32", 4},
    [TYPE_I32] = {"i32", 4}, [TYPE_F32] = {"f32", 4}, [TYPE_F64] = {"f64", 8},
};

uint32_t hash32(uint32_t seed, uint32_t i)
{
    uint32_t h = seed + i * 0x9e3779b9u;
    h = (h ^ (h >> 16)) * 0x85ebca6bu;
    h = (h ^ (h >> 13)) * 0xc2b2ae35u;
    return h ^ (h >> 16);
}

uint32_t buffer_seed(uint32_t seed, size_t index)
{
    return seed + (uint32_t)index * 0x85ebca6bu;
}

static double uniform_f64(uint32_t seed, uint32_t i)
{
    const double high = (double)(hash32(seed, i) >> 5);
    const double low = (double)(hash32(seed + 1, i) >> 6);
    return (high * 0x1p26 + low) * 0x1p-52 - 1.0;
}

void fill_uniform(void *data, enum element_type type, size_t length, uint32_t seed)
{
    for (size_t k = 0; k < length; k++) {
        const uint32_t i = (uint32_t)k;
        const uint32_t h = hash32(seed, i);
        switch (type) {
        case TYPE_U8:
            ((uint8_t *)data)[k] = (uint8_t)(h >> 24);
            break;
        case TYPE_U16:
            ((uint16_t *)data)[k] = (uint16_t)(h >> 16);
            break;
        case TYPE_U32:
            ((uint32_t *)data)[k] = h;
            break;
        case TYPE_I32:
            ((int32_t *)data)[k] = (int32_t)h;
            break;
        case TYPE_F32:
            ((float *)data)[k] = (float)(h >> 8) * 0x1p-23f - 1.0f;
            break;
        case TYPE_F64:
            ((double *)data)[k] = uniform_f64(seed, i);
            break;
        case TYPE_COUNT:
            break;
        }
    }
}

void store_element(void *data, enum element_type type, size_t i, double value)
{
    switch (type) {
    case TYPE_U8:
        ((uint8_t *)data)[i] = (uint8_t)value;
        break;
    case TYPE_U16:
        ((uint16_t *)data)[i] = (uint16_t)value;
        break;
    case TYPE_U32:
        ((uint32_t *)data)[i] = (uint32_t)value;
        break;
    case TYPE_I32:
        ((int32_t *)data)[i] = (int32_t)value;
        break;
    case TYPE_F32:
        ((float *)data)[i] = (float)value;
        break;
    case TYPE_F64:
        ((double *)data)[i] = value;
        break;
    case TYPE_COUNT:
        break;
    }
}

double load_element(const void *data, enum element_type type, size_t i)
{
    switch (type) {
    case TYPE_U8:
        return ((const uint8_t *)data)[i];
    case TYPE_U16:
        return ((const uint16_t *)data)[i];
    case TYPE_U32:
        return ((const uint32_t *)data)[i];
    case TYPE_I32:
        return ((const int32_t *)data)[i];
    case TYPE_F32:
        return (double)((const float *)data)[i];
    case TYPE_F64:
        return ((const double *)data)[i];
    case TYPE_COUNT:
        break;
    }
    return 0.0;
}
