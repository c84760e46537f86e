/* What modules of few bytes are said to hold, as text and as CSV. */
#include "temporary.h"
#include "tollgate/command_line.h"
#include "tollgate/inspect/inspect.h"
#include "tollgate/text/exit_code.h"
#include "wasm_bytes.h"

static char *text_of(struct bytes bytes)
{
    struct wasm_module module;
    char *text = NULL;
    size_t length = 0;
    FILE *const stream = open_memstream(&text, &length);

    assert_non_null(stream);
    read_good(&module, &bytes);
    inspect_text(&module, "m.wasm", stream);
    fclose(stream);
    wasm_free(&module);
    return text;
}

static char *csv_of(struct bytes bytes)
{
    struct wasm_module module;
    char *csv = NULL;
    size_t length = 0;
    FILE *const stream = open_memstream(&csv, &length);

    assert_non_null(stream);
    read_good(&module, &bytes);
    inspect_csv(&module, stream);
    fclose(stream);
    wasm_free(&module);
    return csv;
}

/* Frees the text. */
static void assert_holds(char *text, const char *const *wanted)
{
    for (; *wanted; wanted++) {
        if (!strstr(text, *wanted))
            print_error("not there: %s\nin: %s\n", *wanted, text);
        assert_non_null(strstr(text, *wanted));
    }
    free(text);
}

#define HOLDS(text, ...) assert_holds(text, (const char *const[]){__VA_ARGS__, NULL})

static void an_empty_module_uses_nothing(void **state)
{
    static const char start[] = "record,index,module,name,kind,detail,offset,value\nmodule,0,,,version,1,0,8\n"
                                "feature,,,atomics,,,,0\n";
    const struct bytes empty = module_of(NULL, 0);

    (void)state;
    char *const text = text_of(empty);
    assert_string_equal(text, "m.wasm\nWebAssembly 1, 8 bytes\nfeatures: none beyond the first version\n");
    free(text);
    char *const csv = csv_of(empty);
    assert_memory_equal(csv, start, sizeof start - 1);
    free(csv);
}

static struct bytes named(void)
{
    return MODULE(TYPE,
                  SECTION(2, "\2\1"
                             "e\1"
                             "a\0\0\1"
                             "e\0\0\0"),  /* functions 0 and 1 */
                  SECTION(3, "\3\0\0\0"), /* 2, 3, 4 */
                  SECTION(7, "\3\1"
                             "x\0\2\1"
                             "y\0\2\1"
                             "z\0\3"),
                  SECTION(10, "\3\2\0\x0b\2\0\x0b\2\0\x0b"),
                  SECTION(0, "\4"
                             "name\0\2\1"
                             "m\1\4\1\3\1"
                             "q\2\0"),
                  SECTION(0, "\4"
                             "name\x09"));
}

static void functions_are_named_by_the_name_section_then_exports_then_imports(void **state)
{
    (void)state;
    HOLDS(text_of(named()), "WebAssembly 1, 88 bytes, \"m\"\n", "\n  \"e\" \"a\": function 0, () -> ()\n",
          "\n  2 \"x\": () -> (), locals 0, bytes 2, instructions 1\n      end 1\n",
          "\n  3 \"q\": ", "\n  4: () -> (),");
    HOLDS(csv_of(named()), "\nmodule,0,,m,version,1,0,88\n", "\nfunction,0,,a,imported,() -> (),,\n",
          "\nfunction,1,,,imported,() -> (),,\n", "\nfunction,2,,x,defined,() -> (),53,2\n",
          "\nimport,0,e,a,function,() -> (),17,0\n", "\nexport,1,,y,function,() -> (),41,2\n",
          "\nopcode,3,,q,mvp,end,,1\n");
}

static void assert_bad_names(const struct part *names, const char *reason)
{
    const struct part parts[] = {TYPE, FUNCTION,
                                 SECTION(7, "\1\1"
                                            "x\0\0"),
                                 CODE, *names};
    const struct bytes bytes = module_of(parts, sizeof parts / sizeof parts[0]);
    struct wasm_module module;

    read_good(&module, &bytes);
    assert_true(module.has_bad_names);
    assert_string_equal(module.bad_names.text, reason);
    assert_null(module.name.bytes);
    assert_memory_equal(module.functions[0].name.bytes, "x", 1);
    wasm_free(&module);
}

static void broken_names_are_told_and_left_out(void **state)
{
    static const struct part cases[] = {SECTION(0, "\4"
                                                   "name\1\4\1\0\1"
                                                   "f\1\x09"),
                                        SECTION(0, "\4"
                                                   "name\0\3\1"
                                                   "ff"),
                                        SECTION(0, "\4"
                                                   "name\1\4\1\1\1"
                                                   "f"),
                                        SECTION(0, "\4"
                                                   "name\1\4\1\0\1\xff"),
                                        SECTION(0, "\4"
                                                   "name\1")};

    (void)state;
    assert_bad_names(&cases[0], "m.wasm: byte 46 (0x2e): 9 bytes are wanted, but the name section has only 0 left");
    assert_bad_names(&cases[1], "m.wasm: byte 42 (0x2a): 1 bytes behind the last name");
    assert_bad_names(&cases[2], "m.wasm: byte 41 (0x29): function 1 does not exist (there are 1)");
    assert_bad_names(&cases[3], "m.wasm: byte 43 (0x2b): a name is not UTF-8");
    assert_bad_names(&cases[4], "m.wasm: byte 39 (0x27): the name section ends in the middle of something");
}

