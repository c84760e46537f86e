/* The reader alone: large files, large fields, other columns than those of samples.csv. */
#include "temporary.h"
#include "tollgate/text/csv_reader.h"

static const char *const names[] = {"name", "value"};

struct seen {
    size_t rows;
    unsigned long last_line;
    char last[64];
    size_t refuse_at; /* this row, from 1 */
};

static bool see_row(void *context, const struct csv_row *row, struct problem *problem)
{
    struct seen *const seen = context;

    seen->rows++;
    seen->last_line = row->line;
    snprintf(seen->last, sizeof seen->last, "%s", row->text + row->start[0]);
    return seen->rows != seen->refuse_at || csv_bad_field(row, 1, "what I want", problem);
}

static bool read_file(struct seen *seen, struct problem *problem)
{
    const struct csv_plan plan = {.names = names, .name_count = 2, .on_row = see_row, .context = seen};
    unsigned long dropped;

    return csv_read(in_folder("samples.csv"), &plan, &dropped, problem);
}

static void assert_refused(size_t refuse_at, const char *expected)
{
    struct seen seen = {.refuse_at = refuse_at};
    struct problem problem;

    assert_false(read_file(&seen, &problem));
    const char *const after_folder = strstr(problem.text, "samples.csv");
    assert_non_null(after_folder);
    assert_string_equal(after_folder, expected);
}

/* Larger than the block that is read at once, so that rows and quoted fields lie across its end. */
static void rows_may_lie_across_blocks(void **state)
{
    enum { ROWS = 9000 };
    FILE *const stream = fopen(in_folder("samples.csv"), "w");
    struct seen seen = {0};
    struct problem problem;

    (void)state;
    assert_non_null(stream);
    fputs("name,value,note\n", stream);
    for (int i = 1; i <= ROWS; i++)
        fprintf(stream, "row %d,\"%d\",\"two\nlines\"\n", i, i);
    fclose(stream);
    assert_true(read_file(&seen, &problem));
    assert_int_equal(seen.rows, ROWS);
    assert_string_equal(seen.last, "row 9000");
    assert_int_equal(seen.last_line, 2 * ROWS);
}

static void a_file_of_whole_blocks_is_read_to_its_end(void **state)
{
    enum { BLOCK = 1 << 16 };
    static const char good[] = "name,value\na,1\n";
    char *const text = malloc(BLOCK);
    struct seen seen = {0};
    struct problem problem;

    (void)state;
    assert_non_null(text);
    memset(text, '\n', BLOCK);
    memcpy(text, good, sizeof good - 1);
    write_bytes("samples.csv", text, BLOCK);
    free(text);
    assert_true(read_file(&seen, &problem));
    assert_int_equal(seen.rows, 1);
}

/* ---- the optional column -------------------------------------------------------- */

static bool see_optional(void *context, const struct csv_row *row, struct problem *problem)
{
    struct seen *const seen = context;

    (void)problem;
    assert_int_equal(row->count, 2);
    assert_int_equal(csv_length(row, 1), strlen(row->text + row->start[1]));
    snprintf(seen->last + strlen(seen->last), sizeof seen->last - strlen(seen->last), "[%s %s]",
             row->text + row->start[0], row->text + row->start[1]);
    return true;
}

static void an_optional_column_is_found_wherever_it_stands(void **state)
{
    static const char *const files[] = {"name,value\na,x\nb,y\n", "name\na\nb\n",
                                        "name,note,value,value\na,1,x,z\nb,2,y,z\n", "name,valuer\na,x\nb,y\n"};
    static const char *const seen_of[] = {"[a x][b y]", "[a ][b ]", "[a x][b y]", "[a ][b ]"};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct seen seen = {0};
        struct problem problem = {""};
        unsigned long dropped;
        const struct csv_plan plan = {
            .names = names, .name_count = 1, .optional_count = 1, .on_row = see_optional, .context = &seen};
        write_text("samples.csv", files[i]);
        assert_true(csv_read(in_folder("samples.csv"), &plan, &dropped, &problem));
        assert_string_equal(seen.last, seen_of[i]);
    }
}

static bool see_all(void *context, const struct csv_row *row, struct problem *problem)
{
    struct seen *const seen = context;

    (void)problem;
    assert_int_equal(row->count, 4);
    for (size_t i = 0; i < row->count; i++) {
        assert_int_equal(csv_length(row, i), strlen(csv_field(row, i)));
        snprintf(seen->last + strlen(seen->last), sizeof seen->last - strlen(seen->last), "%s%s", i > 0 ? "|" : "[",
                 csv_field(row, i));
    }
    snprintf(seen->last + strlen(seen->last), sizeof seen->last - strlen(seen->last), "]");
    return true;
}

