import Foundation
import UptRuntime
import UptSession
import UptSyntax
import UptTerminal

/// What the loop at the terminal asks of the language: values stay from one input to the next, and
/// each output has the name `_` and one with the input's number, such as `_3`.
///
/// An input that fails leaves nothing behind; one that is stopped keeps what it had done.
final class ReplSession: UptTerminal.Session {
  let session: ScriptSession
  var screen: Screen { session.screen }
  var interpreter: Interpreter { session.interpreter }

  /// The values of the outputs, within their budget.
  var outputs = Outputs()
  /// What ran to its end, for `:save`.
  var transcript = Transcript()
  /// The script that `:load` ran last.
  var loaded: String?
  /// The files that `:save` has written.
  var written: Set<String> = []
  /// What the command line and `:set` have chosen.
  var settings: Settings

  init(_ settings: Settings, screen: Screen) {
    self.settings = settings
    session = ScriptSession(settings, screen: screen)
  }

  /// Converses until the user leaves.
  static func converse(_ settings: Settings) -> ExitCode {
    Interrupts.install()
    let history = HistoryFile(program: Version.program)
    let editor = Standard.editor(
      program: Version.program, history: history, color: settings.format.color)
    Standard.write(Version.banner)
    let session = ReplSession(settings, screen: Screen(settings.format))
    Repl(session: session, editor: editor).run()
    return .success
  }

  func isComplete(_ text: String) -> Completeness {
    guard Self.question(text) == nil else { return .complete }
    let program = Parser.parse(text: text, name: "input")
    // A comment waits for what it is about: above a function it is its documentation.
    let isComment = !program.comments.isEmpty && program.cells.allSatisfy(\.statements.isEmpty)
    guard program.isIncomplete || isComment else { return .complete }
    let last = text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    let opens = last.last(where: { !$0.isWhitespace }).map { "{[(".contains($0) } ?? false
    return .incomplete(indent: last.prefix { $0 == " " }.count + (opens && !isComment ? 2 : 0))
  }

  func evaluate(_ text: String, number: Int) {
    if let name = Self.question(text) { return run(command: "help", argument: name) }
    run(SourceFile(name: "input \(number)", text: text), number: number)
  }

  func complete(_ before: String) -> Completions {
    CompletionContext(before).completions(in: interpreter)
  }

  var commands: [ReplCommand] {
    SessionCommand.all.map { ReplCommand($0.name, $0.summary, argument: $0.argument) }
  }

  func run(command: String, argument: String) {
    let argument = argument.trimmingCharacters(in: .whitespacesAndNewlines)
    guard let command = SessionCommand.all.first(where: { $0.name == command }) else { return }
    guard !command.needsOperand || !argument.isEmpty else {
      return screen.writeLines("it is called as \(command.usage)")
    }
    command.run(self, argument)
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
