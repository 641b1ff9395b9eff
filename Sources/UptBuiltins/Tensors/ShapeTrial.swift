import UptRuntime
import UptTensor

/// Looks for a form of an operation whose shapes fit, by trying: one operand after the other is
/// changed, and what the operation gives then is computed.
struct ShapeTrial {
  /// A way to change an operand: what is written behind it, and the shape it has then.
  typealias Change = (_ shape: [Int], _ others: [[Int]]) -> (suffix: String, shape: [Int])?

  /// The operands and their shapes.
  let operands: [OperandText.Operand]
  let shapes: [[Int]]
  /// The shape that the operation gives; nil where the operands do not fit.
  let result: ([[Int]]) -> [Int]?
  /// The operation between operands that are written so.
  let written: ([OperandText]) -> OperandText

  /// The first change of one operand that makes the operation fit. The last operand is tried
  /// first: it is mostly the weights, and the others are the data.
  func fix(_ changes: [Change]) -> Misfit.Fix? {
    for change in changes {
      for position in shapes.indices.reversed() {
        var others = shapes
        others.remove(at: position)
        guard let (suffix, shape) = change(shapes[position], others) else { continue }
        var tried = shapes
        tried[position] = shape
        guard let result = result(tried) else { continue }
        let texts = operands.enumerated().map { index, operand -> OperandText in
          index == position ? "\(base: operand)\(suffix)" : "\(code: operand)"
        }
        return Misfit.Fix(written(texts), gives: ShapeTrial.text(result))
      }
    }
    return nil
  }

  /// A shape in a sentence.
  static func text(_ shape: [Int]) -> String { shape.isEmpty ? "a single number" : "\(shape)" }

  // MARK: Changes

  /// The last two axes exchanged.
  static func transposed(_ shape: [Int], _ others: [[Int]]) -> (suffix: String, shape: [Int])? {
    guard shape.count > 1 else { return nil }
    var axes = Array(shape.indices)
    axes.swapAt(shape.count - 2, shape.count - 1)
    let list = axes.map(String.init).joined(separator: ", ")
    return (shape.count == 2 ? ".T" : ".transpose(\(list))", axes.map { shape[$0] })
  }

  /// Axes of size 1 put in, so that the others stand below the equal ones of a larger tensor.
  static func widened(_ shape: [Int], _ others: [[Int]]) -> (suffix: String, shape: [Int])? {
    for other in others where other.count >= shape.count && !shape.isEmpty {
      var wide: [Int] = []
      var rest = shape[...]
      for size in other {
        if size == rest.first { wide.append(rest.removeFirst()) } else { wide.append(1) }
      }
      guard rest.isEmpty else { continue }
      let sizes = Array(wide.drop { $0 == 1 })
      return (".reshape(\(sizes.map(String.init).joined(separator: ", ")))", sizes)
    }
    return nil
  }

  /// All elements as a vector, where only one axis is longer than 1.
  static func flattened(_ shape: [Int], _ others: [[Int]]) -> (suffix: String, shape: [Int])? {
    guard shape.count > 1, shape.filter({ $0 != 1 }).count < 2 else { return nil }
    return (".flatten()", [shape.reduce(1, &*)])
  }
}
