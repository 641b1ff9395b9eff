#ifndef UPT_EDITOR_H
#define UPT_EDITOR_H

#if defined(__linux__)
#define _GNU_SOURCE
#endif

#include "CEditLine.h"

#include <histedit.h>
#include <stdbool.h>
#include <stddef.h>
#include <wchar.h>

// What the files of this target share.

struct upt_editor {
  EditLine *el;
  HistoryW *history;
  void *owner;
  upt_key_handler handler;
  wchar_t prompt[256];
  // The interrupts when reading began: any more give the input up.
  int interrupts;
  // The window's width when the input was last drawn.
  int columns;
  // Whether the keys are vi's, where Escape is a key and the beginning of others.
  bool is_vi;
  // Whether an Escape was read, and what follows it is not known yet.
  bool has_escape;
  // A byte that was read too early.
  bool has_waiting;
  char waiting;
};

upt_editor *upt_editor_of(EditLine *el);

// Binds the keys of both of vi's modes, or of Emacs's only one, over whatever the user's settings
// have them do.
void upt_bind_keys(upt_editor *editor);
// Binds what the user's settings may have differently.
void upt_bind_defaults(EditLine *el);

// What is read in place of an Escape that begins nothing: no character, so no key has it.
#define UPT_LONE_ESCAPE ((wchar_t)0x10FFFE)

// Reads a character of what is typed, for libedit.
int upt_read_character(EditLine *el, wchar_t *character);

// Notes from now on that the window changed or that Ctrl-Z was pressed, for the reader.
void upt_signals_begin(void);
void upt_signals_end(void);

// Prepares the terminal for the keys of an editor, and for other programs again.
void upt_terminal_take(upt_editor *editor);
void upt_terminal_give_back(upt_editor *editor);
// Draws the input where the cursor is now.
void upt_terminal_redraw(upt_editor *editor);
// Fits the input to the window's new size.
void upt_terminal_adapt(upt_editor *editor);
// Moves the cursor below the input.
void upt_terminal_leave(upt_editor *editor);

#endif
