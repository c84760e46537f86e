/* Modules that are refused, each with the byte that is wrong, and what features are found in those that are not. */
#include "tollgate/wasm/opcodes.h"
#include "wasm_bytes.h"

static struct bytes cut(struct bytes bytes, size_t size)
{
    bytes.size = size;
    return bytes;
}

static struct bytes changed(struct bytes bytes, size_t at, uint8_t byte)
{
    bytes.data[at] = byte;
    return bytes;
}

/* ---- the file ------------------------------------------------------------------ */

static void what_is_no_module_is_refused(void **state)
{
    const struct bytes empty = MODULE(TYPE);

    (void)state;
    assert_refused(cut(empty, 0), "byte 0 (0x0): the file ends in the middle of something");
    assert_refused(cut(empty, 3), "byte 3 (0x3): the file ends in the middle of something");
    assert_refused(changed(empty, 1, 'A'),
                   "byte 1 (0x1): not a WebAssembly module: it does not begin with 00 61 73 6d");
    assert_refused(cut(empty, 6), "byte 6 (0x6): the file ends in the middle of something");
    assert_refused(changed(empty, 4, 2), "byte 4 (0x4): not version 1 of WebAssembly modules (01 00 00 00)");
    assert_refused(changed(empty, 6, 1), "byte 6 (0x6): not version 1 of WebAssembly modules (01 00 00 00)");
}

static void sections_are_whole_known_and_in_order(void **state)
{
    (void)state;
    assert_refused(cut(MODULE(TYPE), 9), "byte 9 (0x9): the file ends in the middle of something");
    assert_refused(cut(MODULE(TYPE), 13), "byte 10 (0xa): 4 bytes are wanted, but the file has only 3 left");
    assert_refused(MODULE(SECTION(14, "")), "byte 8 (0x8): unknown section 14 (known: 0 to 13)");
    assert_refused(MODULE(FUNCTION, TYPE), "byte 11 (0xb): type 0 does not exist (there are 0)");
    assert_refused(MODULE(SECTION(3, "\0"), TYPE), "byte 11 (0xb): the type section comes after the function section");
    assert_refused(MODULE(TYPE, TYPE), "byte 14 (0xe): a second type section");
    assert_refused(MODULE(SECTION(6, "\0"), SECTION(13, "\0")),
                   "byte 11 (0xb): the tag section comes after the global section");
    assert_refused(MODULE(SECTION(1, "\0\0\0")),
                   "byte 11 (0xb): the type section goes on behind its last item, by 2 bytes");
    assert_refused(MODULE(SECTION(1, "\2\x60\0\0")), "byte 14 (0xe): the type section ends in the middle of something");
    assert_refused(MODULE(SECTION(1, "\3\x60")),
                   "byte 10 (0xa): 3 items are announced, but the type section has only 1 bytes left");
    assert_refused(MODULE(SECTION(0, "\5x")),
                   "byte 11 (0xb): 5 bytes are wanted, but a custom section has only 1 left");
}

static void sections_agree_with_each_other(void **state)
{
    (void)state;
    assert_refused(MODULE(TYPE, FUNCTION), "byte 18 (0x12): 1 functions are announced, but there are 0 bodies");
    assert_refused(MODULE(TYPE, CODE), "byte 17 (0x11): a body without a function (the function section announces 0)");
    assert_refused(MODULE(SECTION(12, "\1")), "byte 11 (0xb): 1 data segments are announced, but there are 0");
    assert_refused(MODULE(SECTION(12, "\2"), SECTION(11, "\1\1\0")),
                   "byte 13 (0xd): 2 data segments are announced, but there are 1");
    assert_refused(MODULE(SECTION(8, "\0")), "byte 10 (0xa): function 0 does not exist (there are 0)");
}

/* ---- numbers and names --------------------------------------------------------- */

