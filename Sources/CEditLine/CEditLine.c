#if defined(__linux__)
#define _GNU_SOURCE
#endif

#include "CEditLine.h"

#include <errno.h>
#include <histedit.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <unistd.h>
#include <wchar.h>

_Static_assert(sizeof(wchar_t) == sizeof(uint32_t), "wide characters are UTF-32 here");

struct upt_editor {
  EditLine *el;
  HistoryW *history;
  void *owner;
  upt_key_handler handler;
  wchar_t prompt[256];
  // The interrupts when reading began: any more give the input up.
  int interrupts;
};

int upt_locale_setup(void) {
  if (setlocale(LC_CTYPE, "") == NULL || MB_CUR_MAX == 1) {
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL) setlocale(LC_CTYPE, "en_US.UTF-8");
  }
  return MB_CUR_MAX > 1;
}

static upt_editor *editor_of(EditLine *el) {
  void *data = NULL;
  el_wget(el, EL_CLIENTDATA, &data);
  return data;
}

static wchar_t *prompt_of(EditLine *el) { return editor_of(el)->prompt; }

// Key sequences that no keyboard sends, to reach libedit's own commands.
#define ACCEPT_SEQUENCE L"\033[9870~"
#define PREVIOUS_SEQUENCE L"\033[9871~"
#define NEXT_SEQUENCE L"\033[9872~"

static unsigned char handle(EditLine *el, int key) {
  upt_editor *editor = editor_of(el);
  switch (editor->handler(editor->owner, key)) {
  case UPT_ACCEPT:
    // Only libedit's own command moves below the last line, as later output has to.
    el_wpush(el, ACCEPT_SEQUENCE);
    return CC_NORM;
  case UPT_REFRESH: return CC_REFRESH;
  case UPT_REDRAW:
    // Not CC_REDISPLAY, which first clears the lines above that the input took.
    el_wset(el, EL_REFRESH);
    return CC_NORM;
  case UPT_BEEP: return CC_REFRESH_BEEP;
  default: return CC_NORM;
  }
}

// libedit passes the typed character as a wint_t.
#define HANDLER(NAME, KEY) \
  static unsigned char NAME(EditLine *el, wint_t c) { \
    (void)c; \
    return handle(el, KEY); \
  }
HANDLER(on_enter, UPT_KEY_ENTER)
HANDLER(on_newline, UPT_KEY_NEWLINE)
HANDLER(on_tab, UPT_KEY_TAB)
HANDLER(on_brace, UPT_KEY_BRACE)
HANDLER(on_up, UPT_KEY_UP)
HANDLER(on_down, UPT_KEY_DOWN)
HANDLER(on_home, UPT_KEY_HOME)
HANDLER(on_end, UPT_KEY_END)
HANDLER(on_paste, UPT_KEY_PASTE)

