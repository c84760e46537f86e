/*
 * Cells of the native agent. The data of a cell lies in one arena at offsets
 * that the plan chose, the same as in linear memory. Built with
 * TOLLGATE_SEPARATE_BUFFERS (the sanitizer build) each buffer gets an
 * allocation of its own instead, so that AddressSanitizer sees every step over its end.
 */
#include "cell.h"

#include <dlfcn.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const uint64_t ARENA_MAX = (uint64_t)1 << 40;
static const size_t ARENA_ALIGNMENT = 4096;

__attribute__((format(printf, 3, 4))) static bool fail(struct failure *failure, const char *stage,
                                                       const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  failure->stage = stage;
  vsnprintf(failure->message, sizeof failure->message, format, arguments);
  va_end(arguments);
  return false;
}

/* Copies the next field of *rest, up to `end`, into field[size]; false if there is none or it is too long. */
static bool take_field(const char **rest, char end, char *field, size_t size) {
  const char *stop = strchr(*rest, end);
  const size_t length = stop == NULL ? strlen(*rest) : (size_t)(stop - *rest);
  if (length >= size) return false;
  memcpy(field, *rest, length);
  field[length] = '\0';
  *rest += length + (stop != NULL);
  return true;
}

static bool find_type(const char *name, enum element_type *type) {
  for (int i = 0; i < TYPE_COUNT; i++) {
    if (strcmp(name, element_types[i].name) == 0) {
      *type = (enum element_type)i;
      return true;
    }
  }
  return false;
}

/* Makes room for a buffer: in the arena, or on its own. Zeroed. */
static bool place_buffer(const struct cell *cell, struct buffer *buffer, size_t offset, size_t arena_bytes) {
  const size_t bytes = buffer->length * element_types[buffer->type].bytes;
#ifdef TOLLGATE_SEPARATE_BUFFERS
  (void)cell;
  (void)offset;
  (void)arena_bytes;
  buffer->data = calloc(bytes == 0 ? 1 : bytes, 1);
  return buffer->data != NULL;
#else
  if (offset > arena_bytes || bytes > arena_bytes - offset) return false;
  buffer->data = (char *)cell->arena + offset;
  return true;
#endif
}

/* "values(1;2;3)": stores as many as the buffer holds. */
static bool fill_values(const struct buffer *buffer, const char *text) {
  const char *rest = text + strlen("values(");
  for (size_t i = 0; i < buffer->length; i++) {
    char *end = NULL;
    const double value = strtod(rest, &end);
    if (end == rest) return false;
    store_element(buffer->data, buffer->type, i, value);
    rest = end + (*end == ';');
  }
  return *rest == ')';
}

static bool fill_buffer(const struct buffer *buffer, const char *fill, uint32_t seed) {
  if (strcmp(fill, "zero") == 0) return true;
  if (strncmp(fill, "values(", strlen("values(")) == 0) return fill_values(buffer, fill);
  fill_uniform(buffer->data, buffer->type, buffer->length, seed);
  return true;
}

/* One "name:type:length:role:fill:copy:offset" off *rest. */
static bool open_buffer(struct cell *cell, const char **rest, uint32_t seed, size_t arena_bytes,
                        struct failure *failure) {
  static char fill[65536];
  char type[8];
  char length_text[24];
  char role[12];
  char copy[12];
  char offset_text[24];
  uint64_t length = 0;
  uint64_t offset = 0;
  if (cell->buffer_count == CELL_BUFFERS) return fail(failure, "load", "more than %d buffers", CELL_BUFFERS);
  struct buffer *buffer = &cell->buffers[cell->buffer_count];
  if (!take_field(rest, ':', buffer->name, sizeof buffer->name) || !take_field(rest, ':', type, sizeof type) ||
      !take_field(rest, ':', length_text, sizeof length_text) || !take_field(rest, ':', role, sizeof role) ||
      !take_field(rest, ':', fill, sizeof fill) || !take_field(rest, ':', copy, sizeof copy) ||
      !take_field(rest, ',', offset_text, sizeof offset_text) || !find_type(type, &buffer->type) ||
      !parse_count(length_text, ARENA_MAX / 8, &length) || !parse_count(offset_text, ARENA_MAX, &offset)) {
    return fail(failure, "load", "buffer %zu is not name:type:length:role:fill:copy:offset", cell->buffer_count);
  }
  buffer->length = (size_t)length;
  buffer->is_output = strcmp(role, "out") == 0;
  if (!place_buffer(cell, buffer, (size_t)offset, arena_bytes)) {
    return fail(failure, "load", "buffer %s does not fit the arena of %zu bytes", buffer->name, arena_bytes);
  }
  const bool is_input = strcmp(role, "in") == 0;
  if (is_input && !fill_buffer(buffer, fill, buffer_seed(seed, cell->buffer_count))) {
    return fail(failure, "load", "buffer %s: its values are not %zu numbers", buffer->name, buffer->length);
  }
  cell->buffer_count++;
  return true;
}

