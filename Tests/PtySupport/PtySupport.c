#if defined(__linux__)
#define _GNU_SOURCE
#include <pty.h>
#else
#include <util.h>
#endif

#include "PtySupport.h"

#include <signal.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

int pty_spawn(
    const char *program, char *const arguments[], char *const environment[], int columns, int rows,
    pid_t *process) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  int terminal = -1;
  pid_t child = forkpty(&terminal, NULL, NULL, &size);
  if (child < 0) return -1;
  if (child == 0) {
    // Threads of a test runner block signals, and blocked signals stay so in a new program.
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(program, arguments, environment);
    _exit(127);
  }
  *process = child;
  return terminal;
}

int pty_resize(int terminal, int columns, int rows) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  return ioctl(terminal, TIOCSWINSZ, &size);
}
