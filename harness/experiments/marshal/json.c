/*
 * Objects as JSON, on the WebAssembly side: a parser of {"x":1.5,"y":-2,"id":3} and of
 * arrays of such. Numbers of up to 15 digits, which is what most JSON holds, are converted
 * by one division of exact numbers (William D. Clinger, How to read floating
 * point numbers accurately, PLDI 1990); others by strtod.
 */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* What <emscripten.h> calls EMSCRIPTEN_KEEPALIVE. */
#define EXPORTED __attribute__((used))

#define MOST_POINTS 10000
#define MOST_TEXT (1 << 20)
#define MOST_DIGITS 15

struct point {
    double x;
    double y;
    int32_t id;
};

EXPORTED char *text_room(void);
EXPORTED struct point *points_kept(void);
EXPORTED double keep_json(size_t length);

static char text[MOST_TEXT + 1];
static struct point points[MOST_POINTS];

/* Where the caller puts the text: 1 MiB. */
char *text_room(void)
{
    return text;
}

/* What keep_json() parsed last. */
struct point *points_kept(void)
{
    return points;
}

static const char *skip_spaces(const char *at)
{
    while (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r') {
        at++;
    }
    return at;
}

static const char *expect(const char *at, char wanted)
{
    at = skip_spaces(at);
    if (*at != wanted) {
        __builtin_trap();
    }
    return at + 1;
}

/* 10^decimals, exactly. */
static double power_of_ten(int decimals)
{
    static const double powers[MOST_DIGITS + 1] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                   1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    return powers[decimals];
}

static const char *parse_number(const char *at, double *number)
{
    const char *start = at = skip_spaces(at);
    int64_t digits = 0;
    int count = 0;
    int decimals = 0;
    int negative = *at == '-';
    at += negative;
    for (; *at >= '0' && *at <= '9'; at++, count++) {
        digits = count < MOST_DIGITS ? digits * 10 + (*at - '0') : digits;
    }
    if (*at == '.') {
        at++;
        for (; *at >= '0' && *at <= '9'; at++, count++, decimals++) {
            digits = count < MOST_DIGITS ? digits * 10 + (*at - '0') : digits;
        }
    }
    if (count == 0) {
        __builtin_trap();
    }
    if (count > MOST_DIGITS || *at == 'e' || *at == 'E') {
        char *end;
        *number = strtod(start, &end);
        return end;
    }
    double magnitude = (double)digits / power_of_ten(decimals);
    *number = negative ? -magnitude : magnitude;
    return at;
}

/* A key may be x, y or id; each comes once. */
static const char *parse_field(const char *at, struct point *point)
{
    double number;
    at = expect(at, '"');
    char key = *at;
    at = expect(at, key);
    if (key == 'i') {
        at = expect(at, 'd');
    }
    at = parse_number(expect(expect(at, '"'), ':'), &number);
    switch (key) {
    case 'x':
        point->x = number;
        break;
    case 'y':
        point->y = number;
        break;
    case 'i':
        point->id = (int32_t)number;
        break;
    default:
        __builtin_trap();
    }
    return at;
}

static const char *parse_point(const char *at, struct point *point)
{
    at = parse_field(expect(at, '{'), point);
    at = parse_field(expect(at, ','), point);
    at = parse_field(expect(at, ','), point);
    return expect(at, '}');
}

static double value(const struct point *point)
{
    return point->x + point->y + (double)point->id;
}

/* An object or an array of them came in as so many bytes at text_room(): traps if it is anything else. */
double keep_json(size_t length)
{
    text[length] = '\0';
    const char *at = skip_spaces(text);
    if (*at == '{') {
        parse_point(at, &points[0]);
        return value(&points[0]);
    }
    double total = 0;
    struct point *point = points;
    char between = '[';
    do {
        at = parse_point(expect(at, between), point);
        total += value(point++);
        between = ',';
    } while (*(at = skip_spaces(at)) == ',' && point < points + MOST_POINTS);
    expect(at, ']');
    return total;
}
