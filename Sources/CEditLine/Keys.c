#include "Editor.h"

// A key sequence that no keyboard sends, to reach libedit's own command.
#define ACCEPT_SEQUENCE L"\033[9870~"

static unsigned char handle(EditLine *el, int key) {
  upt_editor *editor = upt_editor_of(el);
  switch (editor->handler(editor->owner, key)) {
  case UPT_ACCEPT:
    // Only libedit's own command moves below the last line, as later output has to.
    el_wpush(el, ACCEPT_SEQUENCE);
    return CC_NORM;
  case UPT_REFRESH: return CC_REFRESH;
  case UPT_REDRAW:
    // Not CC_REDISPLAY, which first clears the lines above that the input took.
    upt_terminal_redraw(editor);
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
HANDLER(on_editor, UPT_KEY_EDITOR)

typedef struct {
  const wchar_t *key;
  const wchar_t *command;
} binding;

static void bind_key(EditLine *el, binding b) {
  el_wset(el, EL_BIND, b.key, b.command, NULL);
}

// The map of vi's command mode.
static void bind_command_key(EditLine *el, binding b) {
  el_wset(el, EL_BIND, L"-a", b.key, b.command, NULL);
}

// libedit's own go to the ends of the whole input and to the history at once.
static const binding everywhere[] = {
    {L"\r", L"upt-enter"},       {L"\n", L"upt-enter"},     {L"\033\r", L"upt-newline"},
    {L"\033\n", L"upt-newline"}, {L"\t", L"upt-complete"},  {L"\033[A", L"upt-up"},
    {L"\033OA", L"upt-up"},      {L"\033[B", L"upt-down"},  {L"\033OB", L"upt-down"},
    {L"\020", L"upt-up"},        {L"\016", L"upt-down"},    {L"\033[H", L"upt-home"},
    {L"\033OH", L"upt-home"},    {L"\033[1~", L"upt-home"}, {L"\033[F", L"upt-end"},
    {L"\033OF", L"upt-end"},     {L"\033[4~", L"upt-end"},  {L"\033[200~", L"upt-paste"},
    {ACCEPT_SEQUENCE, L"ed-newline"},
};

static const binding emacs[] = {
    {L"\001", L"upt-home"},
    {L"\005", L"upt-end"},
    {L"\030\005", L"upt-editor"},
};

static const wchar_t lone_escape[] = {L'\033', UPT_LONE_ESCAPE, 0};

static const binding vi_insert[] = {
    {lone_escape, L"vi-command-mode"},
    {L"\022", L"em-inc-search-prev"},
};

static const binding vi_command[] = {
    {lone_escape, L"vi-command-mode"},
    {L"\022", L"em-inc-search-prev"},
    {L"k", L"upt-up"},
    {L"j", L"upt-down"},
    {L"v", L"upt-editor"},
};

#define EACH(BINDINGS, BIND) \
  for (size_t i = 0; i < sizeof BINDINGS / sizeof BINDINGS[0]; i++) BIND(el, BINDINGS[i])

void upt_bind_keys(upt_editor *editor) {
  EditLine *el = editor->el;
  el_wset(el, EL_ADDFN, L"upt-enter", L"Run the input if it is complete", on_enter);
  el_wset(el, EL_ADDFN, L"upt-newline", L"Begin a new line", on_newline);
  el_wset(el, EL_ADDFN, L"upt-complete", L"Complete the word", on_tab);
  el_wset(el, EL_ADDFN, L"upt-brace", L"Insert a brace, outdented", on_brace);
  el_wset(el, EL_ADDFN, L"upt-up", L"Line above or earlier input", on_up);
  el_wset(el, EL_ADDFN, L"upt-down", L"Line below or later input", on_down);
  el_wset(el, EL_ADDFN, L"upt-home", L"Beginning of this line", on_home);
  el_wset(el, EL_ADDFN, L"upt-end", L"End of this line", on_end);
  el_wset(el, EL_ADDFN, L"upt-paste", L"Insert pasted text", on_paste);
  el_wset(el, EL_ADDFN, L"upt-editor", L"Edit the input in an editor", on_editor);
  EACH(everywhere, bind_key);
  bind_key(el, (binding){L"}", L"upt-brace"});
  if (editor->is_vi) {
    EACH(everywhere, bind_command_key);
    EACH(vi_insert, bind_key);
    EACH(vi_command, bind_command_key);
  } else {
    EACH(emacs, bind_key);
  }
}

void upt_bind_defaults(EditLine *el) {
  // libedit's own deletes the marked region; everyone else's deletes a word.
  bind_key(el, (binding){L"\027", L"ed-delete-prev-word"});
  bind_key(el, (binding){L"\033[1;5D", L"ed-prev-word"});
  bind_key(el, (binding){L"\033[1;5C", L"em-next-word"});
  bind_key(el, (binding){L"\033[3~", L"ed-delete-next-char"});
}
