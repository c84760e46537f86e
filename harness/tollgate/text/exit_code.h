/* What the command's exit codes mean: docs/FORMAT.md. */
#ifndef TOLLGATE_EXIT_CODE_H
#define TOLLGATE_EXIT_CODE_H

/* A proven regression is a wrong result in its way, and shares its code. */
enum { DONE = 0, WRONG_RESULT = 1, REGRESSION = 1, UNUSABLE = 2, NOT_COMPARABLE = 3 };

#endif
