/* The data of a cell, out of the words that describe it (docs/PROTOCOL.md). Other words are not looked at. */
#include "cell_data.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The check reads outputs by words of this size, in JavaScript only where they begin at a multiple of it. */
enum { CHECK_BYTES = 4 };

/* All that the 32-bit addresses of WebAssembly reach: an arena is the same in every variant. */
static const uint64_t ARENA_MAX = (uint64_t)1 << 32;
static const uint64_t COUNT_MAX = (uint64_t)1 << 40;
static const size_t ARENA_ALIGNMENT = 4096;

/*
 * Copies the next field of *rest, up to `end`, into field[size], and leaves in *rest what follows,
 * NULL behind the last one; false if there is none or it is too long.
 */
static bool take_field(const char **rest, char end, char *field, size_t size)
{
    if (*rest == NULL)
        return false;
    const char *stop = strchr(*rest, end);
    const size_t length = stop == NULL ? strlen(*rest) : (size_t)(stop - *rest);
    if (length >= size)
        return false;
    memcpy(field, *rest, length);
    field[length] = '\0';
    *rest = stop == NULL ? NULL : stop + 1;
    return true;
}

/* The list in the word `key`; NULL if it is empty or missing. */
static const char *list_of(const struct message *message, const char *key)
{
    const char *list = message_word(message, key);
    return list == NULL || *list == '\0' ? NULL : list;
}

static bool find_type(const char *name, enum element_type *type)
{
    for (int i = 0; i < TYPE_COUNT; i++) {
        if (strcmp(name, element_types[i].name) == 0) {
            *type = (enum element_type)i;
            return true;
        }
    }
    return false;
}

/* Makes room for a buffer that lies inside the arena: there, or on its own. Zeroed. */
static bool place_buffer(const struct cell *cell, struct buffer *buffer, size_t offset)
{
#ifdef TOLLGATE_SEPARATE_BUFFERS
    (void)cell;
    (void)offset;
    const size_t bytes = buffer->length * element_types[buffer->type].bytes;
    buffer->data = calloc(bytes == 0 ? 1 : bytes, 1);
#else
    buffer->data = (char *)cell->arena + offset;
#endif
    return buffer->data != NULL;
}

/* Whether store_element() can keep the value: whole and in range for integers, finite for floats. */
static bool fits_type(double value, enum element_type type)
{
    static const struct {
        double low, high;
    } ranges[TYPE_COUNT] = {
        [TYPE_U8] = {0, UINT8_MAX},          [TYPE_U16] = {0, UINT16_MAX},     [TYPE_U32] = {0, UINT32_MAX},
        [TYPE_I32] = {INT32_MIN, INT32_MAX}, [TYPE_F32] = {-FLT_MAX, FLT_MAX}, [TYPE_F64] = {-DBL_MAX, DBL_MAX},
    };
    const bool is_float = type == TYPE_F32 || type == TYPE_F64;
    return value >= ranges[type].low && value <= ranges[type].high && (is_float || value == floor(value));
}

/* "values(1;2;3)": one for each element. */
static bool fill_values(const struct buffer *buffer, const char *text)
{
    const char *rest = text + strlen("values(");
    for (size_t i = 0; i < buffer->length; i++) {
        char number[64];
        double value;
        const size_t length = strcspn(rest, ";)");
        if (length >= sizeof number)
            return false;
        memcpy(number, rest, length);
        number[length] = '\0';
        if (!parse_number(number, &value) || !fits_type(value, buffer->type))
            return false;
        store_element(buffer->data, buffer->type, i, value);
        rest += length;
        if (i + 1 < buffer->length && *rest++ != ';')
            return false;
    }
    return strcmp(rest, ")") == 0;
}

static bool is_one_of(const char *text, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(text, names[i]) == 0)
            return true;
    }
    return false;
}

/* The fields of one "name:type:length:role:fill:copy:offset", as text. */
struct buffer_text {
    char name[sizeof((struct buffer *)0)->name];
    char type[8];
    char length[24];
    char role[12];
    char fill[65536];
    char copy[12];
    char offset[24];
};

static bool take_buffer(const char **rest, struct buffer_text *text)
{
    return take_field(rest, ':', text->name, sizeof text->name) && take_field(rest, ':', text->type, sizeof text->type)
        && take_field(rest, ':', text->length, sizeof text->length)
        && take_field(rest, ':', text->role, sizeof text->role) && take_field(rest, ':', text->fill, sizeof text->fill)
        && take_field(rest, ':', text->copy, sizeof text->copy)
        && take_field(rest, ',', text->offset, sizeof text->offset);
}

