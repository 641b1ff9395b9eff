import Testing

@testable import UptTensor

/// One operation at one set of shapes, differentiated with respect to each operand in turn.
struct GradientCase: CustomTestStringConvertible, Sendable {
  let name: String
  let operands: [Tensor]
  let body: @Sendable ([Variable]) throws -> Variable

  var testDescription: String { "\(name) \(operands.map(\.shape))" }

  init(
    _ name: String, _ shapes: [[Int]], positive: Bool = false,
    _ body: @escaping @Sendable ([Variable]) throws -> Variable
  ) {
    self.name = name
    self.body = body
    operands = shapes.enumerated().map {
      sample($0.element, seed: $0.offset + 1, positive: positive)
    }
  }

  /// The results in single and in double precision.
  func both() throws -> (single: Tensor, double: Tensor) {
    (
      try body(operands.map { Variable($0) }).value,
      try body(operands.map { Variable($0.inDoublePrecision) }).value
    )
  }

  /// The report for the operand with the largest error.
  func worst() throws -> GradCheck.Report {
    var worst = GradCheck.Report(
      largestError: 0, element: nil, analytic: 0, numeric: 0, precision: .double,
      isWeighted: false)
    for position in operands.indices {
      let function = { (x: Variable) in
        var inputs = operands.map { Variable($0) }
        inputs[position] = x
        return try body(inputs)
      }
      let every = try GradCheck.check(function, at: operands[position])
      let along = try GradCheck.checkDirection(function, at: operands[position])
      for report in [every, along]
      where report.largestError > worst.largestError || report.precision == .single {
        worst = report
      }
    }
    return worst
  }
}

@Suite struct GradientTests {
  static let unary: [GradientCase] = Unary.all.flatMap { function in
    [[], [0], [1], [3], [2, 3], [2, 0, 3], [2, 1, 3]].map { shape in
      GradientCase(
        function.name, [shape], positive: ["log", "sqrt"].contains(function.name)
      ) { $0[0].apply(function) }
    }
  }

  static let binary: [GradientCase] = Binary.all.filter(\.isDifferentiable).flatMap { function in
    [
      [[], []], [[3], [3]], [[3], []], [[], [2, 3]], [[2, 3], [3]], [[2, 3], [2, 1]],
      [[2, 1], [1, 3]], [[2, 1, 3], [4, 1]], [[0, 3], [3]], [[1], [2, 0]], [[2, 2, 2], [2, 1, 2]],
    ].map { shapes in
      GradientCase(function.symbol, shapes, positive: function.symbol == "**") {
        try $0[0].combined(function, $0[1])
      }
    }
  }

  static let products: [GradientCase] = [
    [[3], [3]], [[2, 3], [3]], [[3], [3, 2]], [[2, 3], [3, 4]], [[1, 1], [1, 1]],
    [[2, 0], [0, 3]], [[0, 2], [2, 3]], [[4, 2, 3], [3, 2]], [[2, 3], [4, 3, 2]],
    [[4, 2, 3], [4, 3, 2]], [[2, 1, 2, 3], [3, 3, 2]], [[2, 2, 3], [3]], [[3], [2, 3, 2]],
    [[1, 2, 3], [4, 3, 1]],
  ].map { shapes in GradientCase("@", shapes) { try $0[0].matmul($0[1]) } }

  static let layout: [GradientCase] = [
    GradientCase("reshape", [[2, 3]]) { try $0[0].reshaped([3, -1]) },
    GradientCase("reshape to a scalar", [[1, 1]]) { try $0[0].reshaped([]) },
    GradientCase("permute", [[2, 3, 4]]) { try $0[0].permuted([2, 0, 1]) },
    GradientCase("transpose", [[2, 3]]) { try $0[0].transposed() },
    GradientCase("matrix transpose", [[2, 3, 4]]) { try $0[0].matrixTransposed() },
    GradientCase("broadcast", [[3, 1]]) { try $0[0].broadcast(to: [2, 3, 4]) },
    GradientCase("broadcast", [[]]) { try $0[0].broadcast(to: [2, 2]) },
    GradientCase("slice", [[3, 4]]) { try $0[0].sliced([.index(-1)]) },
    GradientCase("slice", [[3, 4, 2]]) { try $0[0].sliced([.range(1, nil), .range(-3, -1)]) },
    GradientCase("slice", [[3, 4]]) { try $0[0].sliced([.all, .range(2, 2)]) },
    GradientCase("gather", [[3, 2]]) { try $0[0].gathered([2, 0, 2, -1]) },
    GradientCase("gather", [[2, 3, 2]]) { try $0[0].gathered([1, 1], axis: 1) },
    GradientCase("concatenate", [[2, 3], [1, 3], [0, 3]]) { try .concatenated($0) },
    GradientCase("concatenate", [[2, 1, 2], [2, 3, 2]]) { try .concatenated($0, axis: -2) },
    GradientCase("stack", [[2, 3], [2, 3]]) { try .stacked($0, axis: 1) },
    GradientCase("stack", [[], []]) { try .stacked($0) },
  ]

