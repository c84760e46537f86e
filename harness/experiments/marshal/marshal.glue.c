/*
 * What marshal.wat does with texts, behind Emscripten's own glue, whose helpers convert
 * between strings and its memory.
 */

#include <stdlib.h>

/* What <emscripten.h> calls EMSCRIPTEN_KEEPALIVE. */
#define EXPORTED __attribute__((used))

EXPORTED unsigned char *room(size_t bytes);
EXPORTED unsigned take(const unsigned char *text, unsigned length);
EXPORTED const char *give_text(const char *even, const char *odd, unsigned turn);

/* Where texts may be put; 0 if there is no memory. */
unsigned char *room(size_t bytes)
{
    return malloc(bytes);
}

unsigned take(const unsigned char *text, unsigned length)
{
    return (text[0] | (unsigned)text[length - 1] << 8) + (length << 16);
}

const char *give_text(const char *even, const char *odd, unsigned turn)
{
    return turn & 1 ? odd : even;
}
