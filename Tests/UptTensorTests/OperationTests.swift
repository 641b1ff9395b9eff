import Foundation
import Testing

@testable import UptTensor

/// Every operation against a slow, plain implementation, over all small shapes.
@Suite struct OperationTests {
  @Test func broadcastingMatchesIndexing() throws {
    let all = (0...3).flatMap { shapes(rank: $0, sizes: [0, 1, 2, 3]) }
    var broadcast = 0
    try withEvery(all, all) { a, b in
      let rank = max(a.count, b.count)
      let left = [Int](repeating: 1, count: rank - a.count) + a
      let right = [Int](repeating: 1, count: rank - b.count) + b
      let fits = zip(left, right).allSatisfy { $0 == $1 || $0 == 1 || $1 == 1 }
      let (x, y) = (sample(a), sample(b, seed: 2))
      guard fits else {
        #expect(engineError { _ = try x - y }?.kind == .shape)
        return
      }
      broadcast += 1
      let shape = zip(left, right).map { $0 == 1 ? $1 : $0 }
      let result = try x - y
      #expect(result.shape == shape)
      let expected = indices(shape).map { Reference(x).broadcast($0) - Reference(y).broadcast($0) }
      #expect(result.data == expected)
    }
    #expect(broadcast > 1000)
  }

  @Test func productsMatchTripleLoops() throws {
    try withEvery([0, 1, 2, 3, 300], [0, 1, 2, 3], [0, 1, 2, 3]) { m, n, k in
      let (a, b) = (sample([m, k]), sample([k, n], seed: 2))
      var expected: [Double] = []
      for i in 0..<m {
        for j in 0..<n {
          expected.append(
            (0..<k).reduce(0) { $0 + Double(a.data[i * k + $1]) * Double(b.data[$1 * n + j]) })
        }
      }
      let result = try a.matmul(b)
      #expect(result.shape == [m, n])
      #expect(relativeDifference(result.data, expected) < 1e-6)
      for (ta, tb) in [(true, false), (false, true), (true, true)] {
        let other = try Tensor.product(
          ta ? a.transposed() : a, transposeA: ta, tb ? b.transposed() : b, transposeB: tb)
        #expect(relativeDifference(other.data, expected) < 1e-6)
      }
    }
  }

  @Test func batchedProductsMatchSeparateOnes() throws {
    let batches = (0...2).flatMap { shapes(rank: $0, sizes: [0, 1, 2]) }
    try withEvery(batches, batches) { p, q in
      guard let batch = try? Shapes.broadcast(p, q, for: "") else { return }
      let (a, b) = (sample(p + [2, 3]), sample(q + [3, 2], seed: 2))
      let result = try a.matmul(b)
      #expect(result.shape == batch + [2, 2])
      let wideA = try a.broadcast(to: batch + [2, 3])
      let wideB = try b.broadcast(to: batch + [3, 2])
      for index in indices(batch) {
        let part = index.map { AxisSlice.index($0) }
        let expected = try wideA.sliced(part).matmul(wideB.sliced(part))
        let difference = relativeDifference(
          try result.sliced(part).data, expected.data.map { Double($0) })
        #expect(difference < 1e-6)
      }
    }
  }

  @Test func slicesMatchIndexing() throws {
    let slices: [AxisSlice] = [
      .all, .index(0), .index(-1), .range(nil, nil), .range(1, nil), .range(nil, 2), .range(-2, -1),
      .range(1, 1), .range(0, 3), .closed(0, 1), .closed(1, -1),
    ]
    func entries(_ slice: AxisSlice, _ size: Int) -> [Int] {
      let all = Array(0..<size)
      switch slice {
      case .all: return all
      case .index(let i): return [i < 0 ? i + size : i]
      case .range(let low, let high):
        let from = low ?? 0
        let to = high ?? size
        return Array(all[(from < 0 ? from + size : from)..<(to < 0 ? to + size : to)])
      }
    }
    let x = sample([3, 4, 5])
    try withEvery(slices, slices, slices) { a, b, c in
      let lists = zip([a, b, c], x.shape).map { entries($0, $1) }
      let shape = zip([a, b, c], lists).compactMap { slice, list -> Int? in
        if case .index = slice { return nil }
        return list.count
      }
      let result = try x.sliced([a, b, c])
      #expect(result.shape == shape)
      let expected = indices(lists.map(\.count)).map { index in
        Reference(x)[zip(index, lists).map { $1[$0] }]
      }
      #expect(result.data == expected)
    }
  }

