import UptBuiltins
import UptRuntime
import UptSyntax

/// Runs the README's scripts statement by statement, values staying from one block to the next.
final class ExampleSession {
  /// A statement, and what it is said to show.
  struct Example {
    let code: String
    /// The comment behind an expression that stands by itself.
    let expected: String?
    /// The line of the block that holds the comment.
    let line: Int
  }

  private var output = ""
  private var interpreter: Interpreter?

  init() {
    let surroundings = Surroundings(style: .plain)
    let host = Library.host(surroundings) { [unowned self] in output += $0 }
    interpreter = Interpreter(
      host: host, builtins: Library.builtins(surroundings), types: Library.types)
  }

  /// What a statement prints and shows, in one line.
  /// - Throws: `ScriptFailure` if it fails.
  func show(_ code: String) throws -> String {
    guard let interpreter else { return "" }
    output = ""
    try runOnBigStack {
      try interpreter.run(
        Parser.parse(SourceFile(name: "README.md", text: code + "\n")),
        output: { _, value in output += interpreter.display(value) + "\n" })
    }
    return output.split(separator: "\n").joined(separator: " ")
  }

  /// What is wrong with a script that would be run with these parameters.
  func check(_ script: SourceFile, parameters: [(name: String, text: String)]) -> [Diagnostic] {
    interpreter?.check(Parser.parse(script), parameters: parameters) ?? []
  }

  /// The statements of a block.
  static func examples(_ block: Readme.Block) -> [Example] {
    let source = SourceFile(name: "README.md", text: block.lines.joined(separator: "\n"))
    return Parser.parse(source).cells.flatMap(\.statements).map { statement in
      let span = statement.span
      let code = String(decoding: source.bytes[span.lower..<span.upper], as: UTF8.self)
      let line = source.line(at: max(span.lower, span.upper - 1))
      var expected: String?
      if case .expression = statement.kind {
        let end = span.upper - source.start(ofLine: line)
        let rest = String(decoding: Array(block.lines[line].utf8)[end...], as: UTF8.self)
        expected = rest.firstMatch(of: /^ +# (.*)$/).map { String($0.output.1) }
      }
      return Example(code: code, expected: expected, line: line)
    }
  }
}
