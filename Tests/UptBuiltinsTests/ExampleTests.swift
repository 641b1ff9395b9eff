import Foundation
import Testing
import UptBuiltins
import UptRuntime

/// Every function, method and property is explained, and the examples in the explanations show what
/// they say: what stands in a comment behind a line, or in comment lines below it, is what the line
/// shows or prints.
@Suite struct ExampleTests {
  static var interpreter: Interpreter {
    Interpreter(builtins: Library.builtins(Surroundings()), types: Library.types)
  }

  /// All functions and methods, each once: lists and ranges share theirs.
  static let documented: [(name: String, builtin: Builtin)] = {
    var told: Set<ObjectIdentifier> = []
    let interpreter = Self.interpreter
    let methods = interpreter.types.flatMap { type in
      type.methods.map { ("\(type.name).\($0.name)", $0) }
    }
    return (interpreter.builtins.map { ($0.name, $0) } + methods)
      .filter { told.insert(ObjectIdentifier($0.1)).inserted }
  }()

  /// What has no example, or none that is run, and why.
  static let exceptions = [
    "pretrain": "takes most of an hour",
    "world_quality": "takes a minute",
    "last_good": "needs a training that failed",
  ]

  @Test func everythingIsExplained() {
    for type in Self.interpreter.types {
      #expect(type.help.hasSuffix("."), "\(type.name)")
      for member in type.members {
        #expect(member.help.hasSuffix("."), "\(type.name).\(member.name)")
      }
    }
    for builtin in Self.interpreter.builtins {
      let first = builtin.help.split(separator: "\n").first ?? ""
      #expect(!first.isEmpty && !first.hasPrefix(" "), "\(builtin.name)")
    }
  }

  @Test func everythingHasAnExample() {
    for (name, builtin) in Self.documented where Self.exceptions[name] == nil {
      #expect(!builtin.examples.isEmpty, "\(name)")
    }
    let names = Set(Self.documented.map(\.name))
    for name in Self.exceptions.keys { #expect(names.contains(name), "\(name) is no longer there") }
  }

  /// An expression for a value of each of the engine's types.
  static let values = [
    "tensor": "ones([2])", "encoder": "encoder(\"demo\")", "dataset": "dataset(\"demo/signs\")",
    "split": "dataset(\"demo/signs\").test", "image": "dataset(\"demo/signs\").test[0].image",
    "method": "text_prompt(encoder(\"demo\"))",
    "classifier": "zero_shot(encoder(\"demo\"), [\"a\", \"b\"])",
    "tuned": "fit(text_prompt(encoder(\"demo\")), dataset(\"demo/signs\").fewshot(1), epochs: 1)",
    "attention": "encoder(\"demo\").attention(dataset(\"demo/signs\").test[0].image)",
    "table": "table(a: [1, 2])", "measurement": "measure([1, 2])",
  ]

  @Test func propertiesHaveValues() throws {
    for type in Library.types where !type.properties.isEmpty {
      let session = EngineSession()
      try session.run("let it = \(try #require(Self.values[type.name], "\(type.name)"))\n")
      for property in type.properties {
        #expect(throws: Never.self, "\(type.name).\(property.name)") {
          try session.run("it.\(property.name)\n")
        }
      }
    }
  }

  /// The lines of one explanation are one script. Files lie in a folder of their own.
  @Test(arguments: documented.map(\.name).indices)
  func examples(_ position: Int) throws {
    let (name, builtin) = Self.documented[position]
    if Self.exceptions[name] != nil { return }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("upt-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let session = EngineSession()
    for example in builtin.examples {
      let code = example.code.replacing(/"([a-z]+\.[a-z]+)"/) {
        "\"\(folder.path)/\($0.output.1)\""
      }
      var shown = session.transcript(code)
      if shown.hasSuffix("\n") { shown.removeLast() }
      #expect(!shown.contains("error["), "\(name): \(code)\n\(shown)")
      if let expected = example.expected { #expect(shown == expected, "\(name): \(code)") }
    }
  }
}
