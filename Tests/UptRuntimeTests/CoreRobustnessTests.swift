import Testing
import UptRuntime
import UptSyntax

/// Whatever the language's own functions and methods are given, they answer or say what is wrong.
@Suite struct CoreRobustnessTests {
  /// Values at the edges, as a script writes them.
  static let odd = [
    "nil", "true", "0", "-1", "3", "9223372036854775807", "-9223372036854775807 - 1", "0.5", "nan",
    "-inf", "\"\"", "\"e\\u{301}👍🏽\"", "[]", "[2, \"a\", nan]", "[[1], 0.5]", "(a: 1)", "[\"k\": [1]]",
    "[:]", "1...3", "2..<2", "0...9223372036854775806", "{ x in x }", "{ a, b in a == b }", "print",
  ]

  /// Some arguments for each function: none, each value alone, and each with another.
  static let arguments =
    [""] + odd + odd.indices.map { "\(odd[$0]), \(odd[($0 + 7) % odd.count])" }

  /// Values of each type that has methods.
  static let receivers = [
    "string": ["\"\"", "\"e\\u{301}👍🏽 \\n\""], "list": ["[]", "[2, \"a\", nan]", "[[1], 0.5]"],
    "range": ["1...3", "2..<2", "0...9223372036854775806"], "record": ["(a: 1)"],
    "dictionary": ["[:]", "[\"k\": [1], 2: nan]"],
  ]

  private func survive(_ calls: [String]) throws {
    try runOnBigStack {
      let interpreter = Interpreter()
      for call in calls {
        do {
          try interpreter.run(
            Parser.parse(text: call, name: "call"), output: { _ = interpreter.display($1).count })
        } catch let failure as ScriptFailure {
          #expect(failure.diagnostics.allSatisfy { !$0.message.isEmpty }, "\(call)")
        }
      }
    }
  }

  @Test(arguments: Interpreter().builtins.map(\.name).filter { $0 != "print" })
  func functions(_ name: String) throws {
    try survive(Self.arguments.map { "\(name)(\($0))" })
  }

  @Test(arguments: receivers.keys.sorted())
  func methods(_ name: String) throws {
    let type = try #require(Interpreter().types.first { $0.name == name })
    for receiver in Self.receivers[name] ?? [] {
      for method in type.methods {
        try survive(Self.arguments.map { "var x = \(receiver)\nx.\(method.name)(\($0))\nx" })
      }
    }
  }
}
