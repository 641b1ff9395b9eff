import Testing
import UptRuntime
import UptSyntax

@Suite struct ObservationTests {
  /// Runs a script, then calls its function `f` with a number under an observer.
  private func call(
    _ script: String, _ argument: Int, _ observer: @escaping Interpreter.Observer
  ) throws -> String {
    try runOnBigStack {
      let interpreter = Interpreter()
      try interpreter.run(Parser.parse(text: script, name: "input"))
      guard case .function(let function)? = interpreter.value(of: "f") else { return "no f" }
      return try interpreter.call(function, [.int(argument)], observing: observer).summary
    }
  }

  /// What an observer sees of `f`, and the result.
  private func seen(_ script: String, _ argument: Int) throws -> [String] {
    var lines: [String] = []
    let result = try call(script, argument) { span, value in
      if case .function = value { return value }
      lines.append("\(span.text) = \(value.summary)")
      return value
    }
    return lines + [result]
  }

  @Test func innerExpressionsComeBeforeOuterOnes() throws {
    #expect(
      try seen("func f(x) { return -(x + 1) ** 2 - [x][0] }", 2) == [
        "(x + 1) = 3", "(x + 1) ** 2 = 9", "-(x + 1) ** 2 = -9", "x = 2", "[x] = [2]",
        "[x][0] = 2", "-(x + 1) ** 2 - [x][0] = -11", "-11",
      ])
  }

  @Test func functionsThatAreCalledAreSeenToo() throws {
    let script = """
      func twice(x) { return x * 2 }
      let tools = (inc: { x in x + 1 }, all: [twice])
      func f(n) {
        let local = { x in twice(x) }
        return [local(1), tools.inc(n), tools.all[0](n)].map(twice)
      }
      """
    let lines = try seen(script, 5)
    #expect(lines.filter { $0.hasPrefix("x * 2") } == [
      "x * 2 = 2", "x * 2 = 10", "x * 2 = 4", "x * 2 = 12", "x * 2 = 20",
    ])
    #expect(lines.contains("x + 1 = 6"))
    #expect(lines.last == "[4, 12, 20]")
  }

  @Test func theProgramGoesOnWithWhatTheObserverReturns() throws {
    let result = try call("func f(x) { return x * 10 + 1 }", 2) { span, value in
      span.text == "x * 10" ? .int(7) : value
    }
    #expect(result == "8")
  }

  @Test func recursionLoopsAndBranches() throws {
    let script = """
      func f(n) {
        if n < 2 { return n }
        var sum = 0
        for i in 1...2 { sum += f(n - i) }
        return sum
      }
      """
    let lines = try seen(script, 6)
    #expect(lines.last == "8")
    #expect(lines.count { $0.hasPrefix("f(n - i)") } == 24)
  }

  /// A function that outlives the call is ordinary again.
  @Test func nothingIsSeenAfterTheCall() throws {
    try runOnBigStack {
      let interpreter = Interpreter()
      try interpreter.run(Parser.parse(text: "func f(x) { return { x + 1 } }", name: "input"))
      guard case .function(let function)? = interpreter.value(of: "f") else { return }
      var count = 0
      let kept = try interpreter.call(function, [.int(1)]) { _, value in
        count += 1
        return value
      }
      let before = count
      guard case .function(let closure) = kept else { return }
      #expect(try interpreter.call(closure, []).summary == "2")
      #expect(count == before)
    }
  }
}
