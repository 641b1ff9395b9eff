/// One pass over a shape that visits operands stored with different strides.
///
/// Broadcasting, slicing, transposing and their gradients are all this loop: a broadcast axis has
/// stride 0, a slice starts at an offset, a transpose exchanges strides. Axes that lie behind each
/// other in every operand are merged, so that the inner run is as long as possible.
struct StridedLoop {
  /// Merged sizes, outermost first; never empty.
  private var sizes: [Int] = []
  /// Merged strides of each operand.
  private var strides: [[Int]]
  /// How many elements the loop visits.
  private let count: Int

  /// - Parameter strides: one list per operand, as long as `shape`.
  init(shape: [Int], strides original: [[Int]]) {
    count = shape.reduce(1, &*)
    strides = original.map { _ in [] }
    for axis in shape.indices where shape[axis] != 1 {
      let joins = !sizes.isEmpty && original.indices.allSatisfy { operand in
        strides[operand].last == original[operand][axis] &* shape[axis]
      }
      if joins {
        sizes[sizes.count - 1] *= shape[axis]
        for operand in original.indices {
          strides[operand][sizes.count - 1] = original[operand][axis]
        }
      } else {
        sizes.append(shape[axis])
        for operand in original.indices { strides[operand].append(original[operand][axis]) }
      }
    }
    if sizes.isEmpty {
      sizes = [1]
      strides = original.map { _ in [1] }
    }
  }

  /// The length of every run.
  var runLength: Int { sizes[sizes.count - 1] }
  /// The stride of an operand within a run.
  func runStride(_ operand: Int) -> Int { strides[operand][sizes.count - 1] }

  /// Calls `body` for every run in row-major order of the shape, with the operands' offsets of its
  /// first element and the position of that element in the order.
  func forEachRun(from start: [Int], _ body: (_ offsets: [Int], _ position: Int) -> Void) {
    guard count > 0 else { return }
    let outer = sizes.count - 1
    var index = [Int](repeating: 0, count: outer)
    var offsets = start
    var position = 0
    while true {
      body(offsets, position)
      position += runLength
      var axis = outer - 1
      while axis >= 0 {
        index[axis] += 1
        for operand in offsets.indices { offsets[operand] += strides[operand][axis] }
        if index[axis] < sizes[axis] { break }
        for operand in offsets.indices {
          offsets[operand] -= strides[operand][axis] * sizes[axis]
        }
        index[axis] = 0
        axis -= 1
      }
      if axis < 0 { return }
    }
  }
}

/// Part of a tensor's storage seen under another shape.
struct StridedView {
  let offset: Int
  let shape: [Int]
  let strides: [Int]

  /// The elements of the view in row-major order.
  func gather(_ source: Tensor) throws -> Tensor {
    let count = try Tensor.elementCount(shape)
    if let exact = source.exact { return Tensor(unchecked: shape, gather(exact, count)) }
    return Tensor(unchecked: shape, gather(source.data, count))
  }

  private func gather<R: Real>(_ source: [R], _ count: Int) -> [R] {
    let loop = StridedLoop(shape: shape, strides: [strides])
    let length = loop.runLength
    let step = loop.runStride(0)
    return [R](unsafeUninitializedCapacity: count) { target, initialized in
      source.withUnsafeBufferPointer { source in
        guard let from = source.baseAddress, let to = target.baseAddress else { return }
        loop.forEachRun(from: [offset]) { offsets, position in
          let a = from + offsets[0]
          let b = to + position
          if step == 1 {
            b.update(from: a, count: length)
          } else {
            for i in 0..<length { b[i] = a[i &* step] }
          }
        }
      }
      initialized = count
    }
  }

  /// Zeros in the shape `target` with `values` added at the view: the pullback of ``gather(_:)``.
  func scatter(_ values: Tensor, into target: [Int]) -> Tensor {
    let count = target.reduce(1, *)
    if let exact = values.exact { return Tensor(unchecked: target, scatter(exact, count)) }
    return Tensor(unchecked: target, scatter(values.data, count))
  }

  private func scatter<R: Real>(_ values: [R], _ count: Int) -> [R] {
    var target = [R](repeating: 0, count: count)
    let loop = StridedLoop(shape: shape, strides: [strides])
    let length = loop.runLength
    let step = loop.runStride(0)
    target.withUnsafeMutableBufferPointer { target in
      guard let to = target.baseAddress else { return }
      values.withUnsafeBufferPointer { values in
        guard let from = values.baseAddress else { return }
        loop.forEachRun(from: [offset]) { offsets, position in
          let a = from + position
          let b = to + offsets[0]
          for i in 0..<length { b[i &* step] += a[i] }
        }
      }
    }
    return target
  }
}