#define ODD_NAME "a\"\\\x1b\x7f\xc2\x9b\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\0, b\n"
#define ODD_NAME_SHOWN "a\\22\\5c\\1b\\7f\\c2\\9b\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\\00, b\\0a"

static void names_are_shown_so_that_they_do_no_harm(void **state)
{
    const struct bytes bytes = MODULE(TYPE, FUNCTION, SECTION(7, "\1\x15" ODD_NAME "\0\0"), CODE);

    (void)state;
    HOLDS(text_of(bytes), "\"" ODD_NAME_SHOWN "\": function 0, ");
    HOLDS(csv_of(bytes), "\nexport,0,,\"" ODD_NAME_SHOWN "\",function,() -> (),");
}

static void long_names_are_cut_in_text_alone(void **state)
{
#define FORTY_EIGHT "123456789012345678901234567890123456789012345678"
    const struct bytes whole = MODULE(TYPE, FUNCTION, SECTION(7, "\1\x30" FORTY_EIGHT "\0\0"), CODE);
    const struct bytes cut = MODULE(TYPE, FUNCTION,
                                    SECTION(7, "\1\x31" FORTY_EIGHT "9"
                                               "\0\0"),
                                    CODE);

    (void)state;
    HOLDS(text_of(whole), "  \"" FORTY_EIGHT "\": function 0,");
    HOLDS(text_of(cut), "  \"" FORTY_EIGHT "...\": function 0,");
    HOLDS(csv_of(cut), "," FORTY_EIGHT "9,");
}

static void types_of_all_kinds_are_in_words(void **state)
{
    const struct bytes bytes = MODULE(
        SECTION(1, "\5\x60\5\x7f\x7e\x7d\x7c\x7b\2\x70\x6f"                     /* 0 */
                   "\x4e\2\x50\0\x5f\3\x78\0\x77\1\x63\2\0\x50\1\1\x5f\1\x7f\0" /* 1, 2 */
                   "\x4f\1\1\x5e\x64\x70\1"                                     /* 3 */
                   "\x60\x0c\x74\x73\x72\x71\x70\x6f\x6e\x6d\x6c\x6b\x6a\x69\0" /* 4 */
                   "\x60\x0a\x64\x74\x64\x73\x64\x72\x64\x71\x64\x6f\x64\x6e\x64\x6d\x64\x6a\x64\x69\x63\0\0")); /* 5 */

    (void)state;
    HOLDS(csv_of(bytes), "\ntype,0,,,func,\"(i32, i64, f32, f64, v128) -> (funcref, externref)\",11,\n",
          ",struct,\"sub struct (i8, mut i16, (ref null 2))\",", ",struct,sub 1 struct (i32),",
          ",array,sub final 1 array (mut (ref func)),",
          "\"(nullexnref, nullfuncref, nullexternref, nullref, funcref, externref, anyref, eqref, i31ref, structref, "
          "arrayref, exnref) -> ()\"",
          "\"((ref noexn), (ref nofunc), (ref noextern), (ref none), (ref extern), (ref any), (ref eq), (ref array), "
          "(ref exn), (ref null 0)) -> ()\"");
    HOLDS(text_of(bytes), "\n  3: sub final 1 array (mut (ref func))\n",
          "\n  4: (nullexnref, nullfuncref, nullexternref, nullref, funcref, externref,\n      anyref, eqref, i31ref,");
}

static void limits_and_globals_are_in_words_and_in_rows(void **state)
{
    const struct bytes bytes =
        MODULE(TYPE, SECTION(4, "\2\x70\0\1\x6f\1\2\3"), SECTION(5, "\4\0\1\1\2\3\3\4\5\7\6\x80\1"),
               SECTION(13, "\1\0\0"), SECTION(6, "\2\x7f\1\x41\0\x0b\x7d\0\x43\0\0\0\0\x0b"),
               SECTION(7, "\6\1"
                          "a\1\0\1"
                          "b\1\1\1"
                          "c\2\3\1"
                          "d\3\0\1"
                          "e\3\1\1"
                          "f\4\0"));

    (void)state;
    HOLDS(text_of(bytes), "\"a\": table 0, 1 or more funcref\n", "\"b\": table 1, 2 to 3 externref\n",
          "\"c\": memory 3, 6 to 128 pages, shared, 64-bit\n", "\"d\": global 0, mut i32\n", "\"e\": global 1, f32\n",
          "\"f\": tag 0, () -> ()\n", "  0: 1 or more pages\n", "  1: 2 to 3 pages\n");
}

