/* Cells of the native agent, up to their code: numbers, parameters, buffers and their inputs. */
#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmocka_all.h"
#include "native/cell.h"

#define BUFFERS "x:u8:3:in:values(1;2;3):chunk:0,y:f64:3:out:zero:whole:64,z:i32:4:scratch:zero:never:96"

/* A cell that is fine. */
static const struct word FINE[] = {
    {"kernel", "toy"},    {"n", "3"},      {"batch", "3"},     {"seed", "1"},
    {"arena", "128"},     {"result", "3"}, {"tolerance", "0"}, {"parameters", "a:1.5,b:-2e3"},
    {"buffers", BUFFERS},
};

/* FINE with one word changed, or left out where value is NULL. */
static struct message with(const char *key, const char *value)
{
    struct message message = {.verb = "open", .id = 1, .count = 0};

    for (size_t i = 0; i < sizeof FINE / sizeof FINE[0]; i++) {
        struct word word = FINE[i];
        if (strcmp(word.key, key) == 0)
            word.value = value;
        if (word.value)
            message.words[message.count++] = word;
    }
    return message;
}

static void assert_refused(const char *key, const char *value, const char *expected)
{
    const struct message message = with(key, value);
    struct cell cell;
    struct failure failure = {"", ""};

    if (cell_prepare(&cell, &message, &failure)) {
        cell_close(&cell);
        fail_msg("accepted: %s=%s", key, value);
    }
    assert_string_equal(failure.stage, "load");
    assert_string_equal(failure.message, expected);
}

static struct cell prepared(const char *key, const char *value)
{
    const struct message message = with(key, value);
    struct cell cell;
    struct failure failure;

    if (!cell_prepare(&cell, &message, &failure))
        fail_msg("%s=%s: %s", key, value, failure.message);
    return cell;
}

static void a_cell_is_made_from_its_words(void **state)
{
    (void)state;
    struct cell cell = prepared("", "");
    assert_true(cell.n == 3 && cell.batch == 3 && cell.parameter_count == 2 && cell.buffer_count == 3);
    assert_near(cell.parameters[0], 1.5, 0);
    assert_near(cell.parameters[1], -2000, 0);
    assert_near(cell.reference_result, 3, 0);
    for (size_t i = 0; i < 3; i++)
        assert_near(load_element(cell.buffers[0].data, TYPE_U8, i), (double)(i + 1), 0);
    assert_false(cell.buffers[0].is_output);
    assert_true(cell.buffers[1].is_output);
    cell_close(&cell);
}

static void lists_may_be_empty_or_missing(void **state)
{
    static const char *const keys[] = {"parameters", "buffers", "result"};

    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct cell cell = prepared(keys[i], NULL);
        cell_close(&cell);
    }
    struct cell cell = prepared("buffers", "");
    assert_int_equal(cell.buffer_count, 0);
    cell_close(&cell);
    cell = prepared("buffers", "x:u8:0:in:values():chunk:128");
    cell_close(&cell);
}

/* A setting tells cells apart for who plans them; what the agent does is the same. */
static void a_setting_is_accepted_and_changes_nothing(void **state)
{
    (void)state;
    struct message message = with("", "");
    struct cell cell;
    struct failure failure;
    message.words[message.count++] = (struct word){"setting", "threads=4;phase=compile"};
    assert_true(cell_prepare(&cell, &message, &failure));
    assert_true(cell.n == 3 && cell.batch == 3 && cell.parameter_count == 2 && cell.buffer_count == 3);
    cell_close(&cell);
}

static void numbers_that_make_no_sense_are_named(void **state)
{
    (void)state;
    assert_refused("n", NULL, "n is missing");
    assert_refused("n", "-1", "n: \"-1\" is not a whole number from 0 to 1099511627776");
    assert_refused("batch", "x", "batch: \"x\" is not a whole number from 0 to 1099511627776");
    assert_refused("batch", "0", "batch: 0 elements a call never do n = 3");
    assert_refused("seed", "4294967296", "seed: \"4294967296\" is not a whole number from 0 to 4294967295");
    assert_refused("arena", "4294967297", "arena: \"4294967297\" is not a whole number from 0 to 4294967296");
    assert_refused("tolerance", NULL, "tolerance: \"\" is not a number from 0");
    assert_refused("tolerance", "nan", "tolerance: \"nan\" is not a number from 0");
    assert_refused("tolerance", "-1", "tolerance: \"-1\" is not a number from 0");
    assert_refused("result", "three", "result: \"three\" is not a number");
}

