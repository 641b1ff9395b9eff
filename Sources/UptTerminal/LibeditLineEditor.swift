import CEditLine

/// Edits inputs of several lines in a terminal, through libedit.
///
/// The whole input is one buffer with newlines in it: recalling, moving and deleting work across
/// its lines. To be made and used on the main thread only, which alone gets the interrupts.
public final class LibeditLineEditor: LineEditor {
  private var editor: OpaquePointer?
  private let history: HistoryFile?
  private var entries: [String] = []
  private let isColored: Bool
  private var rules = InputRules()
  // The text and cursor of the last Tab that changed nothing: the next one lists.
  private var lastTab: EditedLine?
  // How many entries back in the history the buffer comes from.
  private var recalled = 0

  /// An editor on the standard streams with the inputs of earlier sessions from `history`; `nil`
  /// where libedit cannot be set up.
  public init?(program: String, history: HistoryFile? = nil, isColored: Bool = true) {
    self.history = history
    self.isColored = isColored
    _ = upt_locale_setup()
    let owner = Unmanaged.passUnretained(self).toOpaque()
    editor = upt_editor_new(program, owner) { owner, key in
      guard let owner else { return Int32(UPT_NOTHING) }
      let editor = Unmanaged<LibeditLineEditor>.fromOpaque(owner).takeUnretainedValue()
      return Int32(editor.handle(key: Int(key)).rawValue)
    }
    guard editor != nil else { return nil }
    entries = history?.load() ?? []
    for entry in entries { upt_editor_history_add(editor, UTF32.encode(entry)) }
  }

  deinit { upt_editor_free(editor) }

  /// Whether the locale lets characters beyond ASCII be edited. Without, libedit drops them.
  public static var canEditUnicode: Bool { upt_locale_setup() != 0 }

  public func read(prompt: String, rules: InputRules) -> LineInput {
    self.rules = rules
    lastTab = nil
    recalled = 0
    // Pasted text comes marked, so that its newlines do not run it line by line.
    print("\u{1B}[?2004h")
    defer { print("\u{1B}[?2004l") }
    var text: UnsafePointer<UInt32>?
    var length: Int32 = 0
    let result = upt_editor_read(editor, UTF32.encode(decorated(prompt)), &text, &length)
    switch Int(result) {
    case UPT_READ_LINE:
      let line = UTF32.decode(text, Int(length))
      return .text(line.hasSuffix("\n") ? String(line.dropLast()) : line)
    case UPT_READ_INTERRUPTED:
      // What was typed stays to be seen, so the next prompt goes below all of its lines.
      print("^C" + String(repeating: "\n", count: line.after.count { $0 == "\n" } + 1))
      return .interrupted
    default:
      print("\n")
      return .endOfInput
    }
  }

  public func remember(_ text: String) {
    guard !text.isEmpty, entries.last != text else { return }
    history?.append(text)
    if let old = entries.firstIndex(of: text) {
      // libedit cannot fold duplicates that are not neighbours.
      entries.remove(at: old)
      upt_editor_history_clear(editor)
      for entry in entries { upt_editor_history_add(editor, UTF32.encode(entry)) }
    }
    entries.append(text)
    upt_editor_history_add(editor, UTF32.encode(text))
  }

  // libedit never emits escapes at the very end of a prompt, so its last space stays outside.
  private func decorated(_ prompt: String) -> String {
    guard isColored, prompt.hasSuffix(" ") else { return prompt }
    return "\u{1}\u{1B}[1;36m\u{1}\(prompt.dropLast())\u{1}\u{1B}[0m\u{1} "
  }

  private func print(_ text: String) { upt_editor_print(editor, text) }

  private var line: EditedLine {
    var text: UnsafePointer<UInt32>?
    var cursor: Int32 = 0
    let length = upt_editor_line(editor, &text, &cursor)
    return EditedLine(
      before: UTF32.decode(text, Int(cursor)),
      after: UTF32.decode(text.map { $0 + Int(cursor) }, Int(length - cursor)))
  }

  private func insert(_ text: String) { upt_editor_insert(editor, UTF32.encode(text)) }

  private func move(by scalars: Int) { upt_editor_move(editor, Int32(clamping: scalars)) }
}

extension LibeditLineEditor {
  /// What libedit has to do after a key was handled; the values are those of `CEditLine`.
  private enum Reaction: Int {
    case nothing, accept, refresh, redraw, beep
  }

