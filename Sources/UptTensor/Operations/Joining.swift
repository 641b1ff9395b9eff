extension Tensor {
  /// Tensors behind each other along an axis that exists; the other sizes must agree.
  /// - Throws: `.value` for an empty list, `.shape` naming the two shapes that disagree, `.index`.
  public static func concatenated(_ tensors: [Tensor], axis: Int = 0) throws -> Tensor {
    guard let first = tensors.first else {
      throw EngineError(.value, "there is nothing to concatenate: the list is empty")
    }
    guard first.rank > 0 else {
      throw EngineError(
        .shape, "scalars have no axis to concatenate along", hint: "stack makes a new axis")
    }
    let axis = try Shapes.axis(axis, of: first.shape)
    var shape = first.shape
    shape[axis] = 0
    for tensor in tensors {
      var agreed = tensor.shape
      if agreed.count == shape.count { agreed[axis] = first.shape[axis] }
      guard agreed == first.shape else {
        throw EngineError(
          .shape, "\(first.shape) and \(tensor.shape) cannot be concatenated along axis \(axis): "
            + "the other sizes differ")
      }
      shape[axis] += tensor.shape[axis]
    }
    let count = try elementCount(shape)
    let outer = shape[..<axis].reduce(1, *)
    if tensors.contains(where: { $0.exact != nil }) {
      return Tensor(unchecked: shape, interleaved(tensors.map(\.doubles), outer, count))
    }
    return Tensor(unchecked: shape, interleaved(tensors.map(\.data), outer, count))
  }

  /// The first of `outer` blocks of every part, then the second of every part, and so on.
  private static func interleaved<R>(_ parts: [[R]], _ outer: Int, _ count: Int) -> [R] {
    var result: [R] = []
    result.reserveCapacity(count)
    let lengths = parts.map { outer == 0 ? 0 : $0.count / outer }
    for block in 0..<outer {
      for (part, length) in zip(parts, lengths) {
        result.append(contentsOf: part[block * length..<(block + 1) * length])
      }
    }
    return result
  }

  /// Tensors of one shape behind each other along a new axis.
  /// - Throws: `.value` for an empty list, `.shape` naming two shapes that differ, `.index`.
  public static func stacked(_ tensors: [Tensor], axis: Int = 0) throws -> Tensor {
    let (shape, position) = try stackedShape(tensors, axis: axis)
    return try concatenated(tensors.map { try $0.reshaped(shape) }, axis: position)
  }

  /// The shape of every piece with the new axis in it, and that axis counted from the start.
  static func stackedShape(_ tensors: [Tensor], axis: Int) throws -> (shape: [Int], axis: Int) {
    guard let first = tensors.first else {
      throw EngineError(.value, "there is nothing to stack: the list is empty")
    }
    for tensor in tensors where tensor.shape != first.shape {
      throw EngineError(
        .shape, "\(first.shape) and \(tensor.shape) cannot be stacked: the shapes differ",
        hint: "concatenate joins tensors along an axis that exists")
    }
    let position = try Shapes.axis(axis, of: first.shape + [1])
    var shape = first.shape
    shape.insert(1, at: position)
    return (shape, position)
  }

  /// The entries of an axis that `indices` names, in that order; entries may repeat.
  /// - Throws: `.index` for an entry outside the axis.
  public func gathered(_ indices: [Int], axis: Int = 0) throws -> Tensor {
    let axis = try Shapes.axis(axis, of: shape)
    let entries = try indices.map { try Shapes.entry($0, axis: axis, of: shape) }
    var target = shape
    target[axis] = entries.count
    let block = shape[(axis + 1)...].reduce(1, &*)
    let count = try Tensor.elementCount(target)
    let starts = count == 0 ? [] : blockStarts(entries, axis)
    func gathered<R>(_ source: [R]) -> [R] {
      var result: [R] = []
      result.reserveCapacity(count)
      for start in starts { result.append(contentsOf: source[start..<start + block]) }
      return result
    }
    if let exact { return Tensor(unchecked: target, gathered(exact)) }
    return Tensor(unchecked: target, gathered(data))
  }

  /// Zeros in this tensor's shape with `values` added at the entries: the pullback of
  /// ``gathered(_:axis:)``.
  func scattered(_ values: Tensor, _ indices: [Int], axis: Int) throws -> Tensor {
    guard values.count > 0 else { return .zeros(like: self) }
    let axis = try Shapes.axis(axis, of: shape)
    let entries = try indices.map { try Shapes.entry($0, axis: axis, of: shape) }
    let block = shape[(axis + 1)...].reduce(1, *)
    let starts = blockStarts(entries, axis)
    func scattered<R: Real>(_ values: [R]) -> [R] {
      var result = [R](repeating: 0, count: count)
      for (position, start) in starts.enumerated() {
        for i in 0..<block { result[start + i] += values[position * block + i] }
      }
      return result
    }
    if let exact = values.exact { return Tensor(unchecked: shape, scattered(exact)) }
    return Tensor(unchecked: shape, scattered(values.data))
  }

  /// Where the blocks of these entries of an axis start, in the order in which they are gathered.
  private func blockStarts(_ entries: [Int], _ axis: Int) -> [Int] {
    let block = shape[(axis + 1)...].reduce(1, *)
    return (0..<shape[..<axis].reduce(1, *)).flatMap { outer in
      entries.map { (outer * shape[axis] + $0) * block }
    }
  }

  /// The elements of this where `chosen` says so, and of `other` elsewhere; all have one shape.
  func selected(_ chosen: [Bool], otherwise other: Tensor) -> Tensor {
    func selected<R: Real>(_ a: [R], _ b: [R]) -> [R] {
      chosen.indices.map { chosen[$0] ? a[$0] : b[$0] }
    }
    if isExact(with: other) {
      return Tensor(unchecked: shape, selected(doubles, other.doubles))
    }
    return Tensor(unchecked: shape, selected(data, other.data))
  }
}