static void numbers_fit_their_bits(void **state)
{
    (void)state;
    assert_refused(MODULE(SECTION(12, "\x80\x80\x80\x80\x80\0")), "byte 10 (0xa): a number takes more than 5 bytes");
    assert_refused(MODULE(SECTION(12, "\x80\x80\x80\x80\x10")), "byte 10 (0xa): a number does not fit in 32 bits");
    assert_refused(MODULE(SECTION(12, "\x80")),
                   "byte 11 (0xb): the data count section ends in the middle of something");
    assert_refused(FUNCTION_OF("\0\x41\xff\xff\xff\xff\x0f\x0b"), "byte 64 (0x40): a number does not fit in 32 bits");
    assert_refused(FUNCTION_OF("\0\x41\x80\x80\x80\x80\x70\x0b"), "byte 64 (0x40): a number does not fit in 32 bits");
    assert_refused(FUNCTION_OF("\0\x42\x80\x80\x80\x80\x80\x80\x80\x80\x80\1\x0b"),
                   "byte 64 (0x40): a number does not fit in 64 bits");
    assert_refused(FUNCTION_OF("\0\x42\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\0\x0b"),
                   "byte 64 (0x40): a number takes more than 10 bytes");
    assert_refused(FUNCTION_OF("\0\x02\x80\x80\x80\x80\x10\x0b\x0b"),
                   "byte 64 (0x40): a number does not fit in 33 bits");
    assert_refused(MODULE(SECTION(5, "\1\4\x80\x80\x80\x80\x80\x80\x80\x80\x80\2")),
                   "byte 12 (0xc): a number does not fit in 64 bits");
}

static void padded_and_extreme_numbers_are_read(void **state)
{
    struct wasm_module module;
    const struct bytes wide = MODULE(SECTION(5, "\1\5\x80\x80\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\1"));
    const struct bytes code =
        FUNCTION_OF("\0\x41\x80\x80\x80\x80\x78\x41\xff\xff\xff\xff\7\x41\xff\xff\xff\xff\x7f"
                    "\x42\x80\x80\x80\x80\x80\x80\x80\x80\x80\x7f\x42\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\x0b");

    (void)state;
    read_good(&module, &wide);
    assert_true(module.memories[0].minimum == 0 && module.memories[0].maximum == UINT64_MAX);
    wasm_free(&module);
    read_good(&module, &code);
    assert_int_equal(module.functions[0].instructions, 6);
    wasm_free(&module);
}

static void names_are_utf8(void **state)
{
    static const struct part bad[] = {SECTION(0, "\1\x80"),
                                      SECTION(0, "\1\xc3"),
                                      SECTION(0, "\2\xc1\x81"),
                                      SECTION(0, "\2\xc3\x28"),
                                      SECTION(0, "\3\xe0\x9f\xbf"),
                                      SECTION(0, "\3\xed\xa0\x80"),
                                      SECTION(0, "\3\xe2\x82\x28"),
                                      SECTION(0, "\4\xf0\x8f\xbf\xbf"),
                                      SECTION(0, "\4\xf4\x90\x80\x80"),
                                      SECTION(0, "\1\xf5"),
                                      SECTION(0, "\3\xf0\x9f\x98")};
    struct wasm_module module;
    const struct bytes good = MODULE(SECTION(0, "\x0a\x7f\xc3\xa9\xed\x9f\xbf\xf4\x8f\xbf\xbf"));

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_refused(module_of(&bad[i], 1), "byte 11 (0xb): a name is not UTF-8");
    assert_refused(MODULE(SECTION(0, "\2"
                                     "a\xff")),
                   "byte 12 (0xc): a name is not UTF-8");
    read_good(&module, &good);
    assert_int_equal(module.sections[0].name.length, 10);
    wasm_free(&module);
}

/* ---- types --------------------------------------------------------------------- */

