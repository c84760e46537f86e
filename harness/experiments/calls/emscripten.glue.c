/*
 * Functions behind Emscripten's own glue: what cwrap and ccall cost.
 */

/* What <emscripten.h> calls EMSCRIPTEN_KEEPALIVE. */
#define EXPORTED __attribute__((used))

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