  @Test func permutationsMatchIndexing() throws {
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
    try withEvery(orders, shapes(rank: 3, sizes: [0, 1, 2, 3])) { order, shape in
      let x = sample(shape)
      let result = try x.permuted(order)
      let target = order.map { shape[$0] }
      #expect(result.shape == target)
      let expected = indices(target).map { index -> Float in
        var original = index
        for (position, axis) in order.enumerated() { original[axis] = index[position] }
        return Reference(x)[original]
      }
      #expect(result.data == expected)
    }
  }

  @Test func reductionsMatchLoops() throws {
    let axes: [[Int]] = [[], [0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]]
    try withEvery(axes, shapes(rank: 3, sizes: [1, 2, 3])) { axes, shape in
      let x = sample(shape)
      let kept = shape.indices.map { axes.contains($0) ? 1 : shape[$0] }
      var groups: [[Int]: [Double]] = [:]
      for index in indices(shape) {
        let key = index.indices.map { axes.contains($0) ? 0 : index[$0] }
        groups[key, default: []].append(Double(Reference(x)[index]))
      }
      let rows = indices(kept).map { groups[$0] ?? [] }
      func mean(_ row: [Double]) -> Double { row.reduce(0, +) / Double(row.count) }
      func variance(_ row: [Double]) -> Double {
        row.reduce(0) { $0 + ($1 - mean(row)) * ($1 - mean(row)) } / Double(row.count)
      }
      let results: [(Tensor, [Double])] = [
        (try x.sum(axes: axes, keepDims: true), rows.map { $0.reduce(0, +) }),
        (try x.mean(axes: axes, keepDims: true), rows.map(mean)),
        (try x.max(axes: axes, keepDims: true), rows.map { $0.max() ?? 0 }),
        (try x.min(axes: axes, keepDims: true), rows.map { $0.min() ?? 0 }),
        (try x.variance(axes: axes, keepDims: true), rows.map(variance)),
        (
          try x.norm(axes: axes, keepDims: true),
          rows.map { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        ),
      ]
      for (result, expected) in results {
        #expect(result.shape == kept)
        #expect(relativeDifference(result.data, expected) < 1e-6)
      }
    }
  }

  @Test func sumsOfManyNumbersAreAccurate() throws {
    let tenth = try Tensor.full([3_000_000], 0.1)
    #expect(try tenth.sum().data[0] == Float(Double(Float(0.1)) * 3_000_000))
    let shifted = try Tensor.normal([100_000], mean: 1000, std: 0.01, seed: 1)
    #expect(abs(try shifted.standardDeviation().data[0] - 0.01) < 1e-3)
  }

  @Test func joiningUndoesSlicing() throws {
    let x = sample([3, 4, 2])
    for axis in -3..<3 {
      let count = x.shape[axis < 0 ? axis + 3 : axis]
      let lead = [AxisSlice](repeating: .all, count: axis < 0 ? axis + 3 : axis)
      let entries = try (0..<count).map { try x.sliced(lead + [.index($0)]) }
      #expect(try Tensor.stacked(entries, axis: axis) == x)
      let parts = try [x.sliced(lead + [.range(0, 1)]), x.sliced(lead + [.range(1, nil)])]
      #expect(try Tensor.concatenated(parts, axis: axis) == x)
      #expect(try x.gathered(Array(0..<count), axis: axis) == x)
    }
  }

  @Test func argmaxTakesTheFirstAndNaNFirst() throws {
    let x = try Tensor([2, 4], [1, 3, 3, 2, 5, .nan, 9, 0])
    #expect(try x.argmax(axis: 1).data == [1, 1])
    #expect(try x.largestIndices(axis: 0) == [1, 1, 1, 0])
    #expect(try x.max(axes: [1]).data[1].isNaN)
  }

  @Test func constructors() throws {
    #expect(try Tensor.arange(0, 1, step: 0.25).data == [0, 0.25, 0.5, 0.75])
    #expect(try Tensor.arange(3, 0, step: -1).data == [3, 2, 1])
    #expect(try Tensor.arange(3, 3).shape == [0])
    #expect(try Tensor.eye(2).data == [1, 0, 0, 1])
    let bound = Float((6.0 / 300).squareRoot())
    let glorot = try Tensor.xavier([100, 200], seed: 3)
    #expect(glorot.data.allSatisfy { abs($0) <= bound })
    #expect(try abs(glorot.standardDeviation().data[0] - bound / Float(3).squareRoot()) < 1e-3)
  }
}
