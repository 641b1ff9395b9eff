import Testing

@testable import UptTensor

/// What the engine says about wrong arguments: the table is its specification.
@Suite struct ErrorMessageTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let kind: EngineError.Kind
    let message: String
    let hint: String?
    let body: @Sendable () throws -> Void
    var testDescription: String { message }

    init(
      _ kind: EngineError.Kind, _ message: String, _ hint: String? = nil,
      _ body: @escaping @Sendable () throws -> Void
    ) {
      (self.kind, self.message, self.hint, self.body) = (kind, message, hint, body)
    }
  }

  static func zeros(_ shape: Int...) throws -> Tensor { try .zeros(shape) }

  static let cases: [Case] = [
    Case(.shape, "[2, 512] @ [768, 4]: the inner sizes 512 and 768 differ") {
      _ = try zeros(2, 512).matmul(zeros(768, 4))
    },
    Case(
      .shape, "[2, 512] @ [4, 512]: the inner sizes 512 and 4 differ",
      "the right operand's .T is [512, 4]"
    ) { _ = try zeros(2, 512).matmul(zeros(4, 512)) },
    Case(
      .shape, "[3, 2] @ [3, 4]: the inner sizes 2 and 3 differ",
      "the left operand's .T is [2, 3]"
    ) { _ = try zeros(3, 2).matmul(zeros(3, 4)) },
    Case(
      .shape, "[] @ [3, 4]: a scalar has no axis to multiply along", "* multiplies by a scalar"
    ) { _ = try zeros().matmul(zeros(3, 4)) },
    Case(.shape, "[2, 1, 3] @ [3, 3, 4]: the axes before the last two cannot be broadcast") {
      _ = try zeros(2, 1, 3).matmul(zeros(3, 3, 4))
    },
    Case(
      .shape, "[2, 3] + [4]: the sizes 3 and 4 differ",
      "shapes are aligned at their last axes; sizes must be equal, or one of them 1"
    ) { _ = try zeros(2, 3) + zeros(4) },
    Case(
      .shape, "[2, 3] * [2]: the sizes 3 and 2 differ",
      "a column for every row is reshape([2, 1])"
    ) { _ = try zeros(2, 3) * zeros(2) },
    Case(
      .shape, "[2, 3] - [3, 2]: the sizes 2 and 3 differ", "the right operand's .T is [2, 3]"
    ) { _ = try zeros(2, 3) - zeros(3, 2) },
    Case(.shape, "[2, 3] cannot be broadcast to [3]") { _ = try zeros(2, 3).broadcast(to: [3]) },
    Case(.shape, "[2, 3] has 6 elements, which [4, -1] cannot hold") {
      _ = try zeros(2, 3).reshaped([4, -1])
    },
    Case(
      .index, "axis 2 does not exist: the shape [2, 3] has 2 axes",
      "axes go from 0 to 1, or from -2 to -1"
    ) { _ = try zeros(2, 3).sum(axes: [2]) },
    Case(.index, "axis 0 does not exist: the shape [] has 0 axes") {
      _ = try zeros().softmax(axis: 0)
    },
    Case(.index, "axis 1 is named twice in [1, -1]") { _ = try zeros(2, 3).mean(axes: [1, -1]) },
    Case(
      .index, "index 3 is outside axis 1 of the shape [2, 3], which has 3 entries",
      "entries go from 0 to 2, or from -3 to -1"
    ) { _ = try zeros(2, 3).sliced([.all, .index(3)]) },
    Case(.index, "index 0 is outside axis 0 of the shape [0], which has 0 entries") {
      _ = try zeros(0).sliced([.index(0)])
    },
    Case(.index, "the bound 4 is outside axis 1 of the shape [2, 3], which has 3 entries") {
      _ = try zeros(2, 3).sliced([.all, .range(0, 4)])
    },
    Case(.index, "the range 2..<1 on axis 1 of the shape [2, 3] ends before it starts") {
      _ = try zeros(2, 3).sliced([.all, .range(2, -2)])
    },
    Case(.index, "2 indices for the shape [3], which has 1 axis") {
      _ = try zeros(3).sliced([.all, .all])
    },
    Case(.index, "the order [0, 0] does not name every axis of the shape [2, 3] once") {
      _ = try zeros(2, 3).permuted([0, 0])
    },
    Case(.shape, "a matrix is needed, but the shape is [3]") {
      _ = try zeros(3).matrixTransposed()
    },
    Case(.value, "the mean of no elements does not exist; the shape is [0, 3]") {
      _ = try zeros(0, 3).mean(axes: [0])
    },
    Case(.value, "the variance of 1 element with a correction of 1 does not exist") {
      _ = try zeros(1).variance(correction: 1)
    },
    Case(.value, "there is nothing to concatenate: the list is empty") {
      _ = try Tensor.concatenated([])
    },
    Case(
      .shape, "[2, 3] and [2, 4] cannot be concatenated along axis 0: the other sizes differ"
    ) { _ = try Tensor.concatenated([zeros(2, 3), zeros(2, 4)]) },
    Case(
      .shape, "[2] and [3] cannot be stacked: the shapes differ",
      "concatenate joins tensors along an axis that exists"
    ) { _ = try Tensor.stacked([zeros(2), zeros(3)]) },
    Case(.shape, "logits of shape [2, 3] need 2 labels, but there are 1") {
      _ = try zeros(2, 3).crossEntropy([0])
    },
    Case(.index, "the label 3 is none of the 3 classes of logits of shape [2, 3]") {
      _ = try zeros(2, 3).crossEntropy([0, 3])
    },
    Case(.value, "1.5 is not a whole number") { _ = try Tensor(scalar: 1.5).integers() },
    Case(.shape, "layer norm of [2, 3]: the bias must be [3], not [2]") {
      _ = try zeros(2, 3).layerNorm(weight: zeros(3), bias: zeros(2))
    },
    Case(
      .shape, "a linear layer of weight [3, 2] cannot take an input of shape [2, 3]",
      "the weight is [out, in], and the input's last size must be in"
    ) { _ = try Variable(zeros(2, 3)).linear(Variable(zeros(3, 2))) },
    Case(
      .shape, "a gradient needs a single number to differentiate, but the shape is [2]",
      "sum() or mean() makes one"
    ) {
      let x = Variable(try zeros(2), requiresGradient: true)
      _ = try Variable.gradient(of: x, withRespectTo: [x])
    },
    Case(.shape, "a size in [2, -3] is negative") { _ = try zeros(2, -3) },
    Case(.value, "arange from 0.0 to 1.0 in steps of 0.0 has no definite length") {
      _ = try Tensor.arange(0, 1, step: 0)
    },
  ]

  @Test(arguments: cases) func says(_ test: Case) {
    let error = engineError(test.body)
    #expect(error?.kind == test.kind)
    #expect(error?.message == test.message)
    #expect(error?.hint == test.hint)
  }

  /// Shapes far beyond any memory, and products of sizes that overflow, are ordinary errors.
  @Test func hugeShapesAreErrors() throws {
    let big = 1 << 40
    let column = try Tensor([1_000_000, 1], repeating: 0)
    let attempts: [() throws -> Void] = [
      { _ = try Tensor.zeros([1_000_000_000_000]) },
      { _ = try Tensor.zeros([big, big, big]) },
      { _ = try Tensor.normal([big, big], seed: 1) },
      { _ = try Tensor.xavier([Int.max, Int.max], seed: 1) },
      { _ = try Tensor.eye(10_000_000) },
      { _ = try Tensor.arange(0, 1e30) },
      { _ = try column + column.reshaped([1, -1]) },
      { _ = try column.matmul(column.transposed()) },
      { _ = try column.broadcast(to: [1_000_000, 10_000_000]) },
      { _ = try Tensor.zeros([0, big]) },
    ]
    for (index, attempt) in attempts.enumerated() {
      #expect(engineError(attempt)?.kind == .memory, "attempt \(index)")
    }
    let extreme = [Int.min, Int.min + 1, Int.max]
    for bound in extreme {
      #expect(engineError { _ = try column.sliced([.index(bound)]) }?.kind == .index)
      #expect(engineError { _ = try column.sliced([.range(bound, nil)]) }?.kind == .index)
      #expect(engineError { _ = try column.sliced([.closed(0, bound)]) }?.kind == .index)
      #expect(engineError { _ = try column.sum(axes: [bound]) }?.kind == .index)
      #expect(engineError { _ = try column.gathered([bound]) }?.kind == .index)
    }
  }
}
