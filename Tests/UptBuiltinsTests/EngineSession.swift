import UptBuiltins
import UptNotebook
import UptRuntime
import UptSyntax

/// An interpreter with all built-ins: text in, text and values out.
final class EngineSession {
  private(set) var output = ""
  private var interpreter: Interpreter?
  private let surroundings: Surroundings

  /// A session; `more` are functions beside the program's own.
  init(_ more: [Builtin] = [], isSafe: Bool = false) {
    surroundings = Surroundings(style: .plain)
    surroundings.remark = { [unowned self] in output += "remark: \($0)\n" }
    surroundings.isSafe = isSafe
    let host = Library.host(surroundings) { [unowned self] in output += $0 }
    interpreter = Interpreter(host: host, builtins: Library.builtins(surroundings) + more)
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

  /// What running a script would take.
  func plan(_ script: String) throws -> Plan {
    try Library.plan(surroundings) { try run(script) }
  }

  /// What a script shows, remarks and reports when its statements are entered one after the other.
  func transcript(_ script: String) -> String {
    output = ""
    for statement in GoldenCase.statements(script) {
      do { try run(statement) } catch let failure as ScriptFailure {
        output += failure.description + "\n"
      } catch { output += "\(error)\n" }
    }
    return output
  }

  /// The value of a global variable.
  func value(_ name: String) -> Value? { interpreter?.value(of: name) }
}
