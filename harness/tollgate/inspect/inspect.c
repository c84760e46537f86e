/* From a file to a module in memory, and on to whoever prints it. */
#include "tollgate/inspect/inspect.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "tollgate/text/memory.h"

struct bytes {
    uint8_t *data;
    size_t size;
};

static bool read_all(FILE *stream, const char *path, struct bytes *bytes, struct problem *problem)
{
    size_t room = 1 << 16;

    bytes->data = allocate(room, 1);
    while (!feof(stream) && !ferror(stream)) {
        if (bytes->size == room)
            bytes->data = reallocate(bytes->data, room *= 2, 1);
        bytes->size += fread(bytes->data + bytes->size, 1, room - bytes->size, stream);
    }
    return !ferror(stream) || problem_set(problem, "%s: cannot read: %s", path, strerror(errno));
}

static bool read_file(const char *path, struct bytes *bytes, struct problem *problem)
{
    FILE *const stream = fopen(path, "rb");

    if (!stream)
        return problem_set(problem, "%s: cannot open: %s", path, strerror(errno));
    const bool read = read_all(stream, path, bytes, problem);
    fclose(stream);
    return read;
}

bool inspect(const char *path, bool as_csv, FILE *out, struct problem *problem)
{
    struct bytes bytes = {NULL, 0};
    struct wasm_module module;
    const bool good = read_file(path, &bytes, problem) && wasm_read(bytes.data, bytes.size, path, &module, problem);

    if (good) {
        if (module.has_bad_names)
            fprintf(stderr, "tollgate: warning: %s; names of functions are those of exports and imports\n",
                    module.bad_names.text);
        if (as_csv)
            inspect_csv(&module, out);
        else
            inspect_text(&module, path, out);
        wasm_free(&module);
    }
    free(bytes.data);
    return good;
}
