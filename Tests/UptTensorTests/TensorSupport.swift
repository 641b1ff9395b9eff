import Testing

@testable import UptTensor

/// Calls `body` with every combination of one entry from each list.
func withEvery<A, B>(_ a: [A], _ b: [B], _ body: (A, B) throws -> Void) rethrows {
  for a in a { for b in b { try body(a, b) } }
}

func withEvery<A, B, C>(
  _ a: [A], _ b: [B], _ c: [C], _ body: (A, B, C) throws -> Void
) rethrows {
  for a in a { try withEvery(b, c) { try body(a, $0, $1) } }
}

/// Every shape of `rank` axes with sizes from `sizes`.
func shapes(rank: Int, sizes: [Int]) -> [[Int]] {
  (0..<rank).reduce([[]]) { shapes, _ in shapes.flatMap { shape in sizes.map { shape + [$0] } } }
}

/// Every index of a shape in row-major order.
func indices(_ shape: [Int]) -> [[Int]] {
  shape.reduce([[]]) { all, size in all.flatMap { index in (0..<size).map { index + [$0] } } }
}

/// A tensor addressed by its full index: slow, and plain enough to be right.
struct Reference {
  let tensor: Tensor
  init(_ tensor: Tensor) { self.tensor = tensor }

  subscript(index: [Int]) -> Float {
    var position = 0
    for (i, size) in zip(index, tensor.shape) { position = position * size + i }
    return tensor.data[position]
  }

  /// The element that broadcasting puts at `index`.
  func broadcast(_ index: [Int]) -> Float {
    let own = index.suffix(tensor.rank)
    return self[zip(own, tensor.shape).map { $1 == 1 ? 0 : $0 }]
  }
}

/// Numbers of both signs, none near 0 and no two near each other within a small tensor, so that
/// no finite difference steps over a kink.
func sample(_ shape: [Int], seed: Int = 1, positive: Bool = false) -> Tensor {
  var random = Random(seed, "sample")
  let count = shape.reduce(1, *)
  let order = random.permutation(count)
  let data = order.enumerated().map { position, rank -> Float in
    let size = 0.3 + 1.2 * (Float(rank) + 0.5) / Float(count)
    return positive || (position + seed) % 2 == 0 ? size : -size
  }
  return Tensor(unchecked: shape, data)
}

/// The largest |a − b| relative to the largest |b|; infinite when the shapes differ.
func relativeDifference(_ a: [Float], _ b: [Double]) -> Double {
  guard a.count == b.count else { return .infinity }
  let largest = b.map(abs).max() ?? 0
  let worst = zip(a, b).map { abs(Double($0) - $1) }.max() ?? 0
  return worst == 0 ? 0 : worst / max(largest, 1e-30)
}

/// The EngineError that `body` throws; nil if it throws none.
func engineError(_ body: () throws -> Void) -> EngineError? {
  do {
    try body()
    return nil
  } catch {
    return error as? EngineError
  }
}
