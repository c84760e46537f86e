/* Characters of UTF-8 (Unicode 15, table 3-7). */
#ifndef TOLLGATE_WASM_UTF8_H
#define TOLLGATE_WASM_UTF8_H

#include <stddef.h>

/* How many bytes the character that begins text[length] has; 0 if it is not UTF-8. length > 0. */
size_t utf8_character(const char *text, size_t length);

/* How many of the first bytes of text[length] are whole characters. */
size_t utf8_prefix(const char *text, size_t length);

#endif
