import CEditLine

/// Lays out proposals for the terminal.
enum CompletionList {
  /// One to a line with its explanation if there are any and the window has room for all, else in
  /// columns. What is too much for the window is counted.
  static func text(_ candidates: [Completions.Candidate], columns: Int, rows: Int) -> String {
    // The prompt and what was typed stay in view.
    let room = max(rows - 3, 5)
    let lines =
      explained(candidates, columns: columns, lines: room) ?? table(candidates, columns, room)
    return lines.joined(separator: "\n")
  }

  private static func explained(
    _ candidates: [Completions.Candidate], columns: Int, lines: Int
  ) -> [String]? {
    guard candidates.count <= lines else { return nil }
    let details = candidates.map { $0.detail() }
    guard details.contains(where: { !$0.isEmpty }) else { return nil }
    let names = candidates.map { cut($0.text, to: columns) }
    // A name that is much longer than the others does not take their explanations away.
    let widest = names.map(width).filter { $0 <= columns / 2 }.max() ?? 0
    return zip(names, details).map { name, detail in
      let room = columns - max(widest, width(name)) - 3
      guard room >= 8, !detail.isEmpty else { return name }
      return padded(name, to: widest) + "  " + cut(detail, to: room)
    }
  }

  // Down the columns, as a directory is listed.
  private static func table(
    _ candidates: [Completions.Candidate], _ columns: Int, _ room: Int
  ) -> [String] {
    // Even of names of one letter no more than these are shown.
    let most = candidates.prefix(room * max(1, columns / 3)).map { cut($0.text, to: columns) }
    let widest = most.map(width).max() ?? 0
    let perLine = max(1, (columns + 1) / (widest + 2))
    let isWhole = (candidates.count + perLine - 1) / perLine <= room
    let shown = isWhole ? most : Array(most.prefix((room - 1) * perLine))
    let count = (shown.count + perLine - 1) / perLine
    let lines = (0..<count).map { line in
      stride(from: line, to: shown.count, by: count)
        .map { padded(shown[$0], to: widest) }.joined(separator: "  ")
    }
    return isWhole ? lines : lines + ["and \(candidates.count - shown.count) more"]
  }

  private static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + Int(upt_character_width($1.value)) }
  }

  private static func padded(_ text: String, to columns: Int) -> String {
    text + String(repeating: " ", count: max(columns - width(text), 0))
  }

  private static func cut(_ text: String, to columns: Int) -> String {
    guard width(text) > columns else { return text }
    var result = ""
    var used = 0
    for character in text {
      used += width(String(character))
      guard used <= columns - 3 else { break }
      result.append(character)
    }
    return result + "..."
  }
}