static void types_are_known(void **state)
{
    (void)state;
    assert_refused(MODULE(SECTION(1, "\1\x61\0\0")), "byte 11 (0xb): unknown form of a type 0x61");
    assert_refused(MODULE(SECTION(1, "\1\x60\1\x7a\0")), "byte 13 (0xd): unknown value type 0x7a");
    assert_refused(MODULE(SECTION(1, "\1\x60\1\x80\0")), "byte 13 (0xd): unknown value type 0x80");
    assert_refused(MODULE(SECTION(1, "\1\x60\1\x78\0")), "byte 13 (0xd): unknown value type 0x78");
    assert_refused(MODULE(SECTION(1, "\1\x60\1\x64\x60\0")), "byte 14 (0xe): unknown heap type -32");
    assert_refused(MODULE(SECTION(1, "\1\x60\1\x64\x80\x7f\0")), "byte 14 (0xe): unknown heap type -128");
    assert_refused(MODULE(SECTION(1, "\1\x60\1\x64\1\0")), "byte 14 (0xe): type 1 does not exist (there are 1)");
    assert_refused(MODULE(SECTION(1, "\1\x5f\1\x7f\2")), "byte 14 (0xe): 0x02 says neither mutable (1) nor not (0)");
    assert_refused(MODULE(SECTION(1, "\1\x50\2\0\0\x60\0\0")), "byte 11 (0xb): a type has 2 supertypes (allowed: one)");
    assert_refused(MODULE(SECTION(1, "\1\x50\1\1\x60\0\0")), "byte 13 (0xd): type 1 does not exist (there are 1)");
    assert_refused(MODULE(SECTION(1, "\1\x5f\1")),
                   "byte 12 (0xc): 1 items are announced, but the type section has only 0 bytes left");
    assert_refused(MODULE(SECTION(1, "\1\x4e\1")),
                   "byte 12 (0xc): 1 items are announced, but the type section has only 0 bytes left");
    assert_refused(MODULE(SECTION(1, "\1\x5e")), "byte 12 (0xc): the type section ends in the middle of something");
}

static void a_signature_is_no_longer_than_engines_accept(void **state)
{
    struct bytes bytes = MODULE(SECTION(0, "\0"));
    const uint8_t head[] = {1, 0xee, 7, 1, 0x60, 0xe9, 7}; /* a section of 1006 bytes, 1001 parameters */
    static uint8_t padded[2048];

    (void)state;
    add_bytes(&bytes, head, sizeof head);
    memcpy(padded, bytes.data, bytes.size);
    struct wasm_module module;
    struct problem problem;
    assert_false(wasm_read(padded, bytes.size - 4 + 1006, "m.wasm", &module, &problem));
    assert_string_equal(problem.text, "m.wasm: byte 16 (0x10): 1001 parameters or results (engines accept up to 1000)");
}

static void signatures_are_types_of_functions(void **state)
{
    (void)state;
    assert_refused(MODULE(SECTION(1, "\1\x5f\0"), FUNCTION), "byte 16 (0x10): type 0 is not a function type");
    assert_refused(MODULE(TYPE, SECTION(3, "\1\1")), "byte 17 (0x11): type 1 does not exist (there are 1)");
    assert_refused(FUNCTION_OF("\0\2\1\x0b\x0b"), "byte 64 (0x40): type 1 of a block is not a function type");
    assert_refused(FUNCTION_OF("\0\2\2\x0b\x0b"), "byte 64 (0x40): type 2 does not exist (there are 2)");
    assert_refused(FUNCTION_OF("\0\2\x80\x7f\x0b\x0b"), "byte 64 (0x40): type -128 does not exist (there are 2)");
    assert_refused(FUNCTION_OF("\0\2\x41\x0b\x0b"), "byte 64 (0x40): unknown value type 0x41");
}

/* ---- other sections ------------------------------------------------------------ */

