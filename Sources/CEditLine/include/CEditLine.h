#ifndef UPT_CEDITLINE_H
#define UPT_CEDITLINE_H

#include <stdint.h>

// libedit through functions that Swift can call: its own are variadic, and its wide characters are
// exchanged here as UTF-32 arrays that end in 0.

typedef struct upt_editor upt_editor;

// The keys that the owner handles itself.
enum {
  UPT_KEY_ENTER,
  UPT_KEY_NEWLINE,
  UPT_KEY_TAB,
  UPT_KEY_BRACE,
  UPT_KEY_UP,
  UPT_KEY_DOWN,
  UPT_KEY_HOME,
  UPT_KEY_END,
  UPT_KEY_PASTE,
  UPT_KEY_EDITOR
};

// What handling a key asks of libedit: to go on, to hand the input over, to show what has changed,
// to draw the input anew where the cursor is now, or to show what has changed and beep.
enum { UPT_NOTHING, UPT_ACCEPT, UPT_REFRESH, UPT_REDRAW, UPT_BEEP };

typedef int (*upt_key_handler)(void *owner, int key);

// The environment names UTF-8; another character set, and UTF-8 is used all the same; or there is
// no UTF-8 at all, and characters of several bytes cannot be edited.
enum { UPT_LOCALE_UTF8, UPT_LOCALE_ASSUMED, UPT_LOCALE_BYTES };

// Takes the character set from the environment, or UTF-8 where it names another.
int upt_locale_setup(void);

// An editor on the standard streams; NULL if libedit cannot be set up.
upt_editor *upt_editor_new(const char *program, void *owner, upt_key_handler handler);
void upt_editor_free(upt_editor *editor);

// Whether the user's settings want lines to be edited: `edit off` says no.
int upt_editor_is_wanted(upt_editor *editor);

enum { UPT_READ_LINE, UPT_READ_END, UPT_READ_INTERRUPTED };

// Reads one input. `prompt` may hold terminal escapes between characters of code 1, and must not
// end with them. `text` belongs to libedit and is valid until the next call.
int upt_editor_read(
    upt_editor *editor, const uint32_t *prompt, const uint32_t **text, int *length);

// The buffer being edited: its text, its length (returned) and the cursor's place in it.
int upt_editor_line(upt_editor *editor, const uint32_t **text, int *cursor);
void upt_editor_insert(upt_editor *editor, const uint32_t *text);
void upt_editor_delete_before(upt_editor *editor, int count);
void upt_editor_move(upt_editor *editor, int count);

// One character of what is typed: 1, or 0 at the end, or -1 after a signal.
int upt_editor_getc(upt_editor *editor, uint32_t *character);

// Moves the cursor below the input.
void upt_editor_leave(upt_editor *editor);

// Runs a command of the shell in the terminal, and returns its status as wait() has it. The input
// is to be drawn again after it.
int upt_editor_run(upt_editor *editor, const char *command);

void upt_editor_history_clear(upt_editor *editor);
void upt_editor_history_add(upt_editor *editor, const uint32_t *text);

// Lets the standard input be read again after an interrupt or the end of a line typed at it.
void upt_input_clear_error(void);

// Writes to the terminal as it is.
void upt_terminal_print(const char *text);

// The window's width and height.
int upt_terminal_columns(void);
int upt_terminal_rows(void);

// The columns that a character takes in the terminal, 0 if it cannot be shown.
int upt_character_width(uint32_t character);

// Counts SIGINTs from now on instead of ending the process. Reading is interrupted by them.
void upt_interrupts_install(void);
int upt_interrupts_count(void);

#endif
