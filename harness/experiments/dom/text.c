/*
 * Texts for the elements of a page, set through functions that the page lends.
 *
 * The caller puts the texts into memory: for each of two turns, one text of TEXT_BYTES for each of
 * ELEMENTS elements. Every function sets the texts of that turn to the elements [0, n), n up to
 * ELEMENTS, and returns n.
 */
#define EXPORTED(name) __attribute__((export_name(name)))
#define IMPORTED(name) __attribute__((import_module("env"), import_name(name)))

enum { ELEMENTS = 10000, TURNS = 2, TEXT_BYTES = 16 };
enum { SET_TEXT = 1 };

/* The text of one element: bytes of UTF-8 in memory. */
IMPORTED("set_text") void set_text(int element, const char *text, int length);
/* The same, where the page knows all texts already: number `text` of them. */
IMPORTED("set_known_text") void set_known_text(int element, int text);

/* What the page is to do, for many elements at a time. */
struct command {
    int what; /* SET_TEXT */
    int element;
    const char *text;
    int length;
};
IMPORTED("run_commands") void run_commands(const struct command *commands, int count);

EXPORTED("texts_address") char *texts_address(void);
EXPORTED("set_each") int set_each(int n, int turn);
EXPORTED("set_each_known") int set_each_known(int n, int turn);
EXPORTED("set_by_commands") int set_by_commands(int n, int turn);

static char texts[TURNS][ELEMENTS][TEXT_BYTES];
static struct command commands[ELEMENTS];

char *texts_address(void)
{
    return &texts[0][0][0];
}

int set_each(int n, int turn)
{
    for (int i = 0; i < n; i++)
        set_text(i, texts[turn][i], TEXT_BYTES);
    return n;
}

int set_each_known(int n, int turn)
{
    for (int i = 0; i < n; i++)
        set_known_text(i, turn * ELEMENTS + i);
    return n;
}

int set_by_commands(int n, int turn)
{
    for (int i = 0; i < n; i++)
        commands[i] = (struct command){.what = SET_TEXT, .element = i, .text = texts[turn][i], .length = TEXT_BYTES};
    run_commands(commands, n);
    return n;
}
