import Foundation
import UptTerminal

// A session that shows what it was given, for the tests that drive a terminal. Braces that are
// open ask for more lines; `spin` runs until it is interrupted.
final class EchoSession: Session {
  private let words = ["alpha", "alphabet", "beta", "β-carotene"]

  func isComplete(_ text: String) -> Completeness {
    let open = text.count { $0 == "{" } - text.count { $0 == "}" }
    return open > 0 ? .incomplete(indent: 2 * open) : .complete
  }

  func evaluate(_ text: String, number: Int) {
    if text == "spin" {
      let before = Interrupts.count
      Standard.write("spinning\n")
      while Interrupts.count == before { usleep(1000) }
      Standard.write("stopped\n")
    } else {
      Standard.write("=> \(text.replacing("\n", with: "|"))\n")
    }
  }

  func complete(_ before: String) -> Completions {
    let typed = before.split(separator: " ", omittingEmptySubsequences: false).last ?? ""
    let found = words.filter { $0.hasPrefix(typed) }.map { Completions.Candidate($0) }
    return Completions(replacing: typed.unicodeScalars.count, found)
  }
}

Interrupts.install()
let path = CommandLine.arguments.dropFirst().first
let history = path.map { HistoryFile(path: $0) }
let editor = Standard.editor(program: "echo-session", history: history)
Repl(session: EchoSession(), editor: editor).run()
Standard.write("bye\n")