static void parameters_that_make_no_sense_are_named(void **state)
{
    (void)state;
    assert_refused("parameters", "a", "parameter 0 is not name:number");
    assert_refused("parameters", "a:1,b", "parameter 1 is not name:number");
    assert_refused("parameters", "a:1,", "parameter 1 is not name:number");
    assert_refused("parameters", "a:one", "parameter 0 is not name:number");
    assert_refused("parameters", "1a:1", "parameter 0 is not name:number");
    assert_refused("parameters", "a:1,b:2,a:3", "parameter a is there twice");
    assert_refused("parameters", "a:1,b:2,c:3,d:4,e:5,f:6,g:7,h:8,i:9,j:10,k:11,l:12,m:13,n:14,o:15,p:16,q:17",
                   "more than 16 parameters");
    assert_refused("parameters", "a:1111111111111111111111111111111111111111111111111111111111111111111111111111111111",
                   "parameter 0 is not name:number");
}

static void buffers_that_make_no_sense_are_named(void **state)
{
    static const struct {
        const char *buffers;
        const char *message;
    } cases[] = {
        {"x:u8:3:in:zero:chunk", "buffer 0 is not name:type:length:role:fill:copy:offset"},
        {"x:u8:3:in:zero:chunk:0,", "buffer 1 is not name:type:length:role:fill:copy:offset"},
        {"x:u8:3:in:zero:chunk:0,y", "buffer 1 is not name:type:length:role:fill:copy:offset"},
        {"x23456789012345678901234567890123:u8:3:in:zero:chunk:0",
         "buffer 0 is not name:type:length:role:fill:copy:offset"},
        {"x:float64x:3:in:zero:chunk:0", "buffer 0 is not name:type:length:role:fill:copy:offset"},
        {"x:u8:3", "buffer 0 is not name:type:length:role:fill:copy:offset"},
        {"x:u8:3:in", "buffer 0 is not name:type:length:role:fill:copy:offset"},
        {"x:u8:3:in:zero", "buffer 0 is not name:type:length:role:fill:copy:offset"},
        {"1x:u8:3:in:zero:chunk:0", "buffer 0: \"1x\" is not a name (letters, digits, _)"},
        {"x:u8:3:in:zero:chunk:0,x:u8:3:in:zero:chunk:8", "buffer x is there twice"},
        {"x:u9:3:in:zero:chunk:0", "buffer x: type \"u9\" is not one of u8, u16, u32, i32, f32, f64"},
        {"x:u8:3:into:zero:chunk:0", "buffer x: role \"into\" is not one of in, out, scratch"},
        {"x:u8:3:in:zero:all:0", "buffer x: copy \"all\" is not one of chunk, whole, never"},
        {"x:u8:3:in:one:chunk:0", "buffer x: fill \"one\" is not one of uniform, zero, values(1;2;...)"},
        {"x:u8:-3:in:zero:chunk:0", "buffer x: length \"-3\" is not a whole number from 0 to 4294967296"},
        {"x:f64:3:in:zero:chunk:4", "buffer x: offset \"4\" is not a multiple of 8 from 0 to 4294967296"},
        {"x:u8:3:in:zero:chunk:2", "buffer x: offset \"2\" is not a multiple of 4 from 0 to 4294967296"},
        {"x:f64:3:in:zero:chunk:x", "buffer x: offset \"x\" is not a multiple of 8 from 0 to 4294967296"},
        {"x:f64:3:in:zero:chunk:112", "buffer x does not fit the arena of 128 bytes"},
        {"x:f64:0:in:zero:chunk:136", "buffer x does not fit the arena of 128 bytes"},
        {"x:f64:4294967296:in:zero:chunk:0", "buffer x does not fit the arena of 128 bytes"},
        {"x:u8:3:in:values(1;2):chunk:0", "buffer x: its values are not 3 numbers of type u8"},
        {"x:u8:3:in:values(1;2;3;4):chunk:0", "buffer x: its values are not 3 numbers of type u8"},
        {"x:u8:3:in:values(1;2;3:chunk:0", "buffer x: its values are not 3 numbers of type u8"},
        {"x:u8:3:in:values(1;nan;3):chunk:0", "buffer x: its values are not 3 numbers of type u8"},
        {"x:u8:1:in:values(1.5):chunk:0", "buffer x: its values are not 1 numbers of type u8"},
        {"x:u8:1:in:values(256):chunk:0", "buffer x: its values are not 1 numbers of type u8"},
        {"x:u16:1:in:values(-1):chunk:0", "buffer x: its values are not 1 numbers of type u16"},
        {"x:i32:1:in:values(2147483648):chunk:0", "buffer x: its values are not 1 numbers of type i32"},
        {"x:f32:1:in:values(1e39):chunk:0", "buffer x: its values are not 1 numbers of type f32"},
        {"x:u8:1:in:values(0000000000000000000000000000000000000000000000000000000000000000001):chunk:0",
         "buffer x: its values are not 1 numbers of type u8"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_refused("buffers", cases[i].buffers, cases[i].message);
}

static void only_so_many_buffers_fit(void **state)
{
    char buffers[1024] = "";

    (void)state;
    for (int i = 0; i <= CELL_BUFFERS; i++)
        snprintf(buffers + strlen(buffers), sizeof buffers - strlen(buffers), "%sb%d:u8:1:in:zero:chunk:%d",
                 i > 0 ? "," : "", i, 4 * i);
    assert_refused("buffers", buffers, "more than 16 buffers");
}

static void every_type_holds_what_was_stored(void **state)
{
    static const struct {
        const char *buffer;
        double low, high;
    } cases[TYPE_COUNT] = {
        [TYPE_U8] = {"x:u8:2:in:values(0;255):chunk:0", 0, 255},
        [TYPE_U16] = {"x:u16:2:in:values(0;65535):chunk:0", 0, 65535},
        [TYPE_U32] = {"x:u32:2:in:values(0;4294967295):chunk:0", 0, UINT32_MAX},
        [TYPE_I32] = {"x:i32:2:in:values(-2147483648;2147483647):chunk:0", INT32_MIN, INT32_MAX},
        [TYPE_F32] = {"x:f32:2:in:values(-1.5;0.25):chunk:0", -1.5, 0.25},
        [TYPE_F64] = {"x:f64:2:in:values(-0.1;1e300):chunk:0", -0.1, 1e300},
    };

    (void)state;
    for (int type = 0; type < TYPE_COUNT; type++) {
        struct cell cell = prepared("buffers", cases[type].buffer);
        assert_int_equal(cell.buffers[0].type, type);
        assert_near(load_element(cell.buffers[0].data, cell.buffers[0].type, 0), cases[type].low, 0);
        assert_near(load_element(cell.buffers[0].data, cell.buffers[0].type, 1), cases[type].high, 0);
        cell_close(&cell);
    }
}

static void uniform_inputs_differ_and_lie_in_their_range(void **state)
{
    enum { LENGTH = 4 };

    (void)state;
    for (int type = 0; type < TYPE_COUNT; type++) {
        char buffers[64];
        const bool is_float = type == TYPE_F32 || type == TYPE_F64;
        snprintf(buffers, sizeof buffers, "x:%s:%d:in:uniform:chunk:0", element_types[type].name, LENGTH);
        struct cell cell = prepared("buffers", buffers);
        for (size_t i = 0; i < LENGTH; i++) {
            const double value = load_element(cell.buffers[0].data, cell.buffers[0].type, i);
            assert_true(fabs(value) < (is_float ? 1 : 4294967296.0));
            assert_true(i == 0 || fabs(value - load_element(cell.buffers[0].data, cell.buffers[0].type, i - 1)) > 0);
        }
        cell_close(&cell);
    }
}

static void a_result_is_verified_to_the_tolerance(void **state)
{
    struct failure failure;

    (void)state;
    struct cell cell = prepared("tolerance", "0.5");
    assert_true(cell_verify(&cell, 3.5, &failure));
    assert_false(cell_verify(&cell, 3.75, &failure));
    assert_string_equal(failure.stage, "verify");
    assert_string_equal(failure.message, "result is 3.75; the C reference gives 3, to be met within 0.5");
    assert_false(cell_verify(&cell, NAN, &failure));
    cell_close(&cell);
}

static void outputs_are_part_of_the_check_and_scratch_is_not(void **state)
{
    (void)state;
    struct cell cell = prepared("buffers", "y:u8:3:out:zero:chunk:0,z:u8:3:scratch:zero:never:8");
    const uint32_t before = cell_checksum(&cell, 0);
    store_element(cell.buffers[1].data, TYPE_U8, 2, 1);
    assert_int_equal(cell_checksum(&cell, 0), before);
    store_element(cell.buffers[0].data, TYPE_U8, 2, 1);
    assert_int_not_equal(cell_checksum(&cell, 0), before);
    assert_int_not_equal(cell_checksum(&cell, 1), cell_checksum(&cell, 0));
    cell_poison_outputs(&cell);
    assert_near(load_element(cell.buffers[0].data, TYPE_U8, 2), 0xa5, 0);
    assert_near(load_element(cell.buffers[1].data, TYPE_U8, 2), 1, 0);
    cell_close(&cell);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_is_made_from_its_words),
        cmocka_unit_test(lists_may_be_empty_or_missing),
        cmocka_unit_test(a_setting_is_accepted_and_changes_nothing),
        cmocka_unit_test(numbers_that_make_no_sense_are_named),
        cmocka_unit_test(parameters_that_make_no_sense_are_named),
        cmocka_unit_test(buffers_that_make_no_sense_are_named),
        cmocka_unit_test(only_so_many_buffers_fit),
        cmocka_unit_test(every_type_holds_what_was_stored),
        cmocka_unit_test(uniform_inputs_differ_and_lie_in_their_range),
        cmocka_unit_test(a_result_is_verified_to_the_tolerance),
        cmocka_unit_test(outputs_are_part_of_the_check_and_scratch_is_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