static void items_of_sections_are_whole(void **state)
{
    (void)state;
    assert_refused(MODULE(SECTION(2, "\1\0\0\5")),
                   "byte 13 (0xd): unknown kind 0x05 (known: 0 function, 1 table, 2 memory, 3 global, 4 tag)");
    assert_refused(MODULE(SECTION(2, "\1\0\0\0\0")), "byte 14 (0xe): type 0 does not exist (there are 0)");
    assert_refused(MODULE(TYPE, SECTION(2, "\1\0\0\4\1\0")),
                   "byte 20 (0x14): unknown attribute 0x01 of a tag (allowed: 0)");
    assert_refused(MODULE(SECTION(4, "\1\x7f\0\0")), "byte 11 (0xb): 0x7f is not a reference type");
    assert_refused(MODULE(SECTION(4, "\1\x40\1\x70\0\0")),
                   "byte 12 (0xc): a table with an initial value goes on with 0x01, not 0x00");
    assert_refused(MODULE(SECTION(4, "\1")),
                   "byte 10 (0xa): 1 items are announced, but the table section has only 0 bytes left");
    assert_refused(MODULE(SECTION(5, "\1\x08\0")), "byte 11 (0xb): unknown flags 0x08 of limits");
    assert_refused(MODULE(SECTION(6, "\1\x7f\3")), "byte 12 (0xc): 0x03 says neither mutable (1) nor not (0)");
    assert_refused(MODULE(SECTION(6, "\1\x7f\0\x41\0")),
                   "byte 15 (0xf): the global section ends in the middle of something");
    assert_refused(MODULE(SECTION(7, "\1\0\2\0")), "byte 13 (0xd): memory 0 does not exist (there are 0)");
    assert_refused(MODULE(SECTION(7, "\1\0\7\0")),
                   "byte 12 (0xc): unknown kind 0x07 (known: 0 function, 1 table, 2 memory, 3 global, 4 tag)");
    assert_refused(MODULE(SECTION(9, "\1\x08")), "byte 11 (0xb): unknown flags 0x08 of an element segment");
    assert_refused(MODULE(SECTION(9, "\1\1\1\0")),
                   "byte 12 (0xc): unknown kind 0x01 of elements (allowed: 0, functions)");
    assert_refused(MODULE(SECTION(9, "\1\1\0\1\0")), "byte 14 (0xe): function 0 does not exist (there are 0)");
    assert_refused(MODULE(SECTION(9, "\1\2\0\x0b\0\0")), "byte 12 (0xc): table 0 does not exist (there are 0)");
    assert_refused(MODULE(SECTION(11, "\1\3")), "byte 11 (0xb): unknown flags 0x03 of a data segment");
    assert_refused(MODULE(SECTION(11, "\1\2\0")), "byte 12 (0xc): memory 0 does not exist (there are 0)");
    assert_refused(MODULE(SECTION(11, "\1\1\2x")),
                   "byte 13 (0xd): 2 bytes are wanted, but the data section has only 1 left");
}

/* ---- code ---------------------------------------------------------------------- */

static void bodies_end_where_they_say(void **state)
{
    (void)state;
    assert_refused(FUNCTION_OF("\0\1"), "byte 64 (0x40): a function body ends in the middle of something");
    assert_refused(FUNCTION_OF("\0\2\x40\x0b"), "byte 66 (0x42): a function body ends in the middle of something");
    assert_refused(FUNCTION_OF("\0\x0b\1\1"), "byte 64 (0x40): a function body goes on behind its end, by 2 bytes");
    assert_refused(FUNCTION_OF("\0\x44\0\0\x0b"),
                   "byte 64 (0x40): 8 bytes are wanted, but a function body has only 3 left");
    assert_refused(FUNCTION_OF(""), "byte 62 (0x3e): a function body ends in the middle of something");
    assert_refused(MODULE(TYPE, FUNCTION, SECTION(10, "\1\3\0\x0b")),
                   "byte 22 (0x16): 3 bytes are wanted, but the code section has only 2 left");
}

static void opcodes_are_known(void **state)
{
    (void)state;
    assert_refused(FUNCTION_OF("\0\xff\x0b"), "byte 63 (0x3f): unknown opcode 0xff");
    assert_refused(FUNCTION_OF("\0\x16\x0b"), "byte 63 (0x3f): unknown opcode 0x16");
    assert_refused(FUNCTION_OF("\0\xfb\x1f\x0b"), "byte 63 (0x3f): unknown opcode 0xfb 0x1f");
    assert_refused(FUNCTION_OF("\0\xfc\x12\x0b"), "byte 63 (0x3f): unknown opcode 0xfc 0x12");
    assert_refused(FUNCTION_OF("\0\xfd\x94\2\x0b"), "byte 63 (0x3f): unknown opcode 0xfd 0x114");
    assert_refused(FUNCTION_OF("\0\xfe\x4f\x0b"), "byte 63 (0x3f): unknown opcode 0xfe 0x4f");
    assert_refused(FUNCTION_OF("\0\xfd\xff\xff\xff\xff\x0f\x0b"), "byte 63 (0x3f): unknown opcode 0xfd 0xffffffff");
    assert_int_equal(wasm_opcode_id(0xfa, 0), WASM_NO_OPCODE);
}

