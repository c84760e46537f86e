/* Names and types of a module in words, the same in text and CSV. */
#ifndef TOLLGATE_INSPECT_WORDS_H
#define TOLLGATE_INSPECT_WORDS_H

#include "tollgate/text/sentences.h"
#include "tollgate/wasm/module.h"

/*
 * A name as the text format of WebAssembly writes it: control characters, '"' and '\' as '\' and two
 * hexadecimal digits a byte. What has more than `most` characters ends with "...". The caller frees it.
 */
char *words_of_name(struct wasm_name name, size_t most);

/* "(i32, f64) -> (f32)", "struct (mut i32, i8)", "sub 2 array (anyref)". */
void words_of_type(const struct wasm_module *module, uint32_t index, struct sentences *words);

/* Of a function or tag its signature; "1 to 10 funcref", "256 or more pages, shared", "mut i32". */
void words_of_item(const struct wasm_module *module, enum wasm_kind kind, uint32_t index, struct sentences *words);

#endif
