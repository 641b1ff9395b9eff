import CEditLine

extension LibeditLineEditor {
  /// What libedit has to do after a key was handled; the values are those of `CEditLine`.
  enum Reaction: Int {
    case nothing, accept, refresh, redraw, beep
  }

  /// Does what a key is for.
  func handle(key: Int) -> Reaction {
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
    case UPT_KEY_EDITOR: return editOutside()
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
    if line.before.contains("\n"), line.isBlankLine {
      delete(before: min(2, line.currentBefore.count))
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
    var recall = recall ?? HistoryRecall(line, in: history)
    if recall.shown != line.before + line.after { recall = HistoryRecall(line, in: history) }
    guard let text = up ? recall.older(in: history) : recall.newer(in: history) else {
      return .beep
    }
    self.recall = recall
    replace(with: text)
    return .refresh
  }

  // Pasted text goes into the buffer as a whole, up to the mark of its end.
  private func paste() -> Reaction {
    let end = Array("\u{1B}[201~".unicodeScalars.map(\.value))
    var text: [UInt32] = []
    var failures = 0
    while !text.ends(with: end) {
      var character: UInt32 = 0
      let result = upt_editor_getc(editor, &character)
      // An interrupt drops the paste, but what is left of it must not be taken for keys.
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
}

extension Array where Element: Equatable {
  fileprivate func ends(with tail: [Element]) -> Bool {
    count >= tail.count && suffix(tail.count).elementsEqual(tail)
  }
}
