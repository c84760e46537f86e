/* UTF-8 as it must be: nothing overlong, no surrogates, nothing above U+10FFFF. */
#include "tollgate/wasm/utf8.h"

#include <stdint.h>

static size_t length_by_first(uint8_t first)
{
    if (first < 0x80)
        return 1;
    if (first < 0xc2 || first > 0xf4)
        return 0;
    return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/* What the second byte may be is all that tells overlong forms and surrogates. */
static int second_fits(uint8_t first, uint8_t second)
{
    const uint8_t least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    const uint8_t most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;

    return second >= least && second <= most;
}

size_t utf8_character(const char *text, size_t length)
{
    const uint8_t *const bytes = (const uint8_t *)text;
    const size_t wanted = length_by_first(bytes[0]);

    if (wanted > length || (wanted > 1 && !second_fits(bytes[0], bytes[1])))
        return 0;
    for (size_t i = 2; i < wanted; i++)
        if ((bytes[i] & 0xc0U) != 0x80)
            return 0;
    return wanted;
}

size_t utf8_prefix(const char *text, size_t length)
{
    size_t good = 0;

    while (good < length) {
        const size_t character = utf8_character(text + good, length - good);
        if (character == 0)
            break;
        good += character;
    }
    return good;
}