static void operands_exist(void **state)
{
    (void)state;
    assert_refused(FUNCTION_OF("\0\x20\0\x0b"), "byte 64 (0x40): local 0 does not exist (there are 0)");
    assert_refused(FUNCTION_OF("\1\2\x7f\x20\2\x0b"), "byte 66 (0x42): local 2 does not exist (there are 2)");
    assert_refused(FUNCTION_OF("\0\x0c\1\x0b"), "byte 64 (0x40): label 1 does not exist (there are 1)");
    assert_refused(FUNCTION_OF("\0\x0e\1\0\1\x0b"), "byte 66 (0x42): label 1 does not exist (there are 1)");
    assert_refused(FUNCTION_OF("\0\x0e\x7f\x0b"),
                   "byte 64 (0x40): 127 items are announced, but a function body has only 1 bytes left");
    assert_refused(FUNCTION_OF("\0\x10\1\x0b"), "byte 64 (0x40): function 1 does not exist (there are 1)");
    assert_refused(FUNCTION_OF("\0\x11\0\1\x0b"), "byte 65 (0x41): table 1 does not exist (there are 1)");
    assert_refused(FUNCTION_OF("\0\x23\1\x0b"), "byte 64 (0x40): global 1 does not exist (there are 1)");
    assert_refused(FUNCTION_OF("\0\x08\1\x0b"), "byte 64 (0x40): tag 1 does not exist (there are 1)");
    assert_refused(FUNCTION_OF("\0\x14\2\x0b"), "byte 64 (0x40): type 2 does not exist (there are 2)");
    assert_refused(FUNCTION_OF("\0\xfc\x0d\1\x0b"), "byte 65 (0x41): element segment 1 does not exist (there are 1)");
    assert_refused(FUNCTION_OF("\0\xfc\x09\1\x0b"), "byte 65 (0x41): data segment 1 does not exist (there are 1)");
    assert_refused(FUNCTION_OF("\0\x3f\2\x0b"), "byte 64 (0x40): memory 2 does not exist (there are 2)");
    assert_refused(FUNCTION_OF("\0\xd0\3\x0b"), "byte 64 (0x40): type 3 does not exist (there are 2)");
    assert_refused(FUNCTION_OF("\0\x1c\1\x7a\x0b"), "byte 65 (0x41): unknown value type 0x7a");
    assert_refused(FUNCTION_OF("\0\xfb\x18\4\0\x6e\x6e\x0b"),
                   "byte 65 (0x41): unknown flags of a cast 0x04 (allowed: up to 3)");
    assert_refused(FUNCTION_OF("\0\xfe\3\1\x0b"), "byte 65 (0x41): unknown fence 0x01 (allowed: up to 0)");
    assert_refused(FUNCTION_OF("\0\x1f\x40\1\4\0\x0b\x0b"), "byte 66 (0x42): unknown catch clause 0x04");
    assert_refused(FUNCTION_OF("\0\x1f\x40\1\2\1\x0b\x0b"), "byte 67 (0x43): label 1 does not exist (there are 1)");
    assert_refused(FUNCTION_OF("\0\x18\0\x0b"), "byte 63 (0x3f): a delegate ends no try");
}

static void memory_accesses_fit_their_memory(void **state)
{
    struct wasm_module module;
    /* i32.load of memory 1, which has 64 bits, with an offset of 35 */
    const struct bytes wide = FUNCTION_OF("\0\x28\x42\1\x80\x80\x80\x80\x80\1\xfd\x54\x40\1\0\x0f\x0b");

    (void)state;
    read_good(&module, &wide);
    assert_int_equal(module.functions[0].instructions, 3);
    wasm_free(&module);
    assert_refused(FUNCTION_OF("\0\x28\2\x80\x80\x80\x80\x10\x0b"),
                   "byte 65 (0x41): an offset does not fit the 32 bits of memory 0");
    assert_refused(FUNCTION_OF("\0\x28\x80\1\0\0\x0b"), "byte 64 (0x40): unknown alignment 128 of a memory access");
    assert_refused(FUNCTION_OF("\0\x28\x42\2\0\x0b"), "byte 65 (0x41): memory 2 does not exist (there are 2)");
    assert_refused(MODULE(TYPE, FUNCTION, SECTION(10, "\1\5\0\x28\2\0\x0b")),
                   "byte 24 (0x18): memory 0 does not exist (there are 0)");
}

