import Foundation
import UptNotebook
import UptTensor

/// A line that stands for all elements of a tensor, of which its text shows a few: it changes with
/// any of them.
enum TensorDigest {
  /// The shape, the mean, the standard deviation, the bounds, and the sum of all elements times
  /// random numbers that are always the same, divided by the root of their number.
  static func line(_ tensor: Tensor) -> String {
    var random = Random(0, "digest of a tensor")
    let count = Double(tensor.count)
    var (sum, squares, projection) = (0.0, 0.0, 0.0)
    for element in tensor.doubles {
      sum += element
      squares += element * element
      projection += element * random.normal()
    }
    let mean = sum / count
    let low = tensor.doubles.min() ?? 0
    let high = tensor.doubles.max() ?? 0
    let format = format(for: max(abs(low), abs(high)))
    let deviation = max(squares / count - mean * mean, 0).squareRoot()
    return "all of \(tensor.shape): mean \(format.digits(mean)), "
      + "deviation \(format.digits(deviation)), from \(format.digits(low)) to "
      + "\(format.digits(high)), projection \(format.digits(projection / count.squareRoot()))"
  }

  /// Four digits of the largest number, and no more of those that are nearly nothing beside it.
  private static func format(for size: Double) -> NumberFormat {
    guard size.isFinite, size > 1e-8, size < 1e9 else { return .significant(4) }
    return .fixed(max(3, 3 - Int(log10(size).rounded(.down))))
  }
}
