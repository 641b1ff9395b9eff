import UptRuntime
import UptSession
import UptSyntax

extension Transcript {
  /// The conversation as a script with a cell for each input.
  ///
  /// Scripts have no `_` and `_3`: where one is used later, its input gives it its name. Random
  /// numbers stay what they were: they follow from the seed and the statement, and neither what
  /// failed nor the names of outputs count. What was stopped by Ctrl-C stands there as a comment.
  var script: String {
    let uses = parts.map(OutputUse.all)
    let used = Set(uses.joined().map(\.number))
    var cells = [preamble]
    for (part, uses) in zip(parts, uses) {
      var text = part.text
      for use in uses.reversed() { text = text.replacing(use.lower..<use.upper, "_\(use.number)") }
      if let number = part.number, used.contains(number) { text = part.naming(number, in: text) }
      cells.append(part.cell(of: text.trimmed))
    }
    return cells.joined(separator: "\n\n") + "\n"
  }

  /// What it says of itself, above the first cell.
  private var preamble: String {
    var lines = ["# A conversation, saved by upt-script \(Release.number)."]
    if let seed = parts.first?.seed, seed != 1 {
      lines.append("# Its seed was \(seed): upt-script run FILE --seed \(seed)")
    }
    if let reseeded, parts.indices.contains(reseeded) {
      let part = parts[reseeded]
      lines += [
        "# The seed was set to \(part.seed) before \(part.title). A script has one seed: from there",
        "# on its random numbers are others.",
      ]
    }
    return lines.joined(separator: "\n")
  }
}

extension Transcript.Part {
  /// What the cell is called.
  fileprivate var title: String { number.map { "In \($0)" } ?? "a command" }

  /// The text as a cell of its own; as comments if it did not come to its end.
  fileprivate func cell(of text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if isStopped {
      let commented = lines.map { $0.isEmpty ? "#" : "# \($0)" }.joined(separator: "\n")
      return "# %% \(title), stopped by Ctrl-C\n\(commented)"
    }
    if lines.first?.hasPrefix("# %%") == true { return text }
    let note = isCut ? "# Ctrl-C cut this short; here it runs to its end.\n" : ""
    return "# %%\(number == nil ? "" : " " + title)\n\(note)\(text)"
  }

  /// The text with its output under the name that later inputs use.
  fileprivate func naming(_ number: Int, in text: String) -> String {
    let name = "_\(number)"
    let shown = Parser.parse(text: text, name: "").cells.flatMap(\.statements).filter {
      if case .expression = $0.kind { true } else { false }
    }
    guard let last = shown.last else { return text }
    if shown.count == values {
      let span = last.span
      return text.replacing(span.lower..<span.upper, "let \(name) = \(span.text)\n\(name)")
    }
    // Some gave nil: the output is the last one that did not.
    var result = text
    for (index, statement) in shown.enumerated().reversed() {
      let span = statement.span
      let start = index == 0 ? "var \(name) = \(span.text)" : "\(name) = (\(span.text)) ?? \(name)"
      let new = index == shown.count - 1 ? "\(start)\n\(name)" : start
      result = result.replacing(span.lower..<span.upper, new)
    }
    return result
  }
}

/// A place where the name of an output stands, `_` or `_3`, with the number of its input.
private struct OutputUse {
  let lower: Int
  let upper: Int
  let number: Int

  /// The places in a cell, from the first to the last.
  static func all(in part: Transcript.Part) -> [OutputUse] {
    guard part.text.contains("_") else { return [] }
    var found: [OutputUse] = []
    for statement in Parser.parse(text: part.text, name: "").cells.flatMap(\.statements) {
      TreePart.statement(statement).forEach { piece in
        guard case .expression(let expression) = piece, case .name(let name) = expression.kind,
          name.first == "_",
          let number = name == "_" ? part.previous : Int(name.dropFirst())
        else { return }
        found.append(
          OutputUse(lower: expression.span.lower, upper: expression.span.upper, number: number))
      }
    }
    return found.sorted { $0.lower < $1.lower }
  }
}

extension String {
  /// The text with the bytes of a range replaced.
  fileprivate func replacing(_ bytes: Range<Int>, _ other: String) -> String {
    let all = Array(utf8)
    let range = bytes.clamped(to: 0..<all.count)
    return String(decoding: all[..<range.lowerBound], as: UTF8.self) + other
      + String(decoding: all[range.upperBound...], as: UTF8.self)
  }

  /// The text without blank lines at its end.
  fileprivate var trimmed: String {
    var text = self[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