static void locals_are_counted_not_made(void **state)
{
    struct wasm_module module;
    const struct bytes many = FUNCTION_OF("\2\xfe\xff\xff\xff\x0f\x7f\1\x7e\x20\xfe\xff\xff\xff\x0f\x0b");

    (void)state;
    read_good(&module, &many);
    assert_true(module.functions[0].locals == UINT32_MAX);
    wasm_free(&module);
    assert_refused(FUNCTION_OF("\2\xff\xff\xff\xff\x0f\x7f\1\x7e\x0b"),
                   "byte 69 (0x45): a function has more than 4294967295 locals");
    assert_refused(FUNCTION_OF("\x7f\x0b"),
                   "byte 62 (0x3e): 127 items are announced, but a function body has only 1 bytes left");
}

/* ---- features ------------------------------------------------------------------ */

/* Which features a module uses, as their names with blanks between. */
static void assert_features(struct bytes bytes, const char *expected)
{
    struct wasm_module module;
    char found[512] = "";

    read_good(&module, &bytes);
    for (int i = 0; i < WASM_FEATURES; i++)
        if (module.uses[i].is_used)
            snprintf(found + strlen(found), sizeof found - strlen(found), " %s",
                     wasm_feature_name((enum wasm_feature)i));
    wasm_free(&module);
    assert_string_equal(found, expected);
}

static void features_of_sections_are_found(void **state)
{
    (void)state;
    assert_features(MODULE(TYPE, FUNCTION, CODE), "");
    assert_features(MODULE(SECTION(1, "\1\x60\0\2\x7f\x7f")), " multivalue");
    assert_features(MODULE(SECTION(1, "\1\x60\1\x7b\0")), " simd128");
    assert_features(MODULE(SECTION(1, "\1\x60\1\x6f\0")), " reference-types");
    assert_features(MODULE(SECTION(1, "\1\x60\1\x69\1\x74")), " exception-handling");
    assert_features(MODULE(SECTION(1, "\1\x60\1\x64\x6b\0")), " function-references gc");
    assert_features(MODULE(SECTION(1, "\1\x4e\0")), " gc");
    assert_features(MODULE(SECTION(1, "\1\x4f\0\x60\0\0")), " gc");
    assert_features(MODULE(SECTION(2, "\1\0\0\3\x7f\1")), " mutable-globals");
    assert_features(MODULE(SECTION(2, "\1\0\0\3\x7f\0")), "");
    assert_features(MODULE(SECTION(6, "\1\x7f\1\x41\0\x0b")), "");
    assert_features(MODULE(SECTION(6, "\1\x7f\1\x41\0\x0b"), SECTION(7, "\1\0\3\0")), " mutable-globals");
    assert_features(MODULE(SECTION(4, "\1\x70\0\0")), "");
    assert_features(MODULE(SECTION(4, "\2\x70\0\0\x70\0\0")), " reference-types");
    assert_features(MODULE(SECTION(4, "\1\x40\0\x70\0\0\xd0\x70\x0b")), " function-references reference-types");
    assert_features(MODULE(SECTION(5, "\2\0\1\3\1\2")), " multimemory shared-mem");
    assert_features(MODULE(SECTION(5, "\1\4\1")), " memory64");
    assert_features(MODULE(TYPE, SECTION(13, "\1\0\0")), " exception-handling");
    assert_features(MODULE(SECTION(6, "\1\x7e\0\x42\1\x42\2\x7d\x0b")), " extended-const");
    assert_features(MODULE(SECTION(6, "\1\x7f\0\x41\1\x41\2\x6c\x0b")), " extended-const");
    assert_features(MODULE(SECTION(6, "\1\x7f\0\2\x40\x0b\x0b")), "");
    assert_features(MODULE(SECTION(9, "\1\5\x70\0")), " bulk-memory");
    assert_features(MODULE(SECTION(9, "\1\3\0\0")), " reference-types");
    assert_features(MODULE(SECTION(11, "\1\1\0")), " bulk-memory");
    assert_features(MODULE(SECTION(12, "\0")), " bulk-memory");
}

