/*
 * CSV output. Rows go to a temporary file beside the final one, which takes its
 * name only when every byte has been accepted: readers see the old file or the new
 * one, never half of it, and a full disk leaves the old one alone.
 */
#include "tollgate/text/csv_write.h"

#include <csv.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tollgate/text/memory.h"
#include "tollgate/text/number.h"

static void forget(struct csv_output *output)
{
    free(output->path);
    free(output->temporary);
    *output = (struct csv_output){0};
}

bool csv_create(struct csv_output *output, const char *directory, const char *name, const char *header,
                struct problem *problem)
{
    *output = (struct csv_output){
        .path = format_text("%s/%s", directory, name),
        .temporary = format_text("%s/%s.%ld.tmp", directory, name, (long)getpid()),
    };
    output->stream = fopen(output->temporary, "w");
    if (!output->stream) {
        problem_set(problem, "%s: cannot write: %s", output->path, strerror(errno));
        forget(output);
        return false;
    }
    if (header)
        fprintf(output->stream, "%s\n", header);
    return true;
}

static void begin_field(struct csv_output *output)
{
    if (output->in_row)
        fputc(',', output->stream);
    output->in_row = true;
}

void csv_text(struct csv_output *output, const char *text)
{
    begin_field(output);
    if (strpbrk(text, ",\"\r\n") || text[0] == ' ' || (*text && text[strlen(text) - 1] == ' '))
        csv_fwrite(output->stream, text, strlen(text));
    else
        fputs(text, output->stream);
}

void csv_count(struct csv_output *output, uint64_t count)
{
    begin_field(output);
    fprintf(output->stream, "%" PRIu64, count);
}

void csv_number(struct csv_output *output, double value)
{
    csv_text(output, number_plain(value).text);
}

void csv_end_row(struct csv_output *output)
{
    fputc('\n', output->stream);
    output->in_row = false;
}

bool csv_commit(struct csv_output *output, struct problem *problem)
{
    const bool failed_before = ferror(output->stream) != 0;
    const bool flushed = fflush(output->stream) == 0;
    const bool closed = fclose(output->stream) == 0;
    const bool placed = !failed_before && flushed && closed && rename(output->temporary, output->path) == 0;

    if (!placed) {
        problem_set(problem, "%s: cannot write: %s", output->path, strerror(errno));
        remove(output->temporary);
    }
    forget(output);
    return placed;
}

void csv_abandon(struct csv_output *output)
{
    fclose(output->stream);
    remove(output->temporary);
    forget(output);
}