/* Words from a short list; false and *failure names the one that is not on its list. */
static bool check_words(const struct buffer_text *text, struct failure *failure)
{
    static const char *const roles[] = {"in", "out", "scratch"};
    static const char *const copies[] = {"chunk", "whole", "never"};
    if (!is_one_of(text->role, roles, 3)) {
        return failure_set(failure, "load", "buffer %s: role \"%s\" is not one of in, out, scratch", text->name,
                           text->role);
    }
    if (!is_one_of(text->copy, copies, 3)) {
        return failure_set(failure, "load", "buffer %s: copy \"%s\" is not one of chunk, whole, never", text->name,
                           text->copy);
    }
    const char *fill = text->fill;
    if (strcmp(fill, "uniform") != 0 && strcmp(fill, "zero") != 0 && strncmp(fill, "values(", strlen("values(")) != 0) {
        return failure_set(failure, "load", "buffer %s: fill \"%s\" is not one of uniform, zero, values(1;2;...)",
                           text->name, shown_word(fill).text);
    }
    return true;
}

static bool check_name(const struct cell *cell, const char *name, struct failure *failure)
{
    if (!is_name(name)) {
        return failure_set(failure, "load", "buffer %zu: \"%s\" is not a name (letters, digits, _)", cell->buffer_count,
                           name);
    }
    for (size_t i = 0; i < cell->buffer_count; i++) {
        if (strcmp(cell->buffers[i].name, name) == 0) {
            return failure_set(failure, "load", "buffer %s is there twice", name);
        }
    }
    return true;
}

/* Type, length and offset of a buffer in an arena; the arithmetic cannot overflow below ARENA_MAX. */
static bool measure_buffer(struct buffer *buffer, const struct buffer_text *text, size_t arena_bytes, size_t *offset,
                           struct failure *failure)
{
    uint64_t length = 0;
    uint64_t start = 0;
    if (!find_type(text->type, &buffer->type)) {
        return failure_set(failure, "load", "buffer %s: type \"%s\" is not one of u8, u16, u32, i32, f32, f64",
                           text->name, text->type);
    }
    const size_t size = element_types[buffer->type].bytes;
    const size_t step = size < CHECK_BYTES ? CHECK_BYTES : size;
    if (!parse_count(text->length, ARENA_MAX, &length)) {
        return failure_set(failure, "load", "buffer %s: length \"%s\" is not a whole number from 0 to %" PRIu64,
                           text->name, text->length, ARENA_MAX);
    }
    if (!parse_count(text->offset, ARENA_MAX, &start) || start % step != 0) {
        return failure_set(failure, "load", "buffer %s: offset \"%s\" is not a multiple of %zu from 0 to %" PRIu64,
                           text->name, text->offset, step, ARENA_MAX);
    }
    if (start > arena_bytes || length * size > arena_bytes - start) {
        return failure_set(failure, "load", "buffer %s does not fit the arena of %zu bytes", text->name, arena_bytes);
    }
    buffer->length = (size_t)length;
    *offset = (size_t)start;
    return true;
}

static bool fill_buffer(const struct buffer *buffer, const char *fill, uint32_t seed, struct failure *failure)
{
    if (strcmp(fill, "uniform") == 0)
        fill_uniform(buffer->data, buffer->type, buffer->length, seed);
    if (strcmp(fill, "uniform") == 0 || strcmp(fill, "zero") == 0 || fill_values(buffer, fill))
        return true;
    return failure_set(failure, "load", "buffer %s: its values are not %zu numbers of type %s", buffer->name,
                       buffer->length, element_types[buffer->type].name);
}

