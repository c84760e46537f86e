/*
 * Points in linear memory that malloc gives out and free takes back, one by one: what a
 * program of C++ objects does where gc.wat has a collector and gc-linear.wat an arena.
 */

#include <stdlib.h>

typedef struct {
    double x;
    double y;
} point;

static point **points;
static int length;

__attribute__((export_name("make"))) void make(int n);
__attribute__((export_name("points"))) point **made_points(void);

/* n new points instead of those before; fewer where memory ends, which the caller sees in what it reads */
void make(int n)
{
    for (int i = 0; i < length; i++) {
        free(points[i]);
    }
    free(points);
    points = malloc((size_t)n * sizeof *points);
    length = points == NULL ? 0 : n;
    for (int i = 0; i < length; i++) {
        points[i] = malloc(sizeof *points[i]);
        if (points[i] == NULL) {
            length = i;
            return;
        }
        *points[i] = (point){.x = i * 0.70710678 + 0.05, .y = i * 0.31830989 + 0.25};
    }
}

point **made_points(void)
{
    return points;
}