static bool open_buffers(struct cell *cell, const struct message *message, struct failure *failure) {
  uint64_t seed = 0;
  uint64_t arena = 0;
  if (!parse_count(message_word(message, "seed"), UINT32_MAX, &seed) ||
      !parse_count(message_word(message, "arena"), ARENA_MAX, &arena)) {
    return fail(failure, "load", "seed or arena is missing or not a whole number");
  }
  const size_t bytes = ((size_t)arena / ARENA_ALIGNMENT + 1) * ARENA_ALIGNMENT;
  cell->arena = aligned_alloc(ARENA_ALIGNMENT, bytes);
  if (cell->arena == NULL) return fail(failure, "load", "no memory for an arena of %zu bytes", bytes);
  memset(cell->arena, 0, bytes);
  cell->arena_bytes = bytes;
  const char *rest = message_word(message, "buffers");
  while (rest != NULL && *rest != '\0') {
    if (!open_buffer(cell, &rest, (uint32_t)seed, (size_t)arena, failure)) return false;
  }
  return true;
}

static bool open_parameters(struct cell *cell, const struct message *message, struct failure *failure) {
  const char *rest = message_word(message, "parameters");
  while (rest != NULL && *rest != '\0') {
    char name[64];
    char value[64];
    if (cell->parameter_count == CELL_PARAMETERS || !take_field(&rest, ':', name, sizeof name) ||
        !take_field(&rest, ',', value, sizeof value) ||
        !parse_number(value, &cell->parameters[cell->parameter_count])) {
      return fail(failure, "load", "parameter %zu is not name:number", cell->parameter_count);
    }
    cell->parameter_count++;
  }
  return true;
}

static bool open_library(struct cell *cell, const struct message *message, struct failure *failure) {
  const char *source = message_word(message, "source");
  const char *kernel = message_word(message, "kernel");
  if (source == NULL || kernel == NULL) return fail(failure, "load", "source or kernel is missing");
  cell->library = dlopen(source, RTLD_NOW | RTLD_LOCAL);
  if (cell->library == NULL) return fail(failure, "load", "%s", dlerror());
  const struct tollgate_entry *entry = dlsym(cell->library, "tollgate_entries");
  while (entry != NULL && entry->kernel != NULL && strcmp(entry->kernel, kernel) != 0) entry++;
  if (entry == NULL || entry->kernel == NULL) {
    return fail(failure, "load", "%s has no kernel %s", source, kernel);
  }
  cell->run = entry->run;
  return true;
}

static bool read_reference(struct cell *cell, const char *path, struct failure *failure) {
  size_t expected = 0;
  for (size_t i = 0; i < cell->buffer_count; i++) {
    const struct buffer *buffer = &cell->buffers[i];
    if (buffer->is_output) expected += buffer->length * element_types[buffer->type].bytes;
  }
  FILE *file = fopen(path, "rb");
  if (file == NULL) return fail(failure, "load", "cannot open the reference %s", path);
  cell->reference = malloc(expected + 1);
  cell->reference_bytes = cell->reference == NULL ? 0 : fread(cell->reference, 1, expected + 1, file);
  fclose(file);
  if (cell->reference == NULL || cell->reference_bytes != expected) {
    return fail(failure, "load", "the reference %s does not hold %zu bytes", path, expected);
  }
  return true;
}

static bool open_numbers(struct cell *cell, const struct message *message, struct failure *failure) {
  uint64_t n = 0;
  uint64_t batch = 0;
  if (!parse_count(message_word(message, "n"), ARENA_MAX, &n) ||
      !parse_count(message_word(message, "batch"), ARENA_MAX, &batch) || (batch == 0 && n != 0) ||
      !parse_number(message_word(message, "tolerance"), &cell->tolerance)) {
    return fail(failure, "load", "n, batch or tolerance is missing or not a number");
  }
  cell->n = (size_t)n;
  cell->batch = (size_t)batch;
  const char *result = message_word(message, "result");
  if (result != NULL && !parse_number(result, &cell->reference_result)) {
    return fail(failure, "load", "result is not a number");
  }
  return true;
}

