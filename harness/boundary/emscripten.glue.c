/*
 * Functions behind Emscripten's own glue: what cwrap, ccall and the string helpers
 * cost. The same bodies as in calls.wat, where they are called without glue.
 */

/* What <emscripten.h> calls EMSCRIPTEN_KEEPALIVE. */
#define EXPORTED __attribute__((used))

EXPORTED int add(int a, int b);
EXPORTED double add_double(double a, double b);

int add(int a, int b)
{
    return a + b;
}

double add_double(double a, double b)
{
    return a + b;
}

/* As the callees of calls.wat: handing back the last parameter is all they do. */
EXPORTED int last_int(int a, int b);
EXPORTED double last_double(double a, double b);

int last_int(int a, int b)
{
    (void)a;
    return b;
}

double last_double(double a, double b)
{
    (void)a;
    return b;
}
