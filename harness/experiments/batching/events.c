/*
 * A handler of pointer events that is told of each by itself, or of those of a frame at a time.
 */
#include <math.h>

#define EXPORTED(name) __attribute__((export_name(name)))

enum { MOST_FRAME = 1024 };
enum event_type { MOVED, PRESSED, RELEASED, SCROLLED };

struct event {
    double type;
    double x; /* pixels, or how far it was scrolled */
    double y;
    double t; /* ms */
};

struct state {
    double x;
    double y;
    double way; /* that the pointer has gone, along both axes, pixels */
    double presses;
    double since; /* ms: when it was pressed */
    double held;  /* ms in all */
    double scrolled_x;
    double scrolled_y;
};

EXPORTED("state") struct state *state_address(void);
EXPORTED("events") struct event *events_address(void);
EXPORTED("handle_event") void handle_event(int type, double x, double y, double t);
EXPORTED("handle_frame") void handle_frame(int count);

static struct state state;
static struct event events[MOST_FRAME];

struct state *state_address(void)
{
    return &state;
}

struct event *events_address(void)
{
    return events;
}

static inline __attribute__((always_inline)) void handle(enum event_type type, double x, double y, double t)
{
    switch (type) {
    case MOVED:
        state.way += fabs(x - state.x) + fabs(y - state.y);
        state.x = x;
        state.y = y;
        break;
    case PRESSED:
        state.presses++;
        state.since = t;
        break;
    case RELEASED:
        state.held += t - state.since;
        break;
    case SCROLLED:
        state.scrolled_x += x;
        state.scrolled_y += y;
        break;
    }
}

void handle_event(int type, double x, double y, double t)
{
    handle((enum event_type)type, x, y, t);
}

void handle_frame(int count)
{
    for (int i = 0; i < count; i++)
        handle((enum event_type)(int)events[i].type, events[i].x, events[i].y, events[i].t);
}
