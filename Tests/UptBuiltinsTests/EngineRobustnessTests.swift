import Testing
import UptBuiltins
import UptRuntime
import UptSyntax

/// Calls every built-in of the engine, and every method of its objects, with values they are not
/// meant for: errors are fine, traps are not. Files are out of reach; `FileLibraryTests` does the
/// same to what reads and writes them.
@Suite struct EngineRobustnessTests {
  /// Values of every kind, among them the engine's own.
  private static let expressions = [
    "nil", "true", "0", "-1", "3", "nan", "9223372036854775807", "\"a\"", "\"demo\"", "[]",
    "[0, 1]", "[\"a\", \"b\"]", "[:]", "(a: [1, 2], b: ones([2]))", "ones([2, 3])", "{ x in x }",
    "{ 1 }",
    "clip", "data", "data.classes", "data.train", "train", "train[0]", "train[0].image",
    "text_prompt(clip, length: 1)", "table(a: [1, 2], b: [\"x\", \"y\"])",
    "measure([0.5, 0.7], seeds: [1, 2])",
    "zero_shot(clip, [\"a\", \"b\"])",
  ]

  /// These take long when called as they are meant.
  private static let slow: Set = ["world_quality", "resume", "fit"]

  private func session() throws -> (Interpreter, [Value]) {
    let surroundings = Surroundings()
    surroundings.isSafe = true
    let host = Library.host(surroundings) { _ in }
    let interpreter = Interpreter(host: host, builtins: Library.builtins(surroundings))
    var values: [Value] = []
    let names = Self.expressions.indices.map { "v\($0)" }
    let lines = zip(names, Self.expressions).map { "let \($0) = \($1)" }
    let script = """
      let clip = encoder("demo")
      let data = dataset("demo/textures")
      let train = data.fewshot(1, seed: 1)
      \(lines.joined(separator: "\n"))

      """
    try interpreter.run(
      Parser.parse(SourceFile(name: "setup", text: script)), output: { _, _ in })
    for name in names { values.append(try #require(interpreter.value(of: name), "\(name)")) }
    return (interpreter, values)
  }

  @Test func everythingWithEverything() throws {
    try runOnBigStack {
      let (interpreter, values) = try session()
      func attempt(_ function: FunctionValue, _ arguments: [Value]) {
        _ = (try? interpreter.call(function, arguments)).map { interpreter.display($0).count }
      }
      func attempts(_ builtin: Builtin, _ receiver: Value?) {
        guard !Self.slow.contains(builtin.name) else { return }
        let function =
          receiver.map { FunctionValue(builtin, receiver: $0) } ?? FunctionValue(builtin)
        attempt(function, [])
        for (index, first) in values.enumerated() {
          attempt(function, [first])
          // Each with a few others, in turn.
          for step in [1, 5, 11] {
            let second = values[(index + step) % values.count]
            attempt(function, [first, second])
            attempt(function, [first, second, values[(index + 2 * step) % values.count]])
          }
        }
      }
      let tensors = Set(TensorLibrary.builtins(BuiltinContext()).map(\.name))
      for builtin in interpreter.builtins where !tensors.contains(builtin.name) {
        attempts(builtin, nil)
      }
      for value in values {
        guard case .object(let object) = value, object.typeName != "tensor" else { continue }
        for name in object.memberNames {
          if let method = object.method(name) { attempts(method, value) }
          _ = (try? object.member(name)).flatMap { $0 }.map { interpreter.display($0).count }
        }
        for other in values {
          _ = try? object.index([.value(other)])
          _ = try? object.setIndex([.value(other)], to: other)
          for op in BinaryOperator.allCases {
            _ = try? object.binary(op, with: other, reversed: false)
          }
          _ = object.isEqual(to: other)
        }
        for bound in [nil, 0, -1, 3, Int.max, Int.min] {
          _ = try? object.index([.slice(low: bound, high: 2, isClosed: true)])
          _ = try? object.index([.slice(low: 0, high: bound, isClosed: false)])
        }
      }
    }
  }

  /// Trainings with every option at a hostile value, on a split of a few images.
  @Test func trainingOptions() throws {
    try runOnBigStack {
      let surroundings = Surroundings()
      let host = Library.host(surroundings) { _ in }
      let interpreter = Interpreter(host: host, builtins: Library.builtins(surroundings))
      let options = ["epochs", "batch", "lr", "momentum", "weight_decay", "warmup", "seed"]
      let values = ["-1", "0", "1e300", "nan", "-inf", "9223372036854775807", "nil", "\"a\"", "[1]"]
      let setup = "let m = text_prompt(encoder(\"demo\"), length: 1)\n"
        + "let train = dataset(\"demo/species\").fewshot(1)\n"
      try interpreter.run(Parser.parse(text: setup, name: "setup"), output: { _, _ in })
      for option in options {
        for value in values where !(option == "epochs" && value.hasPrefix("9")) {
          let epochs = option == "epochs" ? "" : ", epochs: 1"
          let script = "fit(m, train\(epochs), \(option): \(value)).accuracy(train)\n"
          do {
            try interpreter.run(Parser.parse(text: script, name: "fit"), output: { _, _ in })
          } catch let failure as ScriptFailure {
            #expect(failure.diagnostics.count == 1, "\(script)")
            #expect(failure.diagnostics.first?.span != nil, "\(script)")
          }
        }
      }
    }
  }
}
