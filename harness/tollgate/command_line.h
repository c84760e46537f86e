/* The `tollgate` command, from its arguments to its exit code. */
#ifndef TOLLGATE_COMMAND_LINE_H
#define TOLLGATE_COMMAND_LINE_H

/* Does what the arguments say (argv[0] is passed over); returns the exit code (text/exit_code.h). */
int command_line(int argc, char *const *argv);

#endif