  static let reductions: [GradientCase] = [
    ([3], nil), ([2, 3], nil), ([2, 3], [0]), ([2, 3], [-1]), ([2, 3, 4], [0, 2]), ([1, 1], nil),
    ([4, 1], [1]), ([0, 3], [1]),
  ].flatMap { (shape: [Int], axes: [Int]?) -> [GradientCase] in
    var cases: [GradientCase] = []
    for keep in [false, true] {
      cases += [
        GradientCase("sum", [shape]) { try $0[0].sum(axes: axes, keepDims: keep) },
        GradientCase("mean", [shape]) { try $0[0].mean(axes: axes, keepDims: keep) },
        GradientCase("max", [shape]) { try $0[0].max(axes: axes, keepDims: keep) },
        GradientCase("min", [shape]) { try $0[0].min(axes: axes, keepDims: keep) },
        GradientCase("variance", [shape]) { try $0[0].variance(axes: axes, keepDims: keep) },
        GradientCase("norm", [shape]) { try $0[0].norm(axes: axes, keepDims: keep) },
      ]
      guard shape != [1, 1], shape != [4, 1] else { continue }
      cases += [
        GradientCase("std", [shape]) { try $0[0].standardDeviation(axes: axes, keepDims: keep) },
        GradientCase("variance, correction 1", [shape]) {
          try $0[0].variance(axes: axes, correction: 1, keepDims: keep)
        },
      ]
    }
    return cases
  }

  static let networks: [GradientCase] = [[3], [2, 3], [1, 1], [2, 3, 4], [0, 3]].flatMap {
    (shape: [Int]) -> [GradientCase] in
    let width = shape[shape.count - 1]
    return [
      GradientCase("softmax", [shape]) { try $0[0].softmax() },
      GradientCase("softmax, axis 0", [shape]) { try $0[0].softmax(axis: 0) },
      GradientCase("log_softmax", [shape]) { try $0[0].logSoftmax() },
      GradientCase("log_softmax, axis 0", [shape]) { try $0[0].logSoftmax(axis: 0) },
      GradientCase("normalize", [shape]) { try $0[0].normalized() },
      GradientCase("normalize, axis 0", [shape]) { try $0[0].normalized(axis: 0) },
      GradientCase("layer_norm", [shape, [width], [width]]) {
        try $0[0].layerNorm(weight: $0[1], bias: $0[2], epsilon: 1e-2)
      },
      GradientCase("linear", [shape, [2, width], [2]]) { try $0[0].linear($0[1], $0[2]) },
    ]
  } + [
    GradientCase("cross_entropy", [[3, 4]]) { try $0[0].crossEntropy([0, 3, 3]) },
    GradientCase("cross_entropy", [[4]]) { try $0[0].crossEntropy([2]) },
    GradientCase("cross_entropy", [[2, 1]]) { try $0[0].crossEntropy([0, 0]) },
    GradientCase("attention", [[3, 4], [5, 4], [5, 2]]) { try .attention($0[0], $0[1], $0[2]) },
    GradientCase("attention", [[2, 3, 4], [2, 3, 4], [2, 3, 4]]) {
      try .attention($0[0], $0[1], $0[2], scale: 0.7)
    },
    GradientCase("a network", [[3, 4], [5, 4], [5], [2, 5]]) {
      try $0[0].linear($0[1], $0[2]).apply(.gelu).linear($0[3]).crossEntropy([0, 1, 0])
    },
    GradientCase("a variable used twice", [[2, 2]]) { try $0[0].matmul($0[0]) + $0[0] * $0[0] },
  ]

  @Test(arguments: unary + binary + products + layout + reductions + networks)
  func agreesWithFiniteDifferences(_ test: GradientCase) throws {
    let report = try test.worst()
    #expect(report.precision == .double)
    #expect(report.largestError < 1e-7, "\(report)")
  }

  /// What is checked in double precision is the same function.
  @Test(arguments: unary + binary + products + layout + reductions + networks)
  func doublePrecisionChangesOnlyTheLastDigits(_ test: GradientCase) throws {
    let (single, double) = try test.both()
    #expect(single.exact == nil)
    #expect(single.shape == double.shape)
    #expect(relativeDifference(single.data, try #require(double.exact)) < 1e-5)
  }

  @Test func comparisonsAndArgmaxAreConstants() throws {
    let x = Variable(sample([3]), requiresGradient: true)
    for function in Binary.all where !function.isDifferentiable {
      #expect(try !x.combined(function, 0).requiresGradient)
    }
    #expect(try !x.argmax().requiresGradient)
    #expect(!x.detached().requiresGradient)
  }

  /// A wrong sign, a forgotten factor, a transposed result, one wrong element, a dropped input:
  /// each must be found, or the checks above prove nothing.
  @Test func mistakesAreFound() throws {
    let mutations: [(String, @Sendable (Tensor, Tensor) throws -> Tensor)] = [
      ("sign", { x, dy in try -(2 * x * dy) }),
      ("factor", { x, dy in try x * dy }),
      ("one percent", { x, dy in try 2.02 * x * dy }),
      ("transposed", { x, dy in try (2 * x * dy).transposed() }),
      ("nothing", { x, _ in .zeros(like: x) }),
      ("not a number", { x, dy in try x * dy * Tensor(scalar: .nan) }),
      ("one element", { x, dy in
        var dx = try 2 * x * dy
        dx.data[4] *= 1.1
        return dx
      }),
    ]
    func square(_ pullback: @escaping (Tensor, Tensor) throws -> Tensor) -> (Variable) throws
      -> Variable
    {
      return { input in
        let x = input.value
        return .custom("square", inputs: [input], value: try x * x) { [try pullback(x, $0)] }
      }
    }
    let point = sample([3, 3])
    let right = try GradCheck.check(square { x, dy in try 2 * x * dy }, at: point)
    #expect(right.largestError < 1e-9)
    for (name, pullback) in mutations {
      let report = try GradCheck.check(square(pullback), at: point)
      #expect(report.largestError > 5e-3, "\(name): \(report)")
      if name == "one element" { #expect(report.element == 4) }
      let along = try GradCheck.checkDirection(square(pullback), at: point)
      #expect(along.largestError > 5e-3, "\(name): \(along)")
    }
  }
}