  private func handle(key: Int) -> Reaction {
    if key != UPT_KEY_TAB { lastTab = nil }
    switch key {
    case UPT_KEY_ENTER: return enter()
    case UPT_KEY_NEWLINE: return breakLine(indent: line.indent)
    case UPT_KEY_TAB: return complete()
    case UPT_KEY_BRACE: return brace()
    case UPT_KEY_UP, UPT_KEY_DOWN: return vertical(up: key == UPT_KEY_UP)
    case UPT_KEY_HOME:
      move(by: -line.currentBefore.unicodeScalars.count)
      return .refresh
    case UPT_KEY_END:
      move(by: line.currentAfter.unicodeScalars.count)
      return .refresh
    case UPT_KEY_PASTE: return paste()
    default: return .nothing
    }
  }

  // Enter runs what is complete with the cursor on its last line; an empty line at the end of
  // something incomplete runs it too, so that the parser can say what is missing.
  private func enter() -> Reaction {
    let line = line
    guard !line.after.contains("\n") else { return breakLine(indent: line.indent) }
    let lastIsBlank = line.before.contains("\n") && line.isBlankLine && line.after.isEmpty
    if !lastIsBlank, case .incomplete(let indent) = rules.isComplete(line.before + line.after) {
      return breakLine(indent: indent)
    }
    move(by: line.after.unicodeScalars.count)
    return .accept
  }

  private func breakLine(indent: Int) -> Reaction {
    insert("\n" + String(repeating: " ", count: min(max(indent, 0), 80)))
    return .refresh
  }

  // A closing brace that begins its line goes back by one level.
  private func brace() -> Reaction {
    let line = line
    let spaces = line.currentBefore
    if line.before.contains("\n"), spaces.allSatisfy({ $0 == " " }) {
      upt_editor_delete_before(editor, Int32(min(2, spaces.count)))
    }
    insert("}")
    return .refresh
  }

  // Within the lines of the input as long as there is one in that direction, else to the history.
  private func vertical(up: Bool) -> Reaction {
    let line = line
    if let distance = up ? line.distanceUp : line.distanceDown {
      move(by: distance)
      return .refresh
    }
    if up {
      recalled = min(recalled + 1, entries.count)
    } else {
      // Below the newest entry libedit would put back an older state, not what is being typed.
      guard recalled > 0 || entries.contains(line.before + line.after) else { return .beep }
      recalled = max(recalled - 1, 0)
    }
    upt_editor_push_history(editor, up ? 1 : 0)
    return .nothing
  }

  // Everything up to the end mark belongs to the paste. Ctrl-C gives the paste up, but what is left
  // of it must not be taken for typing; a second one stops waiting for the mark.
  private func paste() -> Reaction {
    let end = "\u{1B}[201~".unicodeScalars.map(\.value)
    var text: [UInt32] = []
    var failures = 0
    while !text.ends(with: end) {
      var character: UInt32 = 0
      let result = upt_editor_getc(editor, &character)
      if result == 1 {
        text.append(character)
      } else {
        failures += 1
        if result == 0 || failures > 1 { return .refresh }
      }
    }
    guard failures == 0 else { return .refresh }
    insert(PastedText.cleaned(UTF32.decode(text.dropLast(end.count))))
    return .refresh
  }

  private func complete() -> Reaction {
    let line = line
    if line.isBlankLine, line.before.contains("\n") {
      insert("  ")
      return .refresh
    }
    let found = rules.complete(line.before)
    guard !found.candidates.isEmpty else { return .beep }
    let typed = String(line.before.unicodeScalars.suffix(found.replacing))
    let common = found.commonPrefix
    if common != typed, common.unicodeScalars.count >= typed.unicodeScalars.count {
      upt_editor_delete_before(editor, Int32(clamping: found.replacing))
      insert(common)
      return .refresh
    }
    if found.candidates.count == 1 { return .nothing }
    guard lastTab == line else {
      lastTab = line
      return .beep
    }
    let columns = Int(upt_editor_columns(editor))
    let list = CompletionList.text(found.candidates, columns: columns)
    // Down to below the input, of which some lines may stand below the cursor.
    let below = String(repeating: "\n", count: line.after.count { $0 == "\n" } + 1)
    print(below + list + "\n")
    return .redraw
  }
}

extension Array where Element: Equatable {
  fileprivate func ends(with tail: [Element]) -> Bool {
    count >= tail.count && suffix(tail.count).elementsEqual(tail)
  }
}
