import CEditLine

/// Edits inputs of several lines in a terminal, through libedit.
///
/// The whole input is one buffer with newlines in it: recalling, moving and deleting work across
/// its lines. To be made and used on the main thread only, which alone gets the interrupts.
public final class LibeditLineEditor: LineEditor {
  /// Why lines cannot be edited.
  public enum Unavailable: Error {
    /// libedit does not work here.
    case notSetUp
    /// The user's settings (`~/.editrc`) say `edit off`.
    case switchedOff
  }

  private(set) var editor: OpaquePointer?
  private(set) var rules = InputRules()
  public private(set) var history: [String] = []
  /// The place in the history that the buffer comes from.
  var recall: HistoryRecall?
  /// The text and cursor after the last Tab: the next one lists.
  var lastTab: EditedLine?

  private let file: HistoryFile?
  private let isColored: Bool
  private let remark: (String) -> Void
  private var hasRemarked = false

  /// An editor on the standard streams with the inputs of earlier sessions from `history`. What
  /// goes wrong without disturbing the session is told through `remark`.
  public init(
    program: String, history file: HistoryFile? = nil, isColored: Bool = true,
    remark: @escaping (String) -> Void = { _ in }
  ) throws(Unavailable) {
    self.file = file
    self.isColored = isColored
    self.remark = remark
    _ = upt_locale_setup()
    let owner = Unmanaged.passUnretained(self).toOpaque()
    editor = upt_editor_new(program, owner) { owner, key in
      guard let owner else { return Int32(UPT_NOTHING) }
      let editor = Unmanaged<LibeditLineEditor>.fromOpaque(owner).takeUnretainedValue()
      return Int32(editor.handle(key: Int(key)).rawValue)
    }
    guard editor != nil else { throw .notSetUp }
    guard upt_editor_is_wanted(editor) != 0 else { throw .switchedOff }
    history = file?.load() ?? []
    for entry in history { upt_editor_history_add(editor, UTF32.encode(entry)) }
  }

  deinit { upt_editor_free(editor) }

  public func read(prompt: String, rules: InputRules) -> LineInput {
    self.rules = rules
    lastTab = nil
    recall = nil
    var text: UnsafePointer<UInt32>?
    var length: Int32 = 0
    switch Int(upt_editor_read(editor, UTF32.encode(decorated(prompt)), &text, &length)) {
    case UPT_READ_LINE:
      let line = UTF32.decode(text, Int(length))
      return .text(line.hasSuffix("\n") ? String(line.dropLast()) : line)
    case UPT_READ_INTERRUPTED: return .interrupted
    default: return .endOfInput
    }
  }

  public func remember(_ text: String) {
    guard !text.isEmpty, history.last != text else { return }
    if let file, !file.append(text), !hasRemarked {
      hasRemarked = true
      remark("the history cannot be written to \(file.path); it lasts as long as this session")
    }
    if let old = history.firstIndex(of: text) {
      // libedit cannot fold duplicates that are not neighbours.
      history.remove(at: old)
      upt_editor_history_clear(editor)
      for entry in history { upt_editor_history_add(editor, UTF32.encode(entry)) }
    }
    history.append(text)
    upt_editor_history_add(editor, UTF32.encode(text))
  }

  // libedit never emits escapes at the very end of a prompt, so its last space stays outside.
  private func decorated(_ prompt: String) -> String {
    guard isColored, prompt.hasSuffix(" ") else { return prompt }
    return "\u{1}\u{1B}[1;36m\u{1}\(prompt.dropLast())\u{1}\u{1B}[0m\u{1} "
  }
}

// MARK: The buffer

extension LibeditLineEditor {
  /// The text being edited.
  var line: EditedLine {
    var text: UnsafePointer<UInt32>?
    var cursor: Int32 = 0
    let length = upt_editor_line(editor, &text, &cursor)
    return EditedLine(
      before: UTF32.decode(text, Int(cursor)),
      after: UTF32.decode(text.map { $0 + Int(cursor) }, Int(length - cursor)))
  }

  /// Puts text at the cursor.
  func insert(_ text: String) { upt_editor_insert(editor, UTF32.encode(text)) }

  /// Deletes Unicode scalars before the cursor.
  func delete(before scalars: Int) { upt_editor_delete_before(editor, Int32(clamping: scalars)) }

  /// Moves the cursor by Unicode scalars.
  func move(by scalars: Int) { upt_editor_move(editor, Int32(clamping: scalars)) }

  /// Exchanges the whole text and leaves the cursor at its end.
  func replace(with text: String) {
    let line = line
    move(by: line.after.unicodeScalars.count)
    delete(before: line.before.unicodeScalars.count + line.after.unicodeScalars.count)
    insert(text)
  }

  /// Shows text on lines of its own below the input, which is then to be drawn anew.
  func show(_ text: String) {
    upt_editor_leave(editor)
    upt_terminal_print(text + "\n")
  }
}
