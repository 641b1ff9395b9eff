import Foundation
import Testing
import UptRuntime
import UptSyntax
import UptTensor

@testable import UptBuiltins

/// What is found before a program runs, and that nothing is found in programs that are right.
@Suite struct CheckTests {
  /// The diagnostics of a text as the program would show them.
  static func check(_ text: String, name: String = "test.upt") throws -> [Diagnostic] {
    let surroundings = Surroundings(style: .plain)
    let host = Host(
      output: { Issue.record("a check printed \($0)") }, translate: EngineErrors.translate)
    let interpreter = Interpreter(host: host, builtins: Library.builtins(surroundings))
    interpreter.define("args", as: .list([]))
    return try runOnBigStack {
      interpreter.check(Parser.parse(SourceFile(name: name, text: text)))
    }
  }

  @Test func mistakes() throws {
    let file = TensorGoldenTests.folder.appendingPathComponent("checks.txt")
    try GoldenCase.check(file) { script in
      let diagnostics = (try? Self.check(script)) ?? []
      return diagnostics.map { DiagnosticRenderer().render($0) + "\n" }.joined()
    }
  }

  /// The scripts that are run elsewhere without an error.
  static let scripts: [String] = {
    let folder = TensorGoldenTests.folder.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Scripts")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".upt") }.sorted().map {
      folder.appendingPathComponent($0).path
    }
  }()

  @Test(arguments: scripts)
  func nothingIsWrong(_ path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let start = ContinuousClock.now
    let errors = try Self.check(text).filter { $0.severity == .error }
    #expect(errors.isEmpty, "\(errors.map { DiagnosticRenderer().render($0) })")
    #expect(ContinuousClock.now - start < .seconds(2))
  }

  /// Examples in the documentation run without an error, so nothing is to be found in them.
  @Test func nothingIsWrongInExamples() throws {
    let builtins = Library.builtins(Surroundings()) + TensorLibrary.methods
    for builtin in builtins {
      let code = builtin.examples.map(\.code).joined(separator: "\n")
      let errors = try Self.check(code + "\n").filter { $0.severity == .error }
      // Some examples have one definition of a name after the other.
      #expect(errors.allSatisfy { $0.code == "E0202" }, "\(builtin.name): \(errors)")
    }
  }

  /// Programs with parts exchanged: whatever they mean, the check ends, and soon.
  @Test func damagedPrograms() throws {
    var random = Random(1, "damage")
    let cases = TensorGoldenTests.folder.appendingPathComponent("checks.txt")
    let texts = try Self.scripts.map { try String(contentsOfFile: $0, encoding: .utf8) }
      + GoldenCase.read(String(contentsOf: cases, encoding: .utf8)).map(\.script)
    for text in texts {
      let words = text.split(separator: " ", omittingEmptySubsequences: false)
      for _ in 0..<10 {
        var damaged = words
        for _ in 0..<3 {
          damaged[random.below(words.count)] = words[random.below(words.count)]
        }
        let start = ContinuousClock.now
        _ = try Self.check(damaged.joined(separator: " "))
        #expect(ContinuousClock.now - start < .seconds(2), "\(damaged.joined(separator: " "))")
      }
    }
  }

  @Test(arguments: [
    "func f(n) { return f(n - 1) }\nf(3)",
    "func f(g) { return g(g) }\nf(f)",
    "let f = { x in x(x) }\nf(f)",
    "var s = \"a\"\n" + String(repeating: "s = s + s\n", count: 100),
    "var l = [1]\n" + String(repeating: "l = l + l\n", count: 100),
    "var l = [1]\n" + String(repeating: "l = [l, l]\n", count: 60) + "l == l",
    "var x = ones([2, 2])\n" + String(repeating: "x = concatenate([x, x])\n", count: 60) + "x",
    "ones([1000000, 1]) + ones([1, 1000000])",
    "for a in 0..<9 { for b in 0..<9 { for c in 0..<9 { while true { let x = [a, b, c] } } } }",
    "let r = 0..<9000000000000000000\nr.map { x in x }\nlist(r)",
  ])
  func workIsBounded(_ script: String) throws {
    let start = ContinuousClock.now
    _ = try Self.check(script)
    #expect(ContinuousClock.now - start < .seconds(2))
  }

  /// What stands for an object has the members of the object.
  @Test func standInsHaveTheMembersOfWhatTheyStandFor() throws {
    let session = EngineSession()
    try session.run("""
      let clip = encoder("demo")
      let data = dataset("demo/species")
      let train = data.fewshot(1)
      let method = text_prompt(clip)
      let tuned = fit(method, train, epochs: 1)
      let shots = zero_shot(clip, data.classes)
      """)
    for name in ["clip", "data", "train", "method", "tuned", "shots"] {
      let value = try #require(session.value(name))
      for member in value.memberNames {
        let script = """
          let clip = encoder("demo")
          let data = dataset("demo/species")
          let train = data.fewshot(1)
          let method = text_prompt(clip)
          let tuned = fit(method, train, epochs: 1)
          let shots = zero_shot(clip, data.classes)
          print(\(name).\(member))
          """
        let errors = try Self.check(script).filter { $0.severity == .error }
        #expect(errors.isEmpty, "\(name).\(member)")
      }
    }
  }

  /// Rehearsals are found by name, so the names have to exist.
  @Test func rehearsedFunctionsExist() {
    let names = Set(Library.builtins(Surroundings()).map(\.name))
    #expect(names.isSuperset(of: TensorRehearsals.functions))
    #expect(Set(TensorLibrary.methods.map(\.name)).isSuperset(of: TensorRehearsals.methods))
  }
}

/// Checks in a conversation know what earlier entries made, and leave it alone.
@Suite struct ConversationCheckTests {
  private func check(_ text: String, after earlier: String) throws -> String {
    var printed = ""
    let host = Host(output: { printed += $0 }, translate: EngineErrors.translate)
    let interpreter = Interpreter(host: host, builtins: Library.builtins(Surroundings()))
    func program(_ text: String) -> Program {
      Parser.parse(SourceFile(name: "test.upt", text: text + "\n"))
    }
    return try runOnBigStack {
      try interpreter.run(program(earlier))
      printed = ""
      let diagnostics = interpreter.check(program(text)).filter { $0.severity == .error }
      #expect(printed == "")
      return diagnostics.map { "\($0.code) \($0.message)" }.joined(separator: "\n")
    }
  }

  @Test func shapesOfEarlierValues() throws {
    #expect(
      try check("x @ x", after: "let x = zeros([2, 3])")
        == "E0404 [2, 3] @ [2, 3]: the inner sizes 3 and 2 differ")
    let method =
      "prompt_method(\"mine\", clip, parameters: (u: zeros([4, 5]))) { p in (text: p.u) }"
    #expect(
      try check(method, after: "let clip = encoder(\"demo\")")
        .hasPrefix("E0404 the text prompt has the shape [4, 5]"))
    #expect(
      try check("data.trian", after: "let data = dataset(\"demo/textures\")")
        == "E0403 a dataset has no member `trian`")
  }

  @Test(arguments: [
    ("f()", "func f() { print(1) }"), ("[1].map(f)", "func f(x) { print(x) }"),
    ("[1].map(print)", "let x = 1"), ("t == t", "let t = table(a: [1])"),
    ("x + \"a\"", "var x = 1"),
  ])
  func nothingRuns(_ text: String, _ earlier: String) throws {
    #expect(try check(text, after: earlier) == "")
  }
}