static void memories_have_four_rows_each(void **state)
{
    const struct bytes bytes = MODULE(SECTION(5, "\2\0\1\7\2\3"));

    (void)state;
    HOLDS(csv_of(bytes), "memory,0,,,minimum_pages,,,1\nmemory,0,,,maximum_pages,,,\nmemory,0,,,shared,,,0\nmemory,0,,,"
                         "address_bits,,,32\n"
                         "memory,1,,,minimum_pages,,,2\nmemory,1,,,maximum_pages,,,3\nmemory,1,,,shared,,,1\nmemory,1,,"
                         ",address_bits,,,64\n");
}

static void sections_have_sizes_and_items(void **state)
{
    const struct bytes bytes = MODULE(TYPE, FUNCTION, SECTION(8, "\0"), SECTION(12, "\0"), CODE,
                                      SECTION(0, "\1"
                                                 "cxy"));

    (void)state;
    HOLDS(text_of(bytes), "\n  type        0x0000000a           4         1\n",
          "\n  start       0x00000014           1\n", "\n  data count  0x00000017           1\n",
          "\n  custom      0x00000020           4            \"c\"\n", "\nfeatures: bulk-memory\n");
    HOLDS(csv_of(bytes), "section,0,,,type,1,10,4\n", "section,2,,,start,,20,1\n", "section,3,,,data count,,23,1\n",
          "section,5,,c,custom,,32,4\n", "feature,,,bulk-memory,,,23,1\n");
}

static void frequent_instructions_come_first(void **state)
{
    (void)state;
    HOLDS(text_of(FUNCTION_OF("\0\xfd\x0e\1\1\xfe\3\0\1\x0b")),
          "\n      nop 3, end 1, i8x16.swizzle 1, atomic.fence 1\n");
    HOLDS(csv_of(FUNCTION_OF("\0\xfd\x0e\1\1\xfe\3\0\1\x0b")),
          "opcode,0,,,mvp,nop,,3\nopcode,0,,,mvp,end,,1\nopcode,0,,,simd128,i8x16.swizzle,,1\n"
          "opcode,0,,,atomics,atomic.fence,,1\n");
}

/* ---- the command --------------------------------------------------------------- */

static int tollgate(const char *file, const char *option, const char *more)
{
    char *words[] = {(char *)"tollgate", (char *)"inspect", (char *)file, (char *)option, (char *)more};

    return command_line(more ? 5 : option ? 4 : 3, words);
}

static void the_command_reads_files(void **state)
{
    const struct bytes good = named();
    const struct bytes bad_names = MODULE(SECTION(0, "\4"
                                                     "name\1"));

    (void)state;
    write_bytes("module.wasm", good.data, good.size);
    assert_int_equal(tollgate(in_folder("module.wasm"), NULL, NULL), DONE);
    assert_int_equal(tollgate(in_folder("module.wasm"), "--csv", NULL), DONE);
    write_bytes("module.wasm", bad_names.data, bad_names.size);
    assert_int_equal(tollgate(in_folder("module.wasm"), NULL, NULL), DONE);
    write_bytes("module.wasm", good.data, good.size - 1);
    assert_int_equal(tollgate(in_folder("module.wasm"), NULL, NULL), UNUSABLE);
}

static void the_command_refuses_what_it_cannot_read(void **state)
{
    (void)state;
    assert_int_equal(tollgate(in_folder("none.wasm"), NULL, NULL), UNUSABLE);
    assert_int_equal(tollgate(folder, NULL, NULL), UNUSABLE);
    assert_int_equal(tollgate(folder, folder, NULL), UNUSABLE);
    assert_int_equal(tollgate(folder, "--all", NULL), UNUSABLE);
    assert_int_equal(tollgate(folder, "--allow-truncated", NULL), UNUSABLE);
    assert_int_equal(command_line(4, (char *[]){(char *)"tollgate", (char *)"summarize", (char *)"--csv", folder}),
                     UNUSABLE);
}

static void large_files_are_read_whole(void **state)
{
    const size_t size = 200000;
    uint8_t *const bytes = calloc(size, 1);
    const uint8_t head[] = {0, 'a', 's', 'm', 1, 0, 0, 0, 0, 0xb4, 0x9a, 0x0c, 1, 'c'}; /* a section of 199988 bytes */

    (void)state;
    assert_non_null(bytes);
    memcpy(bytes, head, sizeof head);
    write_bytes("module.wasm", bytes, size);
    free(bytes);
    assert_int_equal(tollgate(in_folder("module.wasm"), NULL, NULL), DONE);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_module_uses_nothing),
        cmocka_unit_test(functions_are_named_by_the_name_section_then_exports_then_imports),
        cmocka_unit_test(broken_names_are_told_and_left_out),
        cmocka_unit_test(names_are_shown_so_that_they_do_no_harm),
        cmocka_unit_test(long_names_are_cut_in_text_alone),
        cmocka_unit_test(types_of_all_kinds_are_in_words),
        cmocka_unit_test(limits_and_globals_are_in_words_and_in_rows),
        cmocka_unit_test(memories_have_four_rows_each),
        cmocka_unit_test(sections_have_sizes_and_items),
        cmocka_unit_test(frequent_instructions_come_first),
        IN_FOLDER(the_command_reads_files),
        IN_FOLDER(the_command_refuses_what_it_cannot_read),
        IN_FOLDER(large_files_are_read_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
