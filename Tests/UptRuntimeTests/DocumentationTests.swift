import Testing
import UptRuntime
import UptSyntax

/// What `help` tells about the language's own functions, types and members is there, and true.
@Suite struct DocumentationTests {
  static var interpreter: Interpreter { Interpreter() }
  static let documented: [(name: String, builtin: Builtin)] =
    interpreter.builtins.map { ($0.name, $0) }
    + interpreter.types.flatMap { type in type.methods.map { ("\(type.name).\($0.name)", $0) } }

  @Test func everyMemberIsDocumentedOnce() {
    for type in Self.interpreter.types {
      #expect(type.help.hasSuffix("."), "\(type.name)")
      for member in type.members {
        #expect(member.help.hasSuffix("."), "\(type.name).\(member.name)")
      }
      #expect(Set(type.properties.map(\.name)).count == type.properties.count, "\(type.name)")
      #expect(Set(type.methods.map(\.name)).count == type.methods.count, "\(type.name)")
    }
  }

  @Test func everyMethodHasAnExample() {
    for (name, builtin) in Self.documented where name.contains(".") {
      #expect(!builtin.examples.isEmpty, "\(name)")
    }
  }

  /// The lines of a help text are one session.
  @Test(arguments: documented.indices)
  func examplesShowWhatTheySay(_ position: Int) throws {
    let (name, builtin) = Self.documented[position]
    try runOnBigStack {
      var shown = ""
      let interpreter = Interpreter(host: Host(output: { shown += $0 }))
      for example in builtin.examples {
        shown = ""
        try interpreter.run(
          Parser.parse(text: example.code, name: name),
          output: { shown += interpreter.display($1) + "\n" })
        guard let expected = example.expected else { continue }
        #expect(shown == expected + "\n", "\(name): \(example.code)")
      }
    }
  }

  /// A value of each type has every property of it.
  @Test func propertiesHaveValues() throws {
    let function = try #require(Self.interpreter.value(of: "print"))
    let range = try runOnBigStack {
      var value = Value.nothing
      try Interpreter().run(Parser.parse(text: "1...3", name: "range"), output: { value = $1 })
      return value
    }
    let values: [Value] = [.text("a"), .list([]), .record([]), function, range]
    for value in values {
      for property in value.valueType.properties {
        #expect(try property.value(of: value) != nil, "\(value.typeName).\(property.name)")
        #expect(throws: Never.self) { try value.member(property.name) }
      }
    }
  }
}
