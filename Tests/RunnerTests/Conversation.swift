import Foundation
import UptTerminal

@testable import upt_script

/// A conversation with prepared inputs, as it would stand in a terminal: prompts, inputs, and what
/// comes of them.
struct Conversation {
  /// All that is on the screen.
  let text: String
  /// The session as it was at the end.
  let session: ReplSession

  init(_ inputs: [String], _ settings: Settings = Settings()) {
    let paper = Paper()
    session = ReplSession(settings, screen: Screen(output: paper.write, errors: paper.write))
    var rest = inputs[...]
    let editor = PlainLineEditor(
      showsPrompts: true,
      readOne: {
        let input = rest.popFirst()
        paper.write(input.map { $0 + "\n" } ?? "")
        return input
      }, write: paper.write)
    Repl(session: session, editor: editor, write: paper.write).run()
    // The prompt of an input that does not come.
    text = paper.text.replacing(/\d+>\s$/, with: "")
  }

  /// What stands below an input, up to the next prompt.
  func answer(to input: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { $0.hasSuffix("> " + input) }) else { return "" }
    let rest = lines[(start + 1)...].prefix { $0.firstMatch(of: /^\d+>\s/) == nil }
    return rest.joined(separator: "\n").trimmingCharacters(in: .newlines)
  }
}

/// What everything is written on.
private final class Paper {
  private(set) var text = ""
  func write(_ more: String) { text += more }
}
