#include "Editor.h"

#include <signal.h>
#include <string.h>

static volatile sig_atomic_t interrupts = 0;

static void count_interrupt(int number) {
  (void)number;
  interrupts = interrupts + 1;
}

void upt_interrupts_install(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = count_interrupt;
  sigemptyset(&action.sa_mask);
  // No SA_RESTART: a key press that waits in read() has to be given up.
  action.sa_flags = 0;
  sigaction(SIGINT, &action, NULL);
  // Whoever started the program may have blocked it, and that is inherited.
  sigset_t interrupt;
  sigemptyset(&interrupt);
  sigaddset(&interrupt, SIGINT);
  sigprocmask(SIG_UNBLOCK, &interrupt, NULL);
}

int upt_interrupts_count(void) { return (int)interrupts; }
