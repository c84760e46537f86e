/* Variants of calls, word by word; the lists are all that is known of them. */
#include "tollgate/summarize/call_words.h"

#include <string.h>

#include "tollgate/text/number.h"

const char *const CALL_DIRECTIONS[CALL_DIRECTION_COUNT] = {
    "js-to-js", "js-to-wasm", "wasm-to-js", "wasm-to-wasm", "wasm-to-wasm-indirect", "js-to-wasm-to-js",
};
const char CALL_LOOP[] = "loop";

static const char *const loops[] = {"js", "wasm"};
static const char *const callees[] = {"inlinable", "opaque"};
static const char *const holders[] = {"property", "array", "bound", "cwrap", "ccall"};
static const char CHAIN[] = "chain-";

#define COUNT_OF(list) (sizeof(list) / sizeof(list)[0])

/* A word of a variant: text[length]. */
struct part {
    const char *text;
    size_t length;
};

/* The next word at *rest, which is moved behind it and its `/`; empty where there is none. */
static struct part next_part(const char **rest)
{
    const struct part part = {*rest, strcspn(*rest, "/")};

    *rest += part.length + ((*rest)[part.length] == '/');
    return part;
}

static bool is_word(struct part part, const char *word)
{
    return strlen(word) == part.length && memcmp(word, part.text, part.length) == 0;
}

/* The entry of the list that the word is, or NULL. */
static const char *find_word(struct part part, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_word(part, list[i]))
            return list[i];
    return NULL;
}

static bool bad_word(const char *variant, struct part part, const char *allowed, struct problem *problem)
{
    return problem_set(problem, "variant %s: %s is not %s", shown_field(variant, strlen(variant)).text,
                       shown_field(part.text, part.length).text, allowed);
}

static bool read_more(struct part part, struct call_words *words)
{
    const size_t chain = sizeof CHAIN - 1;
    const char *const held = find_word(part, holders, COUNT_OF(holders));

    if (held)
        words->held = held;
    else if (is_word(part, "polymorphic"))
        words->site = "polymorphic";
    else if (is_word(part, "again"))
        words->repeat = 2;
    else
        return part.length > chain && memcmp(part.text, CHAIN, chain) == 0
            && number_count(part.text + chain, part.length - chain, &words->chain);
    return true;
}

static bool read_loop(const char *variant, const char *rest, struct call_words *words, struct problem *problem)
{
    const struct part callee = next_part(&rest);

    *words = (struct call_words){CALL_LOOP, find_word(callee, loops, COUNT_OF(loops)), "", "", 1, 0};
    if (!words->callee)
        return bad_word(variant, callee, "js or wasm", problem);
    if (*rest)
        return bad_word(variant, next_part(&rest), "nothing: a loop has no further word", problem);
    return true;
}

bool call_words_read(const char *variant, struct call_words *words, struct problem *problem)
{
    const char *rest = variant;
    const struct part direction = next_part(&rest);

    if (is_word(direction, CALL_LOOP))
        return read_loop(variant, rest, words, problem);

    const struct part callee = next_part(&rest);
    *words = (struct call_words){find_word(direction, CALL_DIRECTIONS, CALL_DIRECTION_COUNT),
                                 find_word(callee, callees, COUNT_OF(callees)),
                                 "monomorphic",
                                 "variable",
                                 1,
                                 0};
    if (!words->direction)
        return bad_word(variant, direction,
                        "a direction (js-to-js, js-to-wasm, wasm-to-js, wasm-to-wasm, "
                        "wasm-to-wasm-indirect, js-to-wasm-to-js, or loop)",
                        problem);
    if (!words->callee)
        return bad_word(variant, callee, "inlinable or opaque", problem);
    while (*rest) {
        const struct part more = next_part(&rest);
        if (!read_more(more, words))
            return bad_word(variant, more,
                            "one of: polymorphic, property, array, bound, cwrap, ccall, again, "
                            "chain-N",
                            problem);
    }
    return true;
}

size_t call_direction_place(const struct call_words *words)
{
    size_t place = 0;

    while (place < CALL_DIRECTION_COUNT && words->direction != CALL_DIRECTIONS[place])
        place++;
    return place;
}
