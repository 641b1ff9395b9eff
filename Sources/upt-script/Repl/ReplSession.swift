import Foundation
import UptRuntime
import UptSyntax
import UptTerminal

/// What the loop at the terminal asks of the language: values stay from one input to the next, and
/// each output has the name `_` and one with the input's number, such as `_3`.
final class ReplSession: Session {
  let session: ScriptSession
  var screen: Screen { session.screen }
  var interpreter: Interpreter { session.interpreter }

  private init(_ settings: Settings) {
    session = ScriptSession(settings, screen: Screen(settings.format))
  }

  /// Converses until the user leaves.
  static func converse(_ settings: Settings) -> ExitCode {
    Interrupts.install()
    let history = HistoryFile(program: Version.program)
    let editor = Standard.editor(
      program: Version.program, history: history, color: settings.format.color)
    Standard.write("\(Version.text)  (:help shows the commands, Ctrl-D leaves)\n")
    Repl(session: ReplSession(settings), editor: editor).run()
    return .success
  }

  func isComplete(_ text: String) -> Completeness {
    guard Self.question(text) == nil, Parser.parse(text: text, name: "input").isIncomplete else {
      return .complete
    }
    let last = text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    let opens = last.last(where: { !$0.isWhitespace }).map { "{[(".contains($0) } ?? false
    return .incomplete(indent: last.prefix { $0 == " " }.count + (opens ? 2 : 0))
  }

  func evaluate(_ text: String, number: Int) {
    if let name = Self.question(text) { return explain(name) }
    evaluate(SourceFile(name: "input \(number)", text: text), number: number)
  }

  func evaluate(_ source: SourceFile, number: Int?) {
    session.events = { [unowned self] event in
      guard case .value(let value) = event else { return }
      let text = interpreter.display(value)
      guard let number else { return screen.writeLines(text) }
      interpreter.define("_", as: value)
      interpreter.define("_\(number)", as: value)
      screen.writeLines("_\(number) =" + (text.contains("\n") ? "\n" : " ") + text)
    }
    _ = session.run(source) { _ in source.name }
  }

  func complete(_ before: String) -> Completions {
    CompletionContext(before).completions(in: interpreter)
  }

  /// The name that `NAME?` asks about.
  private static func question(_ text: String) -> String? {
    let words = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard words.last == "?" else { return nil }
    let name = words.dropLast()
    let isName = !name.isEmpty && name.allSatisfy { Identifier.contains($0) || $0 == "." }
    return isName ? String(name) : nil
  }
}

/// The characters of names, as the language has them.
enum Identifier {
  static func contains(_ character: Character) -> Bool {
    character == "_" || character.isLetter || character.isNumber
  }
}
