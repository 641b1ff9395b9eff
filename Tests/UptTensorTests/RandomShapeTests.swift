import Testing

@testable import UptTensor

/// Gradients of all operations on random shapes, among them many sizes of 1 and operands that are
/// broadcast against each other.
@Suite struct RandomShapeTests {
  /// Draws shapes and axes.
  private struct Draw {
    var random: Random

    mutating func shape(rank: ClosedRange<Int>) -> [Int] {
      let rank = rank.lowerBound + random.below(rank.count)
      return (0..<rank).map { _ in [1, 1, 2, 3][random.below(4)] }
    }

    /// A shape that is broadcast to `shape`: axes in front may be missing, others be 1.
    mutating func broadcast(to shape: [Int]) -> [Int] {
      shape.dropFirst(random.below(shape.count + 1)).map { random.below(2) == 0 ? 1 : $0 }
    }

    mutating func some<Element>(_ elements: [Element]) -> Element {
      elements[random.below(elements.count)]
    }

    mutating func cases() -> [GradientCase] {
      let shape = shape(rank: 1...4)
      let axis = random.below(shape.count)
      let axes = Array(random.permutation(shape.count).prefix(1 + random.below(shape.count)))
      let order = random.permutation(shape.count)
      let other = broadcast(to: shape)
      let operands = random.below(2) == 0 ? [shape, other] : [other, shape]
      let keep = random.below(2) == 0
      let entries = (0..<random.below(4)).map { _ in random.below(shape[axis]) }
      let (m, k, n) = (some([1, 2, 3]), some([1, 2, 3]), some([1, 2, 3]))
      let batch = self.shape(rank: 0...2)
      let slices = shape.map { size -> AxisSlice in
        let low = random.below(size)
        return some([.all, .index(low), .range(low, size)])
      }
      let labels = (0..<shape.dropLast().reduce(1, *)).map { _ in random.below(shape.last ?? 1) }
      let unary = Unary.all.map { function in
        GradientCase(
          function.name, [shape], positive: ["log", "sqrt"].contains(function.name)
        ) { $0[0].apply(function) }
      }
      let binary = Binary.all.filter(\.isDifferentiable).map { function in
        GradientCase(function.symbol, operands, positive: function.symbol == "**") {
          try $0[0].combined(function, $0[1])
        }
      }
      return unary + binary + [
        GradientCase("@", [batch + [m, k], broadcast(to: batch) + [k, n]]) {
          try $0[0].matmul($0[1])
        },
        GradientCase("permute", [shape]) { try $0[0].permuted(order) },
        GradientCase("slice", [shape]) { try $0[0].sliced(slices) },
        GradientCase("gather", [shape]) { try $0[0].gathered(entries, axis: axis) },
        GradientCase("concatenate", [shape, shape]) { try .concatenated($0, axis: axis) },
        GradientCase("stack", [shape, shape]) { try .stacked($0, axis: axis) },
        GradientCase("sum", [shape]) { try $0[0].sum(axes: axes, keepDims: keep) },
        GradientCase("mean", [shape]) { try $0[0].mean(axes: axes, keepDims: keep) },
        GradientCase("max", [shape]) { try $0[0].max(axes: axes, keepDims: keep) },
        GradientCase("min", [shape]) { try $0[0].min(axes: axes, keepDims: keep) },
        GradientCase("norm", [shape]) { try $0[0].norm(axes: axes, keepDims: keep) },
        GradientCase("variance", [shape]) { try $0[0].variance(axes: axes, keepDims: keep) },
        GradientCase("softmax", [shape]) { try $0[0].softmax(axis: axis) },
        GradientCase("log_softmax", [shape]) { try $0[0].logSoftmax(axis: axis) },
        GradientCase("normalize", [shape]) { try $0[0].normalized(axis: axis) },
        GradientCase("layer_norm", [shape, shape.suffix(1), shape.suffix(1)]) {
          try $0[0].layerNorm(weight: $0[1], bias: $0[2], epsilon: 1e-2)
        },
        GradientCase("cross_entropy", [shape]) { try $0[0].crossEntropy(labels) },
        GradientCase("where", [shape, shape]) { operands in
          let count = operands[0].value.count
          return .choosing((0..<count).map { $0 % 2 == 0 }, operands[0], operands[1])
        },
        GradientCase("assignment", [shape, [1]]) {
          try $0[0].replacing([$0[0].value.count - 1], with: $0[1])
        },
      ]
    }
  }

  @Test(arguments: 0..<40)
  func agreeWithFiniteDifferences(_ seed: Int) throws {
    var draw = Draw(random: Random(seed, "random shapes"))
    for test in draw.cases() {
      let report = try test.worst()
      #expect(report.precision == .double, "\(test)")
      #expect(report.largestError < 1e-7, "\(test): \(report)")
    }
  }
}
