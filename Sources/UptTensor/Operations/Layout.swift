/// Which entries of one axis a subscript takes.
public enum AxisSlice: Equatable, Sendable {
  /// One entry; the axis disappears. -1 is the last.
  case index(Int)
  /// The entries `low ..< high`; nil is the start or the end, negative numbers count from the end.
  case range(Int?, Int?)
  /// Every entry.
  case all

  /// The entries `low ... high`, both included.
  public static func closed(_ low: Int?, _ high: Int) -> AxisSlice {
    .range(low, high == -1 ? nil : high.addingReportingOverflow(1).overflow ? high : high + 1)
  }
}

extension Tensor {
  /// The part that `slices` names, one per axis from the first; axes not named are kept whole.
  /// - Throws: `.index` for too many slices and for entries or bounds outside an axis.
  public func sliced(_ slices: [AxisSlice]) throws -> Tensor {
    try slice(slices).gather(self)
  }

  /// Zeros in this tensor's shape with `values` added at the slice: the pullback of ``sliced(_:)``.
  func unsliced(_ values: Tensor, _ slices: [AxisSlice]) throws -> Tensor {
    try slice(slices).scatter(values, into: shape)
  }

  private func slice(_ slices: [AxisSlice]) throws -> StridedView {
    guard slices.count <= rank else {
      throw EngineError(
        .index, "\(slices.count) indices for the shape \(shape), which has "
          + Shapes.counted(rank, "axis", "axes"))
    }
    let own = Shapes.strides(shape)
    var offset = 0
    var sizes: [Int] = []
    var strides: [Int] = []
    for axis in shape.indices {
      switch axis < slices.count ? slices[axis] : .all {
      case .index(let index):
        offset += try Shapes.entry(index, axis: axis, of: shape) * own[axis]
      case .range(let low, let high):
        let from = try bound(low ?? 0, axis)
        let to = try high.map { try bound($0, axis) } ?? shape[axis]
        guard from <= to else {
          throw EngineError(
            .index, "the range \(from)..<\(to) on axis \(axis) of the shape \(shape) ends "
              + "before it starts")
        }
        offset += count == 0 ? 0 : from * own[axis]
        sizes.append(to - from)
        strides.append(own[axis])
      case .all:
        sizes.append(shape[axis])
        strides.append(own[axis])
      }
    }
    return StridedView(offset: offset, shape: sizes, strides: strides)
  }

  private func bound(_ bound: Int, _ axis: Int) throws -> Int {
    let size = shape[axis]
    guard bound >= -size, bound <= size else {
      throw EngineError(
        .index, "the bound \(bound) is outside axis \(axis) of the shape \(shape), which has "
          + Shapes.counted(size, "entry", "entries"))
    }
    return bound < 0 ? bound + size : bound
  }

  /// The axes in another order: axis i of the result is axis `order[i]` of this.
  /// - Throws: `.index` when `order` does not name every axis exactly once.
  public func permuted(_ order: [Int]) throws -> Tensor {
    let axes = try permutation(order)
    if axes == Array(shape.indices) { return self }
    let own = Shapes.strides(shape)
    return try StridedView(
      offset: 0, shape: axes.map { shape[$0] }, strides: axes.map { own[$0] }
    ).gather(self)
  }

  /// `order` with every axis counted from the start.
  func permutation(_ order: [Int]) throws -> [Int] {
    let axes = try order.map { try Shapes.axis($0, of: shape) }
    guard axes.sorted() == Array(shape.indices) else {
      throw EngineError(
        .index, "the order \(order) does not name every axis of the shape \(shape) once")
    }
    return axes
  }

  /// All axes reversed, as NumPy's `.T`.
  public func transposed() throws -> Tensor { try permuted(shape.indices.reversed()) }

  /// The last two axes exchanged, as attention needs it.
  /// - Throws: `.shape` for fewer than two axes.
  public func matrixTransposed() throws -> Tensor { try permuted(lastTwoExchanged()) }

  func lastTwoExchanged() throws -> [Int] {
    guard rank >= 2 else {
      throw EngineError(.shape, "a matrix is needed, but the shape is \(shape)")
    }
    return Array(0..<rank - 2) + [rank - 1, rank - 2]
  }

  /// Stretched to `target` by the rules of broadcasting.
  /// - Throws: `.shape` when this cannot be stretched so; `.memory`.
  public func broadcast(to target: [Int]) throws -> Tensor {
    guard try Shapes.broadcast(shape, target, for: "broadcast to") == target else {
      throw EngineError(.shape, "\(shape) cannot be broadcast to \(target)")
    }
    if target == shape { return self }
    return try StridedView(
      offset: 0, shape: target, strides: Shapes.strides(shape, broadcastTo: target)
    ).gather(self)
  }

  /// Sums over the axes that broadcasting from `target` stretched: its pullback.
  func summed(to target: [Int]) throws -> Tensor {
    if shape == target { return self }
    let extra = rank - target.count
    let axes = shape.indices.filter { $0 < extra || target[$0 - extra] == 1 }
    return try sum(axes: axes).reshaped(target)
  }
}
