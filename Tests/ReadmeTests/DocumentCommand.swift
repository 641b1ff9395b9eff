import Testing
import UptSession
import UptTerminal

@testable import upt_script

/// A command of a `console` block, and what stands below it.
struct DocumentCommand {
  /// The line after the `$`.
  let line: String
  let expected: [String]
  /// The lines of the document that `expected` takes.
  let expectedLines: Range<Int>

  /// The commands of a block.
  static func all(in block: Document.Block) -> [DocumentCommand] {
    let starts = block.lines.indices.filter { block.lines[$0].hasPrefix("$ ") }
    return starts.enumerated().map { order, start in
      let end = order + 1 < starts.count ? starts[order + 1] : block.lines.count
      return DocumentCommand(
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
    if isConversation { return conversation() }
    return try Program.run(Array(words.dropFirst())).lines
  }

  /// Whether what is written below it is what it shows.
  func agrees(with shown: [String]) -> Bool {
    var tolerance = Tolerance.document
    tolerance.isAccuracy = isConversation
    return tolerance.matches(expected, shown)
  }

  /// The conversation as it goes now, as a terminal shows it that can move no cursor.
  private func conversation() -> [String] {
    var inputs = expected.compactMap { line in
      line.firstMatch(of: /^(?:\d+>|\.\.+)\s(.*)$/).map { String($0.output.1) }
    }[...]
    var text = Version.banner
    let write: (String) -> Void = { text += $0 }
    let session = ReplSession(Settings(), screen: Screen(output: write, errors: write))
    let editor = PlainLineEditor(
      showsPrompts: true,
      readOne: {
        let input = inputs.popFirst()
        text += input.map { $0 + "\n" } ?? ""
        return input
      }, write: write)
    Repl(session: session, editor: editor, write: write).run()
    // What is left at the end is the prompt of an input that does not come.
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }
}
