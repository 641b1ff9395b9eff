import UptBuiltins
import UptRuntime
import UptSyntax

/// Runs a document's scripts statement by statement, values staying from one block to the next.
final class ExampleSession {
  /// A statement, and what it is said to show.
  struct Example {
    let code: String
    /// The comment behind an expression that stands by itself, or the comment lines below a
    /// statement.
    let expected: [String]?
    /// The lines of the block that hold the comment.
    let lines: Range<Int>
    /// Whether the comment stands below the statement.
    let isBelow: Bool
  }

  private let name: String
  private var output = ""
  private var interpreter: Interpreter?

  /// - Parameter modules: the scripts that the document's scripts import, by their file names.
  init(name: String = "README.md", modules: [String: String] = [:]) {
    self.name = name
    let surroundings = Surroundings(style: .plain)
    var host = Library.host(surroundings) { [unowned self] in output += $0 }
    host.load = { path, _ in
      guard let text = modules[path] else { throw RuntimeError(.file, "\(path) is not here") }
      return (path, SourceFile(name: path, text: text))
    }
    interpreter = Interpreter(
      host: host, builtins: Library.builtins(surroundings), types: Library.types)
  }

  /// What the statements of a block print and show.
  /// - Throws: `ScriptFailure` if one fails.
  func show(_ block: Document.Block) throws -> [(example: Example, shown: [String])] {
    try examples(block).map { example in
      let lines = try show(example.code)
      return (example, example.isBelow ? lines : [lines.joined(separator: " ")])
    }
  }

  /// The lines that a statement prints and shows.
  private func show(_ code: String) throws -> [String] {
    guard let interpreter else { return [] }
    output = ""
    try runOnBigStack {
      try interpreter.run(
        Parser.parse(SourceFile(name: name, text: code + "\n")),
        output: { _, value in output += interpreter.display(value) + "\n" })
    }
    return output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map(String.init)
  }

  /// What is wrong with a script that would be run with these parameters.
  func check(_ script: SourceFile, parameters: [(name: String, text: String)]) -> [Diagnostic] {
    interpreter?.check(Parser.parse(script), parameters: parameters) ?? []
  }

  /// The statements of a block.
  private func examples(_ block: Document.Block) -> [Example] {
    let source = SourceFile(name: name, text: block.lines.joined(separator: "\n"))
    var firstLine = 0
    return Parser.parse(source).cells.flatMap(\.statements).map { statement in
      let span = statement.span
      // A function's documentation stands above its statement.
      let start = min(source.start(ofLine: firstLine), span.lower)
      let code = String(decoding: source.bytes[start..<span.upper], as: UTF8.self)
      let line = source.line(at: max(span.lower, span.upper - 1))
      firstLine = line + 1
      let end = span.upper - source.start(ofLine: line)
      let rest = String(decoding: Array(block.lines[line].utf8)[end...], as: UTF8.self)
      if case .expression = statement.kind, let comment = rest.firstMatch(of: /^ +# (.*)$/) {
        return Example(
          code: code, expected: [String(comment.output.1)], lines: line..<line + 1, isBelow: false)
      }
      let below = block.lines[(line + 1)...].prefix { $0 == "#" || $0.hasPrefix("# ") }
      return Example(
        code: code, expected: below.isEmpty ? nil : below.map { String($0.dropFirst(2)) },
        lines: below.indices, isBelow: true)
    }
  }
}

extension ExampleSession.Example {
  /// The lines with the comment in them, once it says what is shown.
  func commented(_ shown: [String], in lines: [String]) -> [String] {
    if isBelow { return shown.map { $0.isEmpty ? "#" : "# " + $0 } }
    guard let expected = expected?.first, let line = self.lines.first else { return [] }
    return [lines[line].replacing("# " + expected, with: "# " + shown.joined(separator: " "))]
  }
}
