/* The entry point alone, so that tests can link everything else. */
#include "tollgate/command_line.h"

int main(int argc, char **argv)
{
    return command_line(argc, argv);
}
