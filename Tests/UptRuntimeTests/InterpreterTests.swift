import Foundation
import Testing
import UptRuntime
import UptSyntax

@Suite struct InterpreterTests {
  /// Runs inputs one after the other, as a REPL would, and gives what they show.
  private func session(_ inputs: [String]) throws -> [String] {
    try runOnBigStack {
      let interpreter = Interpreter(builtins: MockHost.builtins)
      return inputs.map { input in
        var shown = ""
        do {
          try interpreter.run(
            Parser.parse(text: input, name: "input"),
            output: { _, output in shown = interpreter.display(output) })
        } catch let failure as ScriptFailure {
          shown = failure.diagnostics.map { "\($0.code) \($0.message)" }.joined(separator: "; ")
        } catch { shown = "\(error)" }
        return shown
      }
    }
  }

  @Test func globalsPersist() throws {
    let shown = try session([
      "let a = 1", "func f() { a * 10 }", "f()", "let a = 2", "f()", "var a = a + 1", "a += 1\na",
      "a.b", "a", "b", "let sqrt = 3", "sqrt", "let c = c", "f()",
    ])
    #expect(
      shown == [
        "", "", "10", "", "20", "", "4", "E0403 an int has no member `b`", "4",
        "E0201 `b` is not defined", "", "3", "E0203 `c` is used before it is defined", "40",
      ])
  }

  @Test func interruptionKeepsTheSession() throws {
    try runOnBigStack {
      let token = InterruptToken()
      let interpreter = Interpreter(interrupt: token)
      let loop = Parser.parse(text: "var n = 0\nwhile true { n += 1 }", name: "input")
      DispatchQueue.global().asyncAfter(deadline: .now() + 0.1) { token.interrupt() }
      let failure = #expect(throws: ScriptFailure.self) { try interpreter.run(loop) }
      #expect(failure?.isInterruption == true)
      token.reset()
      var output: Value?
      try interpreter.run(
        Parser.parse(text: "n > 0", name: "input"), output: { output = $1 })
      #expect(output?.describe == "true")
    }
  }

  @Test func theFirstReasonToStopCounts() throws {
    let token = InterruptToken()
    try token.check()
    token.interrupt(RuntimeError(.time, "the time is up"))
    token.interrupt()
    #expect(token.isInterrupted)
    #expect(token.reason?.kind == .time)
    #expect(throws: RuntimeError.self) { try token.check() }
    token.reset()
    #expect(!token.isInterrupted)
    #expect(token.reason == nil)
  }

  @Test func aLimitPassedInTheLastStatementIsAnErrorThere() throws {
    try runOnBigStack {
      let token = InterruptToken()
      let partial = Builtin("partial", [], help: "Gives what it has.") { _ in
        token.interrupt(RuntimeError(.time, "the time is up"))
        return .int(7)
      }
      let interpreter = Interpreter(builtins: [partial], interrupt: token)
      var shown: [String] = []
      let failure = #expect(throws: ScriptFailure.self) {
        try interpreter.run(
          Parser.parse(text: "1\npartial()", name: "input"),
          output: { shown.append($1.describe) })
      }
      #expect(shown == ["1", "7"])
      #expect(failure?.isInterruption == false)
      #expect(failure?.diagnostics.first?.code == "E0704")
      #expect(failure?.diagnostics.first?.span?.text == "partial()")
    }
  }

  @Test func whatTheUserAsksForCannotBeCaught() {
    let kinds = RuntimeError.Kind.allCases.filter { !$0.isCatchable }
    #expect(kinds == [.interrupted, .memory, .time])
  }

  static let parameterScript = """
    # %% [parameters]
    let shots = 4
    let rate = 0.1
    let name = "a"
    # %%
    let other = 1
    print(shots, rate, name, other)
    """

  @Test(
    "Parameters are replaced from outside",
    arguments: [
      (["shots": "16"], "16 0.1 a 1\n"), (["name": "hello world"], "4 0.1 hello world 1\n"),
      (["rate": "1"], "4 1 a 1\n"), (["name": "\"x\""], "4 0.1 x 1\n"),
      (["rate": "-1e-3"], "4 -0.001 a 1\n"),
    ])
  func overrides(_ values: [String: String], _ output: String) throws {
    let source = SourceFile(name: "p.upt", text: Self.parameterScript)
    let parameters = values.map { (name: $0.key, text: $0.value) }
    #expect(try MockHost.transcript(source, parameters: parameters) == output)
  }

  @Test(
    "Wrong parameters are reported",
    arguments: [
      (["shot": "1"], "error[E0207]: the script has no parameter `shot`", "did you mean `shots`?"),
      (["other": "1"], "error[E0207]", "the parameters are name, rate, shots"),
      (["shots": "many"], "error[E0208]: the parameter `shots` is a number, and \"many\" is not", ":2:13"),
    ])
  func wrongOverrides(_ values: [String: String], _ message: String, _ detail: String) throws {
    let source = SourceFile(name: "p.upt", text: Self.parameterScript)
    let parameters = values.map { (name: $0.key, text: $0.value) }
    let text = try MockHost.transcript(source, parameters: parameters)
    #expect(text.hasPrefix(message))
    #expect(text.contains(detail))
  }

  @Test func checkingRunsNothing() {
    var printed = ""
    let interpreter = Interpreter(host: Host(output: { printed += $0 }))
    let program = Parser.parse(text: "print(1)\nlet a = b\nsqrt()", name: "check")
    #expect(interpreter.check(program).map(\.code) == ["E0201", "E0301"])
    #expect(printed == "")
    #expect(interpreter.userNames == [])
  }

  @Test func deepValuesAreReleasedAndPrinted() throws {
    let text = try MockHost.transcript(
      SourceFile(
        name: "deep",
        text: """
          var x = []
          for i in 0..<200000 { x = [x] }
          print("\\(x)".count)
          x = 1
          print(x)
          """))
    #expect(text == "131\n1\n")
  }

  @Test func limitsAreRespected() throws {
    var limits = Limits()
    limits.callDepth = 50
    let source = SourceFile(
      name: "limit", text: "func f(n) { if n == 0 { 0 } else { f(n - 1) } }\nprint(f(48))\nf(50)")
    let text = try MockHost.transcript(source, limits: limits)
    #expect(text.hasPrefix("0\nerror[E0701]: the call depth passed 50\n"))
  }

  @Test func deepRecursionThroughClosures() throws {
    let source = SourceFile(
      name: "deep",
      text: "func f(n) { [n].map { x in f(x + 1) } }\nf(0)")
    let text = try MockHost.transcript(source)
    #expect(text.hasPrefix("error[E0701]: the call"))
  }

  @Test func valuesAreSmall() { #expect(MemoryLayout<Value>.stride == 16) }

  @Test func everyCoreFunctionIsDocumented() {
    for builtin in Interpreter().builtins { #expect(!builtin.help.isEmpty, "\(builtin.name)") }
  }

  /// Functions and the variables they mention hold each other; the interpreter's end frees both.
  @Test func anEndedInterpreterHoldsNothing() throws {
    weak var tensor: MockTensor?
    try runOnBigStack {
      let interpreter = Interpreter(host: Host(), builtins: MockHost.builtins)
      let script = """
        let t = tensor([[1, 2]])
        func shape() { return t.shape }
        func shapes(n) { if n == 0 { return [] } else { return shapes(n - 1) + shape() } }
        let closure = { shapes(2) }
        closure()
        """
      try interpreter.run(Parser.parse(text: script, name: "test"))
      guard case .object(let object)? = interpreter.value(of: "t") else { return }
      tensor = object as? MockTensor
      #expect(tensor != nil)
    }
    #expect(tensor == nil)
  }
}
