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
    var data: [Float] = []
    data.reserveCapacity(try elementCount(shape))
    let outer = shape[..<axis].reduce(1, *)
    let lengths = tensors.map { outer == 0 ? 0 : $0.count / outer }
    for block in 0..<outer {
      for (tensor, length) in zip(tensors, lengths) {
        data.append(contentsOf: tensor.data[block * length..<(block + 1) * length])
      }
    }
    return Tensor(unchecked: shape, data)
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
    var data: [Float] = []
    data.reserveCapacity(try Tensor.elementCount(target))
    for outer in 0..<shape[..<axis].reduce(1, &*) where data.capacity > 0 {
      for entry in entries {
        let start = (outer * shape[axis] + entry) * block
        data.append(contentsOf: self.data[start..<start + block])
      }
    }
    return Tensor(unchecked: target, data)
  }

  /// Zeros in this tensor's shape with `values` added at the entries: the pullback of
  /// ``gathered(_:axis:)``.
  func scattered(_ values: Tensor, _ indices: [Int], axis: Int) throws -> Tensor {
    var result = Tensor.zeros(like: self)
    guard values.count > 0 else { return result }
    let axis = try Shapes.axis(axis, of: shape)
    let entries = try indices.map { try Shapes.entry($0, axis: axis, of: shape) }
    let block = shape[(axis + 1)...].reduce(1, *)
    var source = 0
    for outer in 0..<shape[..<axis].reduce(1, *) {
      for entry in entries {
        let start = (outer * shape[axis] + entry) * block
        for i in 0..<block { result.data[start + i] += values.data[source + i] }
        source += block
      }
    }
    return result
  }
}
