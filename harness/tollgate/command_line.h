/* The `tollgate` command, from its arguments to its exit code. */
#ifndef TOLLGATE_COMMAND_LINE_H
#define TOLLGATE_COMMAND_LINE_H

/* Exit codes. */
enum { DONE = 0, WRONG_RESULT = 1, UNUSABLE = 2 };

/* Does what the arguments say (argv[0] is passed over); returns the exit code. */
int command_line(int argc, char *const *argv);

#endif
