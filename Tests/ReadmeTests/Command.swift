import Testing

/// A command of a `console` block, and what stands below it.
struct Command {
  /// The line after the `$`.
  let line: String
  let expected: [String]
  /// The lines of the document that `expected` takes.
  let expectedLines: Range<Int>

  /// The commands of a block.
  static func all(in block: Document.Block) -> [Command] {
    let starts = block.lines.indices.filter { block.lines[$0].hasPrefix("$ ") }
    return starts.enumerated().map { order, start in
      let end = order + 1 < starts.count ? starts[order + 1] : block.lines.count
      return Command(
        line: String(block.lines[start].dropFirst(2)),
        expected: Array(block.lines[(start + 1)..<end]),
        expectedLines: (block.start + start + 1)..<(block.start + end))
    }
  }

  /// Whether it is a conversation: its lines have prompts.
  var isConversation: Bool { line == "upt-script" }

  /// What it writes now; nil if it is another program's.
  func shown() throws -> [String]? {
    let words = Program.words(line)
    guard words.first == "upt-script" else { return nil }
    if isConversation { return try conversation() }
    return try Program.run(Array(words.dropFirst())).lines
  }

  /// Whether what is written below it is what it shows.
  func agrees(with shown: [String]) -> Bool {
    var tolerance = Tolerance()
    tolerance.isAccuracy = isConversation
    return tolerance.matches(expected, shown)
  }

  /// The conversation as it would go now. Its inputs are run as one script; marks between them tell
  /// their outputs apart.
  private func conversation() throws -> [String] {
    let inputs = expected.compactMap { line in
      line.firstMatch(of: /^\d+> (.*)$/).map { String($0.output.1) }
    }
    let mark = "---"
    let script = inputs.map { $0 + "\nprint(\"\(mark)\")\n" }.joined()
    let result = try Program.run(["run", "-"], input: script)
    #expect(result.code == 0, "\(result.output)")
    let outputs = result.lines.split(separator: mark, omittingEmptySubsequences: false)
    let banner = try Program.run(["--version"]).lines.first ?? ""
    var lines = [banner + "  (:help shows the commands, Ctrl-D leaves)"]
    for (number, (input, output)) in zip(inputs, outputs).enumerated() {
      lines.append("\(number + 1)> \(input)")
      if output.count == 1, let only = output.first { lines.append("_\(number + 1) = \(only)") }
      if output.count > 1 { lines += ["_\(number + 1) ="] + output }
    }
    return lines
  }
}