bool cell_open(struct cell *cell, const struct message *message, struct failure *failure) {
  *cell = (struct cell){.library = NULL};
  const char *reference = message_word(message, "reference");
  const bool opened = open_numbers(cell, message, failure) && open_library(cell, message, failure) &&
                      open_parameters(cell, message, failure) && open_buffers(cell, message, failure) &&
                      (reference == NULL || read_reference(cell, reference, failure));
  if (!opened) cell_close(cell);
  return opened;
}

double cell_run(const struct cell *cell, size_t iterations) {
  void *buffers[CELL_BUFFERS];
  for (size_t i = 0; i < cell->buffer_count; i++) buffers[i] = cell->buffers[i].data;
  return cell->run(buffers, cell->parameters, iterations, cell->n, cell->batch);
}

static uint32_t fnv1a(uint32_t hash, uint32_t word) { return (hash ^ word) * 0x01000193u; }

static uint32_t hash_bytes(uint32_t hash, const void *data, size_t bytes) {
  const unsigned char *rest = data;
  for (; bytes >= sizeof hash; bytes -= sizeof hash, rest += sizeof hash) {
    uint32_t word;
    memcpy(&word, rest, sizeof word);
    hash = fnv1a(hash, word);
  }
  if (bytes == 0) return hash;
  uint32_t word = 0;
  memcpy(&word, rest, bytes);
  return fnv1a(hash, word);
}

uint32_t cell_checksum(const struct cell *cell, double result) {
  uint32_t hash = hash_bytes(0x811c9dc5u, &result, sizeof result);
  for (size_t i = 0; i < cell->buffer_count; i++) {
    const struct buffer *buffer = &cell->buffers[i];
    if (buffer->is_output) {
      hash = hash_bytes(hash, buffer->data, buffer->length * element_types[buffer->type].bytes);
    }
  }
  return hash;
}

void cell_poison_outputs(const struct cell *cell) {
  enum { POISON = 0xa5 };
  for (size_t i = 0; i < cell->buffer_count; i++) {
    const struct buffer *buffer = &cell->buffers[i];
    if (buffer->is_output) memset(buffer->data, POISON, buffer->length * element_types[buffer->type].bytes);
  }
}

/* NaN differs from everything. */
static bool differs(double got, double want, double tolerance) { return !(fabs(got - want) <= tolerance); }

bool cell_verify(const struct cell *cell, double result, struct failure *failure) {
  if (differs(result, cell->reference_result, cell->tolerance)) {
    return fail(failure, "verify", "result is %.17g; the C reference gives %.17g, to be met within %g", result,
                cell->reference_result, cell->tolerance);
  }
  const uint8_t *want = cell->reference;
  for (size_t i = 0; want != NULL && i < cell->buffer_count; i++) {
    const struct buffer *buffer = &cell->buffers[i];
    if (!buffer->is_output) continue;
    const size_t size = element_types[buffer->type].bytes;
    for (size_t k = 0; k < buffer->length; k++, want += size) {
      double aligned;
      memcpy(&aligned, want, size);
      const double expected = load_element(&aligned, buffer->type, 0);
      const double got = load_element(buffer->data, buffer->type, k);
      if (differs(got, expected, cell->tolerance)) {
        return fail(failure, "verify", "%s[%zu] is %.17g; the C reference gives %.17g, to be met within %g",
                    buffer->name, k, got, expected, cell->tolerance);
      }
    }
  }
  return true;
}

bool cell_write_outputs(const struct cell *cell, const char *path, struct failure *failure) {
  FILE *file = fopen(path, "wb");
  if (file == NULL) return fail(failure, "load", "cannot write the reference %s", path);
  bool written = true;
  for (size_t i = 0; i < cell->buffer_count; i++) {
    const struct buffer *buffer = &cell->buffers[i];
    if (buffer->is_output) {
      written = fwrite(buffer->data, element_types[buffer->type].bytes, buffer->length, file) == buffer->length && written;
    }
  }
  if (fclose(file) != 0 || !written) return fail(failure, "load", "cannot write the reference %s", path);
  return true;
}

void cell_close(struct cell *cell) {
#ifdef TOLLGATE_SEPARATE_BUFFERS
  for (size_t i = 0; i < CELL_BUFFERS; i++) free(cell->buffers[i].data);
#endif
  free(cell->arena);
  free(cell->reference);
  if (cell->library != NULL) dlclose(cell->library);
  *cell = (struct cell){.library = NULL};
}