static void segments_of_all_kinds_are_read(void **state)
{
    struct wasm_module module;
    const struct bytes bytes = MODULE(TYPE, FUNCTION, SECTION(4, "\1\x70\0\1"), SECTION(5, "\1\0\1"),
                                      SECTION(9, "\x08"
                                                 "\0\x41\0\x0b\1\0"
                                                 "\1\0\0"
                                                 "\2\0\x41\0\x0b\0\1\0"
                                                 "\3\0\1\0"
                                                 "\4\x41\0\x0b\1\xd2\0\x0b"
                                                 "\5\x70\0"
                                                 "\6\0\x41\0\x0b\x70\1\xd0\x70\x0b"
                                                 "\7\x6f\0"),
                                      CODE, SECTION(11, "\3\0\x41\0\x0b\1x\1\0\2\0\x41\0\x0b\2yz"));

    (void)state;
    read_good(&module, &bytes);
    assert_int_equal(module.element_segments, 8);
    assert_true(module.uses[WASM_BULK_MEMORY].is_used && module.uses[WASM_REFERENCE_TYPES].is_used);
    wasm_free(&module);
}

/* What the module around the function uses anyway. */
#define ANYWAY_TO_GC " bulk-memory exception-handling"

static void features_of_instructions_are_found(void **state)
{
    (void)state;
    assert_features(FUNCTION_OF("\0\x0b"), ANYWAY_TO_GC " gc memory64 multimemory");
    assert_features(FUNCTION_OF("\0\xc0\xfc\0\x0b"),
                    ANYWAY_TO_GC " gc memory64 multimemory nontrapping-fptoint sign-ext");
    assert_features(FUNCTION_OF("\0\xfd\x0e\xfd\x80\2\x0b"),
                    ANYWAY_TO_GC " gc memory64 multimemory relaxed-simd simd128");
    assert_features(FUNCTION_OF("\0\xfe\3\0\xfc\x13\x0b"),
                    " atomics" ANYWAY_TO_GC " gc memory64 multimemory wide-arithmetic");
    assert_features(FUNCTION_OF("\0\x15\0\x0b"), ANYWAY_TO_GC " function-references gc memory64 multimemory tail-call");
    assert_features(FUNCTION_OF("\0\6\x40\6\x40\x18\0\x0b\x0b"),
                    ANYWAY_TO_GC " gc legacy-exceptions memory64 multimemory");
    assert_features(FUNCTION_OF("\0\2\0\x0b\x0b"), ANYWAY_TO_GC " gc memory64 multimemory");
    assert_features(MODULE(SECTION(1, "\2\x60\0\0\x60\1\x7f\0"), FUNCTION, SECTION(10, "\1\5\0\2\1\x0b\x0b")),
                    " multivalue");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_module_is_refused),
        cmocka_unit_test(sections_are_whole_known_and_in_order),
        cmocka_unit_test(sections_agree_with_each_other),
        cmocka_unit_test(numbers_fit_their_bits),
        cmocka_unit_test(padded_and_extreme_numbers_are_read),
        cmocka_unit_test(names_are_utf8),
        cmocka_unit_test(types_are_known),
        cmocka_unit_test(a_signature_is_no_longer_than_engines_accept),
        cmocka_unit_test(signatures_are_types_of_functions),
        cmocka_unit_test(items_of_sections_are_whole),
        cmocka_unit_test(bodies_end_where_they_say),
        cmocka_unit_test(opcodes_are_known),
        cmocka_unit_test(operands_exist),
        cmocka_unit_test(memory_accesses_fit_their_memory),
        cmocka_unit_test(locals_are_counted_not_made),
        cmocka_unit_test(segments_of_all_kinds_are_read),
        cmocka_unit_test(features_of_sections_are_found),
        cmocka_unit_test(features_of_instructions_are_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
