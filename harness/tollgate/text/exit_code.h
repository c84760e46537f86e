/* What the command's exit codes mean: docs/FORMAT.md. */
#ifndef TOLLGATE_EXIT_CODE_H
#define TOLLGATE_EXIT_CODE_H

/* A proven regression has the code of a wrong result: both mean that something must be repaired. */
enum { DONE = 0, WRONG_RESULT = 1, REGRESSION = 1, UNUSABLE = 2, NOT_COMPARABLE = 3 };

#endif
