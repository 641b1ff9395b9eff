#include "Editor.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

static struct winsize window(void) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) size.ws_col = size.ws_row = 0;
  if (size.ws_col == 0) size.ws_col = 80;
  if (size.ws_row == 0) size.ws_row = 24;
  return size;
}

int upt_terminal_columns(void) { return window().ws_col; }

int upt_terminal_rows(void) { return window().ws_row; }

int upt_character_width(uint32_t character) {
  int width = wcwidth((wchar_t)character);
  return width > 0 ? width : 0;
}

// Where a text that is drawn in a window ends.
typedef struct {
  int columns;
  int row;
  int column;
} pen;

static void draw(pen *pen, wchar_t character) {
  int width = upt_character_width((uint32_t)character);
  if (character == L'\n' || pen->column + width > pen->columns) {
    pen->row++;
    pen->column = 0;
  }
  pen->column += width;
  if (pen->column < pen->columns) return;
  pen->row++;
  pen->column = 0;
}

// The row of the input that its first `count` characters end in, below that of the prompt.
static int row(const upt_editor *editor, const LineInfoW *line, ptrdiff_t count, int columns) {
  pen pen = {.columns = columns};
  bool is_escape = false;
  for (const wchar_t *c = editor->prompt; *c != 0; c++) {
    if (*c == 1) is_escape = !is_escape;
    if (!is_escape && *c != 1) draw(&pen, *c);
  }
  for (ptrdiff_t i = 0; i < count; i++) draw(&pen, line->buffer[i]);
  return pen.row;
}

static int cursor_row(const upt_editor *editor, int columns) {
  const LineInfoW *line = el_wline(editor->el);
  return row(editor, line, line->cursor - line->buffer, columns);
}

void upt_terminal_take(upt_editor *editor) {
  // Pasted text comes marked, so that its newlines do not run it line by line.
  upt_terminal_print("\033[?2004h");
  // libedit takes the terminal over only after it has shown the prompt, and keys pressed in between
  // would still be the line discipline's: a Ctrl-D would be lost.
  el_wset(editor->el, EL_PREP_TERM, 1);
  editor->columns = upt_terminal_columns();
}

void upt_terminal_give_back(upt_editor *editor) {
  el_wset(editor->el, EL_PREP_TERM, 0);
  upt_terminal_print("\033[?2004l");
}

void upt_terminal_redraw(upt_editor *editor) {
  editor->columns = upt_terminal_columns();
  el_wset(editor->el, EL_REFRESH);
}

void upt_terminal_adapt(upt_editor *editor) {
  int columns = upt_terminal_columns();
  // Some terminals wrap anew what stands in a window that changes, others do not. To begin too low
  // leaves a line too many, too high would cover what stands above.
  int old = cursor_row(editor, editor->columns);
  int new = cursor_row(editor, columns);
  int up = old < new ? old : new;
  if (up > 0) fprintf(stdout, "\033[%dA", up);
  upt_terminal_print("\r\033[J");
  el_resize(editor->el);
  upt_terminal_redraw(editor);
}

void upt_terminal_leave(upt_editor *editor) {
  const LineInfoW *line = el_wline(editor->el);
  int last = row(editor, line, line->lastchar - line->buffer, editor->columns);
  for (int i = cursor_row(editor, editor->columns); i <= last; i++) fputc('\n', stdout);
  upt_terminal_print("\r");
}

void upt_terminal_print(const char *text) {
  fputs(text, stdout);
  fflush(stdout);
}

int upt_editor_run(upt_editor *editor, const char *command) {
  upt_terminal_give_back(editor);
  int status = system(command);
  // Ctrl-C in there was not meant for the input.
  editor->interrupts = upt_interrupts_count();
  upt_terminal_take(editor);
  el_resize(editor->el);
  return status;
}
