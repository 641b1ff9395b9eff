extension Shapes {
  /// The shape of the matrix product of two tensors, as ``Tensor/matmul(_:)`` gives it.
  /// - Throws: `.shape` naming both shapes and the sizes that differ; `.memory`.
  public static func product(_ a: [Int], _ b: [Int]) throws -> [Int] {
    try ProductPlan(a, b).result
  }
}
