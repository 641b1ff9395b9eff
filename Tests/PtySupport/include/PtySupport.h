#ifndef UPT_PTY_SUPPORT_H
#define UPT_PTY_SUPPORT_H

#include <sys/types.h>

// Starts a program as the leader of a session in a terminal of its own. Returns the terminal's
// other end, or -1.
int pty_spawn(
    const char *program, char *const arguments[], char *const environment[], int columns, int rows,
    pid_t *process);

// Gives the terminal another size, which its program is told by a signal.
int pty_resize(int terminal, int columns, int rows);

#endif
