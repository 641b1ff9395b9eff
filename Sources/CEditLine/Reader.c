#include "Editor.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/select.h>
#include <unistd.h>

static volatile sig_atomic_t window_changed = 0;
static volatile sig_atomic_t stop_asked = 0;
static struct sigaction window_before, stop_before;

static void note_window(int number) {
  (void)number;
  window_changed = 1;
}

static void note_stop(int number) {
  (void)number;
  stop_asked = 1;
}

void upt_signals_begin(void) {
  window_changed = 0;
  stop_asked = 0;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  // Only pselect() is to notice, which never restarts.
  action.sa_flags = SA_RESTART;
  action.sa_handler = note_window;
  sigaction(SIGWINCH, &action, &window_before);
  sigaction(SIGTSTP, NULL, &stop_before);
  // A shell without job control has it ignored.
  if (stop_before.sa_handler == SIG_IGN) return;
  action.sa_handler = note_stop;
  sigaction(SIGTSTP, &action, NULL);
}

void upt_signals_end(void) {
  sigaction(SIGWINCH, &window_before, NULL);
  sigaction(SIGTSTP, &stop_before, NULL);
}

// Stops the process as Ctrl-Z does otherwise, with the terminal as it was found. What is typed is
// shown again once the process goes on.
static void stop(upt_editor *editor) {
  stop_asked = 0;
  upt_terminal_leave(editor);
  upt_terminal_give_back(editor);
  upt_signals_end();
  sigset_t only_stop;
  sigemptyset(&only_stop);
  sigaddset(&only_stop, SIGTSTP);
  raise(SIGTSTP);
  sigprocmask(SIG_UNBLOCK, &only_stop, NULL);
  sigprocmask(SIG_BLOCK, &only_stop, NULL);
  upt_signals_begin();
  upt_terminal_take(editor);
  el_resize(editor->el);
  upt_terminal_redraw(editor);
}

// Whether a byte came within 50 ms: the terminal sends those of one key at once.
static bool follows_at_once(void) {
  fd_set input;
  FD_ZERO(&input);
  FD_SET(STDIN_FILENO, &input);
  struct timespec patience = {.tv_nsec = 50 * 1000 * 1000};
  return pselect(STDIN_FILENO + 1, &input, NULL, NULL, &patience, NULL) > 0;
}

// Waits for a byte of the standard input, or for an interrupt, even one that came while libedit was
// still drawing: blocked until pselect() lets it through, it cannot fall between test and wait.
static ssize_t read_byte(upt_editor *editor, char *byte) {
  if (editor->has_waiting) {
    editor->has_waiting = false;
    *byte = editor->waiting;
    return 1;
  }
  sigset_t awaited, before;
  sigemptyset(&awaited);
  sigaddset(&awaited, SIGINT);
  sigaddset(&awaited, SIGWINCH);
  sigaddset(&awaited, SIGTSTP);
  sigprocmask(SIG_BLOCK, &awaited, &before);
  ssize_t result = -1;
  int error = EINTR;
  while (upt_interrupts_count() == editor->interrupts) {
    if (stop_asked) stop(editor);
    if (window_changed) {
      window_changed = 0;
      upt_terminal_adapt(editor);
    }
    fd_set input;
    FD_ZERO(&input);
    FD_SET(STDIN_FILENO, &input);
    int ready = pselect(STDIN_FILENO + 1, &input, NULL, NULL, NULL, &before);
    if (ready > 0) result = read(STDIN_FILENO, byte, 1);
    error = errno;
    if (result >= 0 || (error != EINTR && error != EAGAIN)) break;
  }
  sigprocmask(SIG_SETMASK, &before, NULL);
  errno = error;
  return result;
}

// Whether the Escape before was a key of its own. What follows waits to be read if it is known.
static bool was_lone_escape(upt_editor *editor) {
  if (!follows_at_once()) return true;
  char next;
  if (read_byte(editor, &next) <= 0) return true;
  editor->waiting = next;
  editor->has_waiting = true;
  return strchr("[O\r\n", next) == NULL;
}

// libedit's way to read a character, but for the waiting above. Bytes that are no character are
// skipped.
int upt_read_character(EditLine *el, wchar_t *character) {
  upt_editor *editor = upt_editor_of(el);
  if (editor->has_escape) {
    editor->has_escape = false;
    if (was_lone_escape(editor)) {
      *character = UPT_LONE_ESCAPE;
      return 1;
    }
  }
  mbstate_t state;
  memset(&state, 0, sizeof state);
  for (;;) {
    char byte;
    ssize_t count = read_byte(editor, &byte);
    if (count <= 0) {
      *character = 0;
      return (int)count;
    }
    size_t used = mbrtowc(character, &byte, 1, &state);
    if (used == (size_t)-1) memset(&state, 0, sizeof state);
    if (used != (size_t)-1 && used != (size_t)-2) {
      editor->has_escape = editor->is_vi && *character == L'\033';
      return 1;
    }
  }
}
