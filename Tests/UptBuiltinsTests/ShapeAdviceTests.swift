import Testing
import UptRuntime
import UptTensor

/// Errors about shapes promise only what holds: every form that a hint suggests is run, and gives
/// the shape that the hint promises.
@Suite struct ShapeAdviceTests {
  /// The suggested form and the promised shape of the error in what a script shows.
  private func suggestion(in text: String) -> (code: String, shape: String)? {
    guard let hint = text.components(separatedBy: "= hint: ").dropFirst().first else { return nil }
    let parts = hint.split(separator: "\n")[0].components(separatedBy: " would give ")
    guard parts.count == 2 else { return nil }
    return (parts[0], parts[1] == "a single number" ? "[]" : parts[1])
  }

  /// Runs an expression, and what is suggested if it fails; gives whether there was something.
  private func check(_ session: TensorSession, _ expression: String) -> Bool {
    guard let found = suggestion(in: session.run(expression)) else { return false }
    let shape = session.show("(\(found.code)).shape")
    #expect(shape == found.shape, "\(expression): \(found.code)")
    return shape == found.shape
  }

  private static let shapes = [
    [], [2], [3], [4], [1, 3], [2, 3], [3, 2], [3, 3], [4, 3], [2, 1, 3], [2, 3, 4], [4, 2, 3],
  ]

  @Test func operators() {
    let session = TensorSession()
    var count = 0
    for a in Self.shapes {
      for b in Self.shapes {
        _ = session.run("let a = ones(\(a))\nlet b = ones(\(b))")
        for form in ["a @ b", "a + b", "a < b", "-a * b", "a ** (b + 1)", "relu(a) @ b"]
        where check(session, form) { count += 1 }
      }
    }
    #expect(count > 100)
  }

  @Test(arguments: [
    "matmul(a, b)", "maximum(a, b)", "where(a, b, 0)", "allclose(a, b)", "dot(a, b)",
    "outer(a, b)", "solve(a, b)", "layer_norm(a, b)", "layer_norm(a, bias: b)",
    "cross_entropy(a, [0, 1])", "concatenate([a, b])", "concatenate([a, b], axis: -1)",
    "stack([a, b])", "a.reshape(b.shape)", "a.reshape(4, 5)", "a.reshape(0, 3)",
    "cosine_similarity(a, b)",
  ])
  func functions(_ form: String) {
    let session = TensorSession()
    for a in Self.shapes {
      for b in Self.shapes {
        _ = session.run("let a = normal(\(a), seed: 1)\nlet b = normal(\(b), seed: 2)")
        _ = check(session, form)
      }
    }
  }

  @Test func assignmentsSuggestAnExpression() {
    let session = TensorSession()
    _ = session.run("var x = ones([4, 3])\nlet a = ones([4])")
    #expect(check(session, "x -= a"))
    #expect(check(session, "x /= a + a"))
  }

  @Test func nothingIsSuggestedWhereNothingFits() {
    let session = TensorSession()
    for form in [
      "ones([2, 3]) + ones([5])", "ones([2, 3]) @ ones([5, 7])", "stack([ones([2]), 1])",
    ] {
      #expect(!session.run(form).contains("hint"), "\(form)")
    }
  }
}
