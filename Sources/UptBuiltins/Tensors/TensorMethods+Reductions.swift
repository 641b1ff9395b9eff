import UptRuntime
import UptTensor

extension TensorMethods {
  private static let axis = Parameter.omissible(
    "axis", help: "an axis or a list of them; all by default")
  private static let keep = Parameter.optional(
    "keep", .bool(false), isLabelOnly: true, help: "whether reduced axes stay, with size 1")

  private static func reduction(
    _ name: String, _ sentence: String, _ examples: String,
    _ body: @escaping (Variable, [Int]?, Bool) throws -> Variable
  ) -> Builtin {
    Builtin(
      name, [axis, keep], help: "\(sentence), along an axis or of all elements.\n\n\(examples)"
    ) {
      .tensor(try body($0.tensor(), $0.axes("axis"), $0.bool("keep")))
    }
  }

  static let reductions: [Builtin] = [
    reduction(
      "sum", "The sum",
      """
          let x = tensor([[1, 2], [3, 4]])
          x.sum()                           # 10.0
          x.sum(axis: 0).to_list()          # [4.0, 6.0]
          x.sum(axis: 1, keep: true).shape  # [2, 1]
      """
    ) { try $0.sum(axes: $1, keepDims: $2) },
    reduction("mean", "The mean", "    tensor([1, 2, 6]).mean()      # 3.0") {
      try $0.mean(axes: $1, keepDims: $2)
    },
    reduction("max", "The largest element", "    tensor([1, 6, 2]).max()      # 6.0") {
      try $0.max(axes: $1, keepDims: $2)
    },
    reduction("min", "The smallest element", "    tensor([1, 6, 2]).min()      # 1.0") {
      try $0.min(axes: $1, keepDims: $2)
    },
    reduction(
      "norm", "The Euclidean length: the root of the sum of squares",
      "    tensor([3, 4]).norm()      # 5.0"
    ) { try $0.norm(axes: $1, keepDims: $2) },
    spread(
      "std", "The standard deviation", "    tensor([1, 3]).std()      # 1.0"
    ) { try $0.standardDeviation(axes: $1, correction: $2, keepDims: $3) },
    spread(
      "variance", "The variance",
      """
          tensor([1, 3]).variance()                   # 1.0
          tensor([1, 3]).variance(correction: 1)      # 2.0
      """
    ) { try $0.variance(axes: $1, correction: $2, keepDims: $3) },
  ]

  private static func spread(
    _ name: String, _ sentence: String, _ examples: String,
    _ body: @escaping (Variable, [Int]?, Int, Bool) throws -> Variable
  ) -> Builtin {
    let correction = Parameter.optional(
      "correction", .int(0), isLabelOnly: true,
      help: "what is subtracted from the number of elements; 1 estimates that of a population")
    return Builtin(
      name, [axis, correction, keep],
      help: "\(sentence), along an axis or of all elements.\n\n\(examples)"
    ) { call in
      .tensor(
        try body(
          call.tensor(), call.axes("axis"), call.int("correction"), call.bool("keep")))
    }
  }

  static let positions: [Builtin] = [
    position("argmax", "largest", "    tensor([1, 6, 2]).argmax()      # 1") { $0 },
    position("argmin", "smallest", "    tensor([1, 6, 2]).argmin()      # 0") { $0.apply(.negate) },
  ]

  private static func position(
    _ name: String, _ which: String, _ example: String, _ prepared: @escaping (Tensor) -> Tensor
  ) -> Builtin {
    Builtin(
      name, [.omissible("axis", help: "an axis; all elements in row-major order by default")],
      help: "Where the \(which) element is; an int, or a tensor along an axis.\n\n\(example)"
    ) { call in
      let tensor = prepared(try call.tensor().value)
      let axis = call.has("axis") ? try call.int("axis") : nil
      let result = try tensor.argmax(axis: axis)
      guard result.rank == 0 else { return .tensor(result) }
      return .int(try tensor.largestIndices(axis: axis).first ?? 0)
    }
  }
}
