import Testing

@testable import UptTensor

/// Orders, repetitions and parts of axes, and sums along them.
@Suite struct RearrangingTests {
  static func tensor(_ shape: [Int], _ data: [Float]) throws -> Tensor { try Tensor(shape, data) }

  @Test func rowsInOrder() throws {
    let x = try Self.tensor([2, 3], [3, 1, 2, .nan, -1, .infinity])
    let up = try RowOrder(x, axis: -1)
    #expect(up.entries == [1, 2, 0, 1, 2, 0])
    #expect(try RowOrder(x, axis: 1, descending: true).entries == [0, 2, 1, 0, 2, 1])
    #expect(try RowOrder(x, axis: 0).entries == [0, 1, 0, 1, 0, 1])
    #expect(try RowOrder(x, axis: 1, descending: true, first: 1).shape == [2, 1])
    let sorted = try Variable(x).ordered(by: RowOrder(x, axis: 0)).value
    #expect(Array(sorted.data[..<3]) == [3, -1, 2])
    #expect(try RowOrder(.zeros([2, 0]), axis: 1).shape == [2, 0])
    #expect(try RowOrder(.zeros([0, 2]), axis: 1).entries == [])
    // Equal entries keep their order, either way.
    let ties = try Self.tensor([4], [1, 0, 1, 0])
    #expect(try RowOrder(ties, axis: 0).entries == [1, 3, 0, 2])
    #expect(try RowOrder(ties, axis: 0, descending: true).entries == [0, 2, 1, 3])
    expectError(.value, "4 entries cannot be taken from axis 1 of the shape [2, 3]") {
      _ = try RowOrder(x, axis: 1, first: 4)
    }
    expectError(.index, "axis 0 does not exist") { _ = try RowOrder(Tensor(scalar: 1), axis: 0) }
  }

  @Test func repetitionsAndParts() throws {
    let x = Variable(try Self.tensor([2, 2], [1, 2, 3, 4]))
    #expect(try x.flipped(axis: 0).value.data == [3, 4, 1, 2])
    #expect(try x.repeated(2, axis: 1).value.data == [1, 1, 2, 2, 3, 3, 4, 4])
    #expect(try x.repeated(0, axis: 0).shape == [0, 2])
    #expect(try x.split([1, 0, 1], axis: 1).map(\.value.data) == [[1, 3], [], [2, 4]])
    #expect(try x.equalParts(2, axis: 0) == [1, 1])
    expectError(.value, "entries cannot be repeated -1 times") { _ = try x.repeated(-1, axis: 0) }
    expectError(.memory, "takes") { _ = try x.repeated(.max / 2, axis: 0) }
    let none = Variable(try .zeros([0, 3]))
    expectError(.memory, "takes") { _ = try none.repeated(.max, axis: 1) }
    #expect(try none.repeated(2, axis: 1).shape == [0, 6])
    for sizes in [[3], [1], [-1, 3], [.max, .max], []] {
      expectError(.shape, "axis 0 of the shape [2, 2] has 2 entries, which parts of") {
        _ = try x.split(sizes, axis: 0)
      }
    }
    for parts in [0, -1, 3, .min] {
      expectError(.shape, "cannot be cut into \(parts) equal parts") {
        _ = try x.equalParts(parts, axis: 0)
      }
    }
  }

  @Test(arguments: [0, 1, 2, 3, 7, 8, 9, 100])
  func cumulativeSums(_ count: Int) throws {
    let x = try Tensor([count], (0..<count).map { Float($0 + 1) })
    let sums = try Variable(x).cumulativeSum(axis: 0).value
    let expected = (0..<count).map { (i: Int) -> Float in Float((i + 1) * (i + 2)) / 2 }
    #expect(sums.data == expected)
  }

  @Test func logarithmsOfSums() throws {
    let x = Variable(try Self.tensor([3, 2], [1000, 1000, -1000, -1000, 0, -.infinity]))
    let result = try x.logSumExp(axis: 1).value
    #expect(abs(result.data[0] - 1000.6931) < 1e-3)
    #expect(abs(result.data[1] + 999.30685) < 1e-3)
    #expect(result.data[2] == 0)
    let none = try Self.tensor([2], [-.infinity, -.infinity])
    #expect(try Variable(none).logSumExp(axis: 0).value.data == [-.infinity])
  }

  static let gradientCases: [GradientCase] = [
    GradientCase("sort", [[3, 4]]) {
      try $0[0].ordered(by: RowOrder($0[0].value, axis: 0, descending: true))
    },
    GradientCase("topk", [[3, 4]]) {
      try $0[0].ordered(by: RowOrder($0[0].value, axis: 1, descending: true, first: 2))
    },
    GradientCase("flip", [[2, 3]]) { try $0[0].flipped(axis: 1) },
    GradientCase("repeat", [[2, 3]]) { try $0[0].repeated(3, axis: 0) },
    GradientCase("split", [[4, 2]]) { try $0[0].split([1, 3], axis: 0)[1] },
    GradientCase("cumsum", [[5, 2]]) { try $0[0].cumulativeSum(axis: 0) },
    GradientCase("logsumexp", [[3, 4]]) { try $0[0].logSumExp(axis: 0) },
  ]

  @Test(arguments: gradientCases)
  func gradients(_ test: GradientCase) throws {
    let report = try test.worst()
    #expect(report.largestError < 1e-3, "\(report)")
  }

  @Test func oneHotRows() throws {
    #expect(try Tensor.oneHot([1, 0]).data == [0, 1, 1, 0])
    #expect(try Tensor.oneHot([], classes: 3).shape == [0, 3])
    expectError(.value, "label 3 at position 1 is not one of 3 classes") {
      _ = try Tensor.oneHot([0, 3], classes: 3)
    }
    expectError(.shape, "negative") { _ = try Tensor.oneHot([0], classes: -1) }
    _ = engineError { _ = try Tensor.oneHot([.max]) }
    _ = engineError { _ = try Tensor.oneHot([.min]) }
  }
}
