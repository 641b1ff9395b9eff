#include "Editor.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(wchar_t) == sizeof(uint32_t), "wide characters are UTF-32 here");

int upt_locale_setup(void) {
  bool is_named = setlocale(LC_CTYPE, "") != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
  if (is_named) return UPT_LOCALE_UTF8;
  bool is_found =
      setlocale(LC_CTYPE, "C.UTF-8") != NULL || setlocale(LC_CTYPE, "en_US.UTF-8") != NULL;
  return is_found ? UPT_LOCALE_ASSUMED : UPT_LOCALE_BYTES;
}

upt_editor *upt_editor_of(EditLine *el) {
  void *data = NULL;
  el_wget(el, EL_CLIENTDATA, &data);
  return data;
}

// Has lines drawn without the terminal's insertion and deletion of characters: where some are two
// columns wide, libedit loses the cursor with those.
static void draw_by_overwriting(EditLine *el) {
  const char *insertion_and_deletion[] = {"im", "ic", "IC", "dm", "dc", "DC"};
  for (int i = 0; i < 6; i++) el_set(el, EL_SETTC, insertion_and_deletion[i], "", NULL);
  // Only setting a flag, be it to what it is, makes libedit look at what can be done.
  char *wraps = NULL;
  el_get(el, EL_GETTC, "am", &wraps, NULL);
  if (wraps != NULL) el_set(el, EL_SETTC, "am", wraps, NULL);
}

static wchar_t *prompt_of(EditLine *el) { return upt_editor_of(el)->prompt; }

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
  el_wset(editor->el, EL_GETCFN, upt_read_character);
  el_wset(editor->el, EL_HIST, history_w, editor->history);
  el_wset(editor->el, EL_PROMPT_ESC, prompt_of, (wchar_t)1);
  draw_by_overwriting(editor->el);
  upt_bind_defaults(editor->el);
  el_source(editor->el, NULL);
  const wchar_t *keys = NULL;
  el_wget(editor->el, EL_EDITOR, &keys);
  editor->is_vi = keys != NULL && wcscmp(keys, L"vi") == 0;
  // After the user's own settings, which may rebind every key but these.
  upt_bind_keys(editor);
  return editor;
}

void upt_editor_free(upt_editor *editor) {
  if (editor == NULL) return;
  if (editor->el != NULL) el_end(editor->el);
  if (editor->history != NULL) history_wend(editor->history);
  free(editor);
}

int upt_editor_is_wanted(upt_editor *editor) {
  int is_on = 0;
  el_wget(editor->el, EL_EDITMODE, &is_on);
  return is_on;
}

static int result_of(const upt_editor *editor, const wchar_t *line, int length) {
  // Interrupts first: inside a history search they look like the end of the input.
  if (upt_interrupts_count() != editor->interrupts) return UPT_READ_INTERRUPTED;
  if (line == NULL) return length < 0 && errno == EINTR ? UPT_READ_INTERRUPTED : UPT_READ_END;
  return length > 0 ? UPT_READ_LINE : UPT_READ_END;
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

  upt_signals_begin();
  upt_terminal_take(editor);
  editor->interrupts = upt_interrupts_count();
  editor->has_escape = editor->has_waiting = false;
  *length = 0;
  errno = 0;
  const wchar_t *line = el_wgets(editor->el, length);
  *text = (const uint32_t *)line;
  int result = result_of(editor, line, *length);
  if (result == UPT_READ_INTERRUPTED) {
    // What was typed stays to be seen, so the next prompt goes below all of its lines.
    upt_terminal_print("^C");
    upt_terminal_leave(editor);
  }
  if (result == UPT_READ_END) upt_terminal_print("\n");
  upt_terminal_give_back(editor);
  upt_signals_end();
  return result;
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
  editor->has_escape = false;
  wchar_t c = 0;
  int result = el_wgetc(editor->el, &c);
  *character = (uint32_t)c;
  editor->has_escape = false;
  if (editor->interrupts == upt_interrupts_count()) editor->interrupts = before;
  return result;
}

void upt_editor_leave(upt_editor *editor) { upt_terminal_leave(editor); }

void upt_editor_history_clear(upt_editor *editor) {
  HistEventW event;
  history_w(editor->history, &event, H_CLEAR);
}

void upt_editor_history_add(upt_editor *editor, const uint32_t *text) {
  HistEventW event;
  history_w(editor->history, &event, H_ENTER, (const wchar_t *)text);
}

void upt_input_clear_error(void) { clearerr(stdin); }
