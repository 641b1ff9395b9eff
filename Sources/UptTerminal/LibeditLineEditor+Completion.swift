import CEditLine

extension LibeditLineEditor {
  /// What Tab does: inserts what all proposals have in common, and lists them when that is done.
  func complete() -> Reaction {
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
      delete(before: found.replacing)
      insert(common)
      lastTab = self.line
      return .refresh
    }
    guard found.candidates.count > 1 else { return .nothing }
    guard lastTab == line else {
      lastTab = line
      return .beep
    }
    let (columns, rows) = (Int(upt_terminal_columns()), Int(upt_terminal_rows()))
    show(CompletionList.text(found.candidates, columns: columns, rows: rows))
    return .redraw
  }
}