static void several_optional_columns_are_found_in_any_order(void **state)
{
    static const char *const wanted[] = {"name", "value", "machine", "setting"};
    static const struct {
        const char *file;
        const char *seen;
    } cases[] = {
        {"name,value,machine,setting\na,1,vm,t=4\nb,2,,\n", "[a|1|vm|t=4][b|2||]"},
        {"name,value,setting,machine\na,1,t=4,vm\nb,2,t=8,pi\n", "[a|1|vm|t=4][b|2|pi|t=8]"},
        {"name,value,x,setting,y,machine,z\na,1,,t=4,,vm,\n", "[a|1|vm|t=4]"},
        {"name,value,setting\na,1,t=4\nb,2,\n", "[a|1||t=4][b|2||]"},
        {"name,value,machine\na,1,vm\n", "[a|1|vm|]"},
        {"name,value,note\na,1,vm\n", "[a|1||]"},
        {"name,value,setting,setting,machine\na,1,first,second,vm\n", "[a|1|vm|first]"},
        {"name,value,settings,machin\na,1,x,y\n", "[a|1||]"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct seen seen = {0};
        struct problem problem = {""};
        unsigned long dropped;
        const struct csv_plan plan = {
            .names = wanted, .name_count = 2, .optional_count = 2, .on_row = see_all, .context = &seen};
        write_text("samples.csv", cases[i].file);
        assert_true(csv_read(in_folder("samples.csv"), &plan, &dropped, &problem));
        assert_string_equal(seen.last, cases[i].seen);
    }
}

static void a_broken_field_of_any_optional_column_is_named(void **state)
{
    static const char *const wanted[] = {"name", "machine", "setting"};
    struct seen seen = {0};
    struct problem problem = {""};
    unsigned long dropped;
    const struct csv_plan plan = {
        .names = wanted, .name_count = 1, .optional_count = 2, .on_row = see_all, .context = &seen};

    (void)state;
    write_text("samples.csv", "name,setting,machine\na,t=\"4,vm\n");
    assert_false(csv_read(in_folder("samples.csv"), &plan, &dropped, &problem));
    assert_non_null(strstr(problem.text, "samples.csv:2: column setting: a quote where none may stand (RFC 4180)"));
    write_text("samples.csv", "name,setting,machine\na,t=4,v\"m\n");
    assert_false(csv_read(in_folder("samples.csv"), &plan, &dropped, &problem));
    assert_non_null(strstr(problem.text, "samples.csv:2: column machine: a quote where none may stand (RFC 4180)"));
}

static bool see_length(void *context, const struct csv_row *row, struct problem *problem)
{
    struct seen *const seen = context;

    (void)problem;
    seen->rows += csv_length(row, row->count - 1);
    return true;
}

static void a_header_alone_is_a_file_where_that_will_do(void **state)
{
    struct seen seen = {0};
    struct problem problem = {""};
    unsigned long dropped;
    struct csv_plan plan = {.names = names, .name_count = 2, .on_row = see_length, .context = &seen};

    (void)state;
    write_text("samples.csv", "name,value\n");
    assert_false(csv_read(in_folder("samples.csv"), &plan, &dropped, &problem));
    plan.allow_no_rows = true;
    assert_true(csv_read(in_folder("samples.csv"), &plan, &dropped, &problem));
}

/* ---- all columns ---------------------------------------------------------------- */

static bool see_header(void *context, const struct csv_row *row, struct problem *problem)
{
    struct seen *const seen = context;

    (void)problem;
    seen->last_line = row->count;
    return true;
}

static bool read_columns(bool rows, struct seen *seen, struct problem *problem)
{
    const struct csv_plan plan = {
        .names = names,
        .name_count = 1,
        .allow_no_rows = true,
        .on_header = see_header,
        .on_row = rows ? see_length : NULL,
        .context = seen,
    };
    unsigned long dropped;

    return csv_read(in_folder("samples.csv"), &plan, &dropped, problem);
}

static void all_columns_are_there_for_who_asks_whatever_their_length(void **state)
{
    enum { LONG = 200000 };
    FILE *const stream = fopen(in_folder("samples.csv"), "w");
    struct seen seen = {0};
    struct problem problem = {""};

    (void)state;
    assert_non_null(stream);
    fputs("name,a,b\n1,2,\"", stream);
    for (int i = 0; i < LONG; i++)
        fputc('x', stream);
    fputs("\"\n1,2,yy\n", stream);
    assert_int_equal(fclose(stream), 0);
    assert_true(read_columns(true, &seen, &problem));
    assert_int_equal(seen.last_line, 3);
    assert_int_equal(seen.rows, LONG + 2);
}

static void a_plan_about_the_header_reads_no_further(void **state)
{
    struct seen seen = {0};
    struct problem problem = {""};

    (void)state;
    write_text("samples.csv", "name,a,b\n1,2\n\"");
    assert_true(read_columns(false, &seen, &problem));
    assert_int_equal(seen.last_line, 3);
    assert_false(read_columns(true, &seen, &problem));
    write_text("samples.csv", "name,a,b\n");
    assert_true(read_columns(true, &seen, &problem));
    write_text("samples.csv", "title,a,b\n");
    assert_false(read_columns(false, &seen, &problem));
}

static void more_columns_than_there_is_room_for_are_refused(void **state)
{
    struct seen seen = {0};
    struct problem problem = {""};

    (void)state;
    write_text("samples.csv", "name,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,\n");
    assert_false(read_columns(true, &seen, &problem));
    assert_non_null(strstr(problem.text, "samples.csv:1: the header has 33 columns (allowed: up to 32)"));
}

static void a_field_without_end_is_given_up_after_a_million_bytes(void **state)
{
    FILE *const stream = fopen(in_folder("samples.csv"), "w");

    (void)state;
    assert_non_null(stream);
    fputs("name,value\na,\"1\n", stream);
    for (int i = 0; i < 50000; i++)
        fputs("a row that a missing quote took in\n", stream);
    fclose(stream);
    assert_refused(0, "samples.csv:2: column value: more than 1048576 bytes: is a quote missing?");
}

static void the_first_bad_row_is_the_one_that_is_named(void **state)
{
    (void)state;
    write_text("samples.csv", "name,value\na,1\nb,2\nc,\"3\"x\n");
    assert_refused(2, "samples.csv:3: column value: \"2\" is not what I want");
    assert_refused(0, "samples.csv:4: column value: a quote where none may stand (RFC 4180)");
    write_bytes("samples.csv", "name,value\na,1\nb,2\n\0", 20);
    assert_refused(2, "samples.csv:3: column value: \"2\" is not what I want");
    char text[2 * CSV_LONGEST_FIELD + 100] = "name,value\n";
    memset(text + strlen(text), 'k', CSV_LONGEST_FIELD + 1);
    memcpy(text + strlen(text), ",", 2);
    memset(text + strlen(text), 'v', CSV_LONGEST_FIELD + 1);
    memcpy(text + strlen(text), "\n", 2);
    write_text("samples.csv", text);
    assert_refused(0, "samples.csv:2: column name: the field has 1001 bytes (allowed: up to 1000)");
}

static void a_long_field_is_shown_by_its_beginning_without_control_characters(void **state)
{
    (void)state;
    write_text("samples.csv", "name,value\na,\"1\t2\x7f"
                              "4567890123456789012345678901234567890123456789\"\n");
    assert_refused(1,
                   "samples.csv:2: column value: \"1?2?456789012345678901234567890123456789...\" is not what I want");
}

static void a_header_that_only_begins_like_a_name_is_another(void **state)
{
    (void)state;
    write_text("samples.csv", "name,valuf\n");
    assert_refused(0, "samples.csv:1: column value: expected here (column 2), but the header has \"valuf\"");
    write_text("samples.csv", "name,val\n");
    assert_refused(0, "samples.csv:1: column value: expected here (column 2), but the header has \"val\"");
}

static void a_file_that_is_not_there_is_said_to_be(void **state)
{
    (void)state;
    assert_refused(0, "samples.csv: cannot open: No such file or directory");
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(rows_may_lie_across_blocks),
        IN_FOLDER(a_file_of_whole_blocks_is_read_to_its_end),
        IN_FOLDER(an_optional_column_is_found_wherever_it_stands),
        IN_FOLDER(several_optional_columns_are_found_in_any_order),
        IN_FOLDER(a_broken_field_of_any_optional_column_is_named),
        IN_FOLDER(a_header_alone_is_a_file_where_that_will_do),
        IN_FOLDER(all_columns_are_there_for_who_asks_whatever_their_length),
        IN_FOLDER(a_plan_about_the_header_reads_no_further),
        IN_FOLDER(more_columns_than_there_is_room_for_are_refused),
        IN_FOLDER(a_field_without_end_is_given_up_after_a_million_bytes),
        IN_FOLDER(the_first_bad_row_is_the_one_that_is_named),
        IN_FOLDER(a_long_field_is_shown_by_its_beginning_without_control_characters),
        IN_FOLDER(a_header_that_only_begins_like_a_name_is_another),
        IN_FOLDER(a_file_that_is_not_there_is_said_to_be),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