/* One buffer off *rest. */
static bool open_buffer(struct cell *cell, const char **rest, uint32_t seed, size_t arena_bytes,
                        struct failure *failure)
{
    static struct buffer_text text;
    size_t offset = 0;
    if (cell->buffer_count == CELL_BUFFERS)
        return failure_set(failure, "load", "more than %d buffers", CELL_BUFFERS);
    struct buffer *buffer = &cell->buffers[cell->buffer_count];
    if (!take_buffer(rest, &text)) {
        return failure_set(failure, "load", "buffer %zu is not name:type:length:role:fill:copy:offset",
                           cell->buffer_count);
    }
    if (!check_name(cell, text.name, failure) || !check_words(&text, failure)
        || !measure_buffer(buffer, &text, arena_bytes, &offset, failure)) {
        return false;
    }
    snprintf(buffer->name, sizeof buffer->name, "%s", text.name);
    buffer->is_output = strcmp(text.role, "out") == 0;
    if (!place_buffer(cell, buffer, offset))
        return failure_set(failure, "load", "no memory for buffer %s", buffer->name);
    const bool is_input = strcmp(text.role, "in") == 0;
    if (is_input && !fill_buffer(buffer, text.fill, buffer_seed(seed, cell->buffer_count), failure))
        return false;
    cell->buffer_count++;
    return true;
}

/* The whole number of the word `key`; false and *failure names it if it is missing or not 0..max. */
static bool need_count(const struct message *message, const char *key, uint64_t max, uint64_t *value,
                       struct failure *failure)
{
    const char *text = message_word(message, key);
    if (parse_count(text, max, value))
        return true;
    if (text == NULL)
        return failure_set(failure, "load", "%s is missing", key);
    return failure_set(failure, "load", "%s: \"%s\" is not a whole number from 0 to %" PRIu64, key,
                       shown_word(text).text, max);
}

static bool open_buffers(struct cell *cell, const struct message *message, struct failure *failure)
{
    uint64_t seed = 0;
    uint64_t arena = 0;
    if (!need_count(message, "seed", UINT32_MAX, &seed, failure)
        || !need_count(message, "arena", ARENA_MAX, &arena, failure)) {
        return false;
    }
    const size_t bytes = ((size_t)arena / ARENA_ALIGNMENT + 1) * ARENA_ALIGNMENT;
    cell->arena = aligned_alloc(ARENA_ALIGNMENT, bytes);
    if (cell->arena == NULL)
        return failure_set(failure, "load", "no memory for an arena of %zu bytes", bytes);
    memset(cell->arena, 0, bytes);
    cell->arena_bytes = bytes;
    const char *rest = list_of(message, "buffers");
    while (rest != NULL) {
        if (!open_buffer(cell, &rest, (uint32_t)seed, (size_t)arena, failure))
            return false;
    }
    return true;
}

static bool open_parameters(struct cell *cell, const struct message *message, struct failure *failure)
{
    static char names[CELL_PARAMETERS][64];
    const char *rest = list_of(message, "parameters");
    while (rest != NULL) {
        char value[64];
        const size_t count = cell->parameter_count;
        if (count == CELL_PARAMETERS)
            return failure_set(failure, "load", "more than %d parameters", CELL_PARAMETERS);
        if (!take_field(&rest, ':', names[count], sizeof names[count]) || !take_field(&rest, ',', value, sizeof value)
            || !is_name(names[count]) || !parse_number(value, &cell->parameters[count])) {
            return failure_set(failure, "load", "parameter %zu is not name:number", count);
        }
        for (size_t i = 0; i < count; i++) {
            if (strcmp(names[i], names[count]) == 0) {
                return failure_set(failure, "load", "parameter %s is there twice", names[i]);
            }
        }
        cell->parameter_count++;
    }
    return true;
}

static bool open_numbers(struct cell *cell, const struct message *message, struct failure *failure)
{
    uint64_t n = 0;
    uint64_t batch = 0;
    if (!need_count(message, "n", COUNT_MAX, &n, failure)
        || !need_count(message, "batch", COUNT_MAX, &batch, failure)) {
        return false;
    }
    if (batch == 0 && n != 0)
        return failure_set(failure, "load", "batch: 0 elements a call never do n = %" PRIu64, n);
    const char *tolerance = message_word(message, "tolerance");
    if (!parse_number(tolerance, &cell->tolerance) || cell->tolerance < 0) {
        return failure_set(failure, "load", "tolerance: \"%s\" is not a number from 0", shown_word(tolerance).text);
    }
    cell->n = (size_t)n;
    cell->batch = (size_t)batch;
    const char *result = message_word(message, "result");
    if (result != NULL && !parse_number(result, &cell->reference_result)) {
        return failure_set(failure, "load", "result: \"%s\" is not a number", shown_word(result).text);
    }
    return true;
}

bool cell_read_data(struct cell *cell, const struct message *message, struct failure *failure)
{
    return open_numbers(cell, message, failure) && open_parameters(cell, message, failure)
        && open_buffers(cell, message, failure);
}
