import Foundation
import UptTensor

typealias Floats = UnsafeMutablePointer<Float>

/// All parameters of a tower one after the other, at an address that does not move.
///
/// Weights, their gradients and an optimiser's moments share one layout, so that a sum or an update
/// is one loop over a flat range.
public final class ParameterBuffer: @unchecked Sendable {
  public let count: Int
  let base: Floats

  /// `count` zeros. The system makes the pages of large buffers when they are first touched: a
  /// checkpoint's by the threads that read it.
  init(count: Int) {
    self.count = count
    if let memory = calloc(max(count, 1), MemoryLayout<Float>.stride) {
      base = memory.bindMemory(to: Float.self, capacity: max(count, 1))
    } else {
      base = Floats.allocate(capacity: max(count, 1))
      base.initialize(repeating: 0, count: max(count, 1))
    }
  }

  /// Room for parameters one after the other.
  convenience init(_ parameters: [CLIPParameter]) {
    self.init(count: parameters.reduce(0) { $0 + $1.count })
  }

  deinit { free(base) }

  /// Where each of the parameters that lie here one after the other begins.
  func places(of parameters: [CLIPParameter]) -> [Floats] {
    var cursor = ParameterCursor(self)
    return parameters.map { cursor.take($0.count) }
  }

  public func clear() { base.update(repeating: 0, count: count) }

  /// self += other.
  public func add(_ other: ParameterBuffer) {
    Rows.add(other.base, to: base, count: min(count, other.count))
  }

  public func withUnsafeMutableValues<T>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws -> T
  ) rethrows -> T {
    try body(UnsafeMutableBufferPointer(start: base, count: count))
  }
}

/// Hands out the places of consecutive parameters.
struct ParameterCursor {
  private(set) var next: Floats

  init(_ buffer: ParameterBuffer) { next = buffer.base }

  mutating func take(_ count: Int) -> Floats {
    defer { next += count }
    return next
  }
}

/// Where a block's parameters lie in a ``ParameterBuffer``. Matrices are [out, in].
struct BlockPointers {
  let ln1Weight, ln1Bias: Floats
  /// Queries, keys and values below each other: [3 width, width].
  let inWeight, inBias: Floats
  let outWeight, outBias: Floats
  let ln2Weight, ln2Bias: Floats
  let fcWeight, fcBias: Floats
  let projWeight, projBias: Floats

  init(_ cursor: inout ParameterCursor, _ shape: TransformerShape) {
    let d = shape.width
    let f = shape.mlpWidth
    ln1Weight = cursor.take(d)
    ln1Bias = cursor.take(d)
    inWeight = cursor.take(3 * d * d)
    inBias = cursor.take(3 * d)
    outWeight = cursor.take(d * d)
    outBias = cursor.take(d)
    ln2Weight = cursor.take(d)
    ln2Bias = cursor.take(d)
    fcWeight = cursor.take(f * d)
    fcBias = cursor.take(f)
    projWeight = cursor.take(d * f)
    projBias = cursor.take(d)
  }
}

/// The sizes every block of a tower shares.
struct TransformerShape: Sendable {
  let width: Int
  let heads: Int
  let mlpWidth: Int
  let eps: Float
  let activation: Activation

  var headWidth: Int { width / heads }
  /// What the products of queries and keys are multiplied with.
  var scoreScale: Float { 1 / Float(headWidth).squareRoot() }
}

extension Floats {
  /// Overwrites what lies here with the tensor's elements; the layouts agree by construction.
  func copy(_ tensor: Tensor) {
    tensor.data.withUnsafeBufferPointer { source in
      if let base = source.baseAddress { update(from: base, count: source.count) }
    }
  }
}
