import UptRuntime
import UptTensor

/// What is said when shapes do not fit: which sizes disagree, and what would fit.
enum ShapeAdvice {
  /// What is said of an operator.
  static func of(_ op: BinaryOperator, _ a: [Int], _ b: [Int]) -> Misfit {
    op == .matmul
      ? product(a, b) { "\($0) @ \($1)" }
      : broadcasting([a, b], [.left, .right]) { "\($0[0]) \(op.rawValue) \($0[1])" }
  }

  // MARK: Products

  /// What is said of a matrix product.
  static func product(
    _ a: [Int], _ b: [Int], _ written: @escaping (OperandText, OperandText) -> OperandText
  ) -> Misfit {
    let trial = ShapeTrial(
      operands: [.left, .right], shapes: [a, b], result: { try? Shapes.product($0[0], $0[1]) },
      written: { written($0[0], $0[1]) })
    return Misfit(
      reason: productReason(a, b),
      fix: trial.fix([ShapeTrial.transposed]) ?? swapped(a, b, written) ?? scaled(a, b))
  }

  private static func swapped(
    _ a: [Int], _ b: [Int], _ written: (OperandText, OperandText) -> OperandText
  ) -> Misfit.Fix? {
    guard let result = try? Shapes.product(b, a) else { return nil }
    return Misfit.Fix(
      written("\(base: .right)", "\(base: .left)"), gives: ShapeTrial.text(result))
  }

  /// A product with a single number is no product of matrices.
  private static func scaled(_ a: [Int], _ b: [Int]) -> Misfit.Fix? {
    guard a.isEmpty || b.isEmpty else { return nil }
    let result = a.isEmpty ? b : a
    return Misfit.Fix("\(base: .left) * \(base: .right)", gives: ShapeTrial.text(result))
  }

  private static func productReason(_ a: [Int], _ b: [Int]) -> OperandText? {
    guard let inner = a.last, !b.isEmpty else { return nil }
    let facing = max(b.count - 2, 0)
    guard inner == b[facing] else {
      return "axis \(a.count - 1) of \(name: .left) is \(inner), "
        + "axis \(facing) of \(name: .right) is \(b[facing]): they must be equal"
    }
    return broadcastReason((.left, Array(a.dropLast(2))), (.right, Array(b.dropLast(2))))
  }

  // MARK: Broadcasting

  /// What is said of operands that have to have a shape in common.
  static func broadcasting(
    _ shapes: [[Int]], _ operands: [OperandText.Operand],
    _ written: @escaping ([OperandText]) -> OperandText
  ) -> Misfit {
    let trial = ShapeTrial(
      operands: operands, shapes: shapes,
      result: { try? $0.reduce([]) { try Shapes.broadcast($0, $1, for: "") } }, written: written)
    let pairs = shapes.indices.flatMap { b in (0..<b).map { a in (a, b) } }
    return Misfit(
      reason: pairs.lazy.compactMap { a, b in
        broadcastReason((operands[a], shapes[a]), (operands[b], shapes[b]))
      }.first,
      fix: trial.fix([ShapeTrial.widened, ShapeTrial.transposed]))
  }

  /// The first axes, aligned at the end, of which none is 1 and that differ.
  private static func broadcastReason(
    _ a: (name: OperandText.Operand, shape: [Int]), _ b: (name: OperandText.Operand, shape: [Int])
  ) -> OperandText? {
    let shared = min(a.shape.count, b.shape.count)
    for (i, j) in zip(a.shape.indices.suffix(shared), b.shape.indices.suffix(shared)) {
      let (first, second) = (a.shape[i], b.shape[j])
      guard first != second, first != 1, second != 1 else { continue }
      return "axis \(i) of \(name: a.name) is \(first), axis \(j) of \(name: b.name) is \(second): "
        + "they must be equal, or one of them 1"
    }
    return nil
  }
}