// Waits for a byte of the standard input, or for an interrupt, even one that came while libedit was
// still drawing: blocked until pselect() lets it through, it cannot fall between test and wait.
static ssize_t read_byte(const upt_editor *editor, char *byte) {
  sigset_t only_interrupts, before;
  sigemptyset(&only_interrupts);
  sigaddset(&only_interrupts, SIGINT);
  sigprocmask(SIG_BLOCK, &only_interrupts, &before);
  ssize_t result = -1;
  int error = EINTR;
  while (upt_interrupts_count() == editor->interrupts) {
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

// libedit's way to read a character, but for the waiting above. Bytes that are no character are
// skipped.
static int read_character(EditLine *el, wchar_t *character) {
  mbstate_t state;
  memset(&state, 0, sizeof state);
  for (;;) {
    char byte;
    ssize_t count = read_byte(editor_of(el), &byte);
    if (count <= 0) {
      *character = 0;
      return (int)count;
    }
    size_t used = mbrtowc(character, &byte, 1, &state);
    if (used == (size_t)-1) memset(&state, 0, sizeof state);
    if (used != (size_t)-1 && used != (size_t)-2) return 1;
  }
}

static void bind_key(EditLine *el, const wchar_t *key, const wchar_t *command) {
  el_wset(el, EL_BIND, key, command, NULL);
}

static void bind_keys(EditLine *el) {
  el_wset(el, EL_ADDFN, L"upt-enter", L"Run the input if it is complete", on_enter);
  el_wset(el, EL_ADDFN, L"upt-newline", L"Begin a new line", on_newline);
  el_wset(el, EL_ADDFN, L"upt-complete", L"Complete the word", on_tab);
  el_wset(el, EL_ADDFN, L"upt-brace", L"Insert a brace, outdented", on_brace);
  el_wset(el, EL_ADDFN, L"upt-up", L"Line above or earlier input", on_up);
  el_wset(el, EL_ADDFN, L"upt-down", L"Line below or later input", on_down);
  el_wset(el, EL_ADDFN, L"upt-home", L"Beginning of this line", on_home);
  el_wset(el, EL_ADDFN, L"upt-end", L"End of this line", on_end);
  el_wset(el, EL_ADDFN, L"upt-paste", L"Insert pasted text", on_paste);
  bind_key(el, L"\r", L"upt-enter");
  bind_key(el, L"\n", L"upt-enter");
  bind_key(el, L"\033\r", L"upt-newline");
  bind_key(el, L"\033\n", L"upt-newline");
  bind_key(el, L"\t", L"upt-complete");
  bind_key(el, L"}", L"upt-brace");
  bind_key(el, L"\033[A", L"upt-up");
  bind_key(el, L"\033OA", L"upt-up");
  bind_key(el, L"\033[B", L"upt-down");
  bind_key(el, L"\033OB", L"upt-down");
  // libedit's own go to the ends of the whole input.
  static const wchar_t *const home[] = {L"\001", L"\033[H", L"\033OH", L"\033[1~"};
  static const wchar_t *const end[] = {L"\005", L"\033[F", L"\033OF", L"\033[4~"};
  for (int i = 0; i < 4; i++) {
    bind_key(el, home[i], L"upt-home");
    bind_key(el, end[i], L"upt-end");
  }
  bind_key(el, L"\033[200~", L"upt-paste");
  bind_key(el, ACCEPT_SEQUENCE, L"ed-newline");
  bind_key(el, PREVIOUS_SEQUENCE, L"ed-prev-history");
  bind_key(el, NEXT_SEQUENCE, L"ed-next-history");
}

upt_editor *upt_editor_new(const char *program, void *owner, upt_key_handler handler) {
  upt_editor *editor = calloc(1, sizeof *editor);
  if (editor == NULL) return NULL;
  editor->owner = owner;
  editor->handler = handler;
  editor->el = el_init(program, stdin, stdout, stderr);
  editor->history = history_winit();
  if (editor->el == NULL || editor->history == NULL) {
    upt_editor_free(editor);
    return NULL;
  }
  HistEventW event;
  history_w(editor->history, &event, H_SETSIZE, 100000);
  el_wset(editor->el, EL_CLIENTDATA, editor);
  el_wset(editor->el, EL_EDITOR, L"emacs");
  // libedit's own handling of signals cannot be told from the end of the input.
  el_wset(editor->el, EL_SIGNAL, 0);
  el_wset(editor->el, EL_GETCFN, read_character);
  el_wset(editor->el, EL_HIST, history_w, editor->history);
  el_wset(editor->el, EL_PROMPT_ESC, prompt_of, (wchar_t)1);
  el_source(editor->el, NULL);
  // After the user's own settings, which may rebind every key but not these.
  bind_keys(editor->el);
  return editor;
}

void upt_editor_free(upt_editor *editor) {
  if (editor == NULL) return;
  if (editor->el != NULL) el_end(editor->el);
  if (editor->history != NULL) history_wend(editor->history);
  free(editor);
}

int upt_editor_read(
    upt_editor *editor, const uint32_t *prompt, const uint32_t **text, int *length) {
  size_t limit = sizeof editor->prompt / sizeof editor->prompt[0] - 1;
  size_t count = 0;
  while (count < limit && prompt[count] != 0) {
    editor->prompt[count] = (wchar_t)prompt[count];
    count++;
  }
  editor->prompt[count] = 0;

  // libedit takes the terminal over only after it has shown the prompt, and keys pressed in between
  // would still be the line discipline's: a Ctrl-D would be lost.
  el_wset(editor->el, EL_PREP_TERM, 1);
  editor->interrupts = upt_interrupts_count();
  *length = 0;
  errno = 0;
  const wchar_t *line = el_wgets(editor->el, length);
  // Interrupts first: inside a history search they look like the end of the input.
  if (upt_interrupts_count() != editor->interrupts) return UPT_READ_INTERRUPTED;
  if (line == NULL) return *length < 0 && errno == EINTR ? UPT_READ_INTERRUPTED : UPT_READ_END;
  if (*length <= 0) return UPT_READ_END;
  *text = (const uint32_t *)line;
  return UPT_READ_LINE;
}

int upt_editor_line(upt_editor *editor, const uint32_t **text, int *cursor) {
  const LineInfoW *line = el_wline(editor->el);
  *text = (const uint32_t *)line->buffer;
  *cursor = (int)(line->cursor - line->buffer);
  return (int)(line->lastchar - line->buffer);
}

void upt_editor_insert(upt_editor *editor, const uint32_t *text) {
  el_winsertstr(editor->el, (const wchar_t *)text);
}

void upt_editor_delete_before(upt_editor *editor, int count) {
  if (count > 0) el_wdeletestr(editor->el, count);
}

void upt_editor_move(upt_editor *editor, int count) { el_cursor(editor->el, count); }

int upt_editor_getc(upt_editor *editor, uint32_t *character) {
  // Each interrupt ends one wait only.
  int before = editor->interrupts;
  editor->interrupts = upt_interrupts_count();
  wchar_t c = 0;
  int result = el_wgetc(editor->el, &c);
  *character = (uint32_t)c;
  if (editor->interrupts == upt_interrupts_count()) editor->interrupts = before;
  return result;
}

void upt_editor_push_history(upt_editor *editor, int previous) {
  el_wpush(editor->el, previous ? PREVIOUS_SEQUENCE : NEXT_SEQUENCE);
}

void upt_editor_print(upt_editor *editor, const char *text) {
  (void)editor;
  fputs(text, stdout);
  fflush(stdout);
}

int upt_editor_columns(upt_editor *editor) {
  (void)editor;
  struct winsize size;
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

void upt_editor_history_clear(upt_editor *editor) {
  HistEventW event;
  history_w(editor->history, &event, H_CLEAR);
}

void upt_editor_history_add(upt_editor *editor, const uint32_t *text) {
  HistEventW event;
  history_w(editor->history, &event, H_ENTER, (const wchar_t *)text);
}

void upt_input_clear_error(void) { clearerr(stdin); }

int upt_character_width(uint32_t character) {
  int width = wcwidth((wchar_t)character);
  return width > 0 ? width : 0;
}

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
