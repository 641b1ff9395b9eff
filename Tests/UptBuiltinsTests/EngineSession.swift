import UptBuiltins
import UptNotebook
import UptRuntime
import UptSyntax

/// An interpreter with all built-ins: text in, text and values out.
final class EngineSession {
  private(set) var output = ""
  private var interpreter: Interpreter?

  init() {
    let surroundings = Surroundings(style: .plain)
    let host = Host(
      output: { [unowned self] in output += $0 },
      display: { Library.display($0, surroundings) }, translate: EngineErrors.translate)
    interpreter = Interpreter(host: host, builtins: Library.builtins(surroundings))
  }

  /// Runs a script; its outputs are added to ``output``.
  func run(_ script: String, set parameters: [(name: String, text: String)] = []) throws {
    guard let interpreter else { return }
    try runOnBigStack {
      try interpreter.run(
        Parser.parse(SourceFile(name: "test.upt", text: script)), parameters: parameters,
        output: { _, value in output += interpreter.display(value) + "\n" })
    }
  }

  /// The value of a global variable.
  func value(_ name: String) -> Value? { interpreter?.value(of: name) }
}
