import Testing
import UptBuiltins
import UptRuntime

/// Runs the examples in the documentation of every built-in. What stands in a comment behind a
/// line, or in comment lines below it, is what the line shows or prints.
@Suite struct TensorExampleTests {
  static let documented: [Builtin] = TensorSession().builtins + TensorLibrary.methods

  @Test func everyTensorFunctionHasAnExample() {
    let own = TensorLibrary.builtins(BuiltinContext()) + TensorLibrary.methods
    #expect(own.count > 60)
    for builtin in own {
      #expect(!DocumentedExample.all(in: builtin.help).isEmpty, "\(builtin.name) has no example")
    }
  }

  @Test(arguments: documented.map(\.name).indices)
  func examples(_ position: Int) {
    let builtin = Self.documented[position]
    let session = TensorSession()
    for example in DocumentedExample.all(in: builtin.help) {
      let shown = session.show(example.code)
      #expect(!shown.contains("error["), "\(builtin.name): \(example.code)\n\(shown)")
      if let expected = example.expected {
        #expect(shown == expected, "\(builtin.name): \(example.code)")
      }
    }
  }
}

/// A line of an example, and what it is to show.
struct DocumentedExample {
  var code: String
  var expected: String?

  /// The examples in a help text: its indented lines.
  static func all(in help: String) -> [DocumentedExample] {
    var examples: [DocumentedExample] = []
    for line in help.split(separator: "\n") where line.hasPrefix("    ") {
      let text = line.dropFirst(4)
      if text.hasPrefix("# "), let last = examples.indices.last {
        let more = String(text.dropFirst(2))
        examples[last].expected = examples[last].expected.map { $0 + "\n" + more } ?? more
        continue
      }
      let parts = text.split(separator: "  # ", maxSplits: 1)
      let code = String(parts.first ?? "")
      examples.append(
        DocumentedExample(
          code: code, expected: parts.count > 1 ? parts[1].trimmingPrefix(" ").description : nil))
    }
    return examples
  }
}
