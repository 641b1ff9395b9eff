import Foundation
import UptTensor

/// Rows divided by their lengths, and the way back.
public struct Normalised {
  /// [rows, width]
  public let values: [Float]
  private let norms: [Float]
  private let width: Int
  public var rows: Int { norms.count }

  /// A row of zeros becomes NaN, as in the authors' code.
  public init(_ x: Tensor) {
    let w = x.shape.last ?? 1
    let rows = w > 0 ? x.count / w : 0
    var values = x.data
    var norms = [Float](repeating: 0, count: rows)
    for row in 0..<rows {
      var sum: Double = 0
      for i in 0..<w { sum += Double(values[row * w + i]) * Double(values[row * w + i]) }
      let norm = Float(sum.squareRoot())
      norms[row] = norm
      for i in 0..<w { values[row * w + i] /= norm }
    }
    self.values = values
    self.norms = norms
    width = w
  }

  /// The gradient of the rows from that of the normalised ones:
  /// dx = (dy − y (y · dy)) / |x|.
  public func gradient(_ dy: [Float]) -> [Float] {
    var dx = dy
    for row in 0..<norms.count {
      var inner: Double = 0
      for i in 0..<width { inner += Double(values[row * width + i]) * Double(dy[row * width + i]) }
      let share = Float(inner)
      for i in 0..<width {
        dx[row * width + i] = (dy[row * width + i] - values[row * width + i] * share) / norms[row]
      }
    }
    return dx
  }
}
