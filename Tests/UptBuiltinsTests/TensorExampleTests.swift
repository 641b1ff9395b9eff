import Testing
import UptBuiltins
import UptRuntime

/// Runs the examples in the documentation of every built-in. What stands in a comment behind a
/// line, or in comment lines below it, is what the line shows or prints.
@Suite struct TensorExampleTests {
  static let documented = TensorSession().builtins + TensorLibrary.methods

  @Test func everyTensorFunctionHasAnExample() {
    let own = TensorLibrary.builtins(BuiltinContext()) + TensorLibrary.methods
    #expect(own.count > 60)
    for builtin in own {
      #expect(!builtin.examples.isEmpty, "\(builtin.name) has no example")
    }
  }

  @Test(arguments: documented.map(\.name).indices)
  func examples(_ position: Int) {
    let builtin = Self.documented[position]
    let session = TensorSession()
    for example in builtin.examples {
      let shown = session.show(example.code)
      #expect(!shown.contains("error["), "\(builtin.name): \(example.code)\n\(shown)")
      if let expected = example.expected {
        #expect(shown == expected, "\(builtin.name): \(example.code)")
      }
    }
  }
}
