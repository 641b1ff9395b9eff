import UptBuiltins
import UptRuntime
import UptSyntax

/// An interpreter with the tensor library, as tests talk to it: text in, text out.
final class TensorSession {
  private var output = ""
  private var interpreter: Interpreter?
  let context: BuiltinContext

  init(seed: Int = 0, and more: [Builtin] = []) {
    context = BuiltinContext(seed: seed)
    let host = Host(
      output: { [unowned self] in output += $0 }, display: TensorDisplay.text,
      translate: EngineErrors.translate)
    interpreter = Interpreter(host: host, builtins: TensorLibrary.builtins(context) + more)
  }

  /// What a script prints and shows, or its errors; every line ends with a line break.
  func run(_ script: String, name: String = "test.upt") -> String {
    guard let interpreter else { return "" }
    output = ""
    do {
      try runOnBigStack(megabytes: 256) {
        try interpreter.run(
          Parser.parse(SourceFile(name: name, text: script + "\n")),
          output: { _, value in output += interpreter.display(value) + "\n" })
      }
    } catch let failure as ScriptFailure {
      output += failure.description + "\n"
    } catch {
      output += "\(error)\n"
    }
    return output
  }

  /// What one expression shows, without the last line break.
  func show(_ expression: String) -> String {
    let text = run(expression)
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  /// The value of a global variable.
  func value(_ name: String) -> Value? { interpreter?.value(of: name) }

  /// Calls a function and shows its result, for whoever only wants to see it survive.
  func attempt(_ function: FunctionValue, _ arguments: [Value]) {
    _ = (try? interpreter?.call(function, arguments))?.describe
  }

  /// The built-in functions.
  var builtins: [Builtin] { interpreter?.builtins ?? [] }
}
