import UptTensor

/// How the pictures of one pass over the data are varied.
public struct AugmentedPass: Sendable {
  /// The kind of variation.
  public let augmentation: Augmentation
  /// The seed of the training.
  public let seed: Int
  /// Which pass over the data it is.
  public let epoch: Int

  /// One pass of the training with this seed.
  public init(_ augmentation: Augmentation = .standard, seed: Int, epoch: Int) {
    self.augmentation = augmentation
    self.seed = seed
    self.epoch = epoch
  }

  /// The stream of one item; it depends on the item's position in its split and on nothing else.
  public func stream(item: Int) -> Random { Random(seed, "augment", epoch, item) }
}

extension Split {
  /// The pictures at these positions as a tower takes them, `[count, 3, size, size]`, loaded on
  /// several threads. The result does not depend on their number.
  /// - Parameter pass: nil evaluates: resize and centre crop.
  /// - Throws: `.index` for a position outside the split, `.memory` when so many do not fit, and
  ///   whatever the first picture that could not be loaded threw.
  public func batch(
    _ positions: [Int], _ preprocess: Preprocess, pass: AugmentedPass? = nil
  ) throws -> Tensor {
    for position in positions where !items.indices.contains(position) {
      throw EngineError(.index, "position \(position) is outside the \(count) items of \(name)")
    }
    let size = preprocess.size
    let shape = [positions.count, 3, size, size]
    var data = [Float](repeating: 0, count: try Tensor.elementCount(shape))
    let stride = 3 * size * size
    try data.withUnsafeMutableBufferPointer { all in
      nonisolated(unsafe) let all = all
      try Parallel.forEach(positions.count) { index in
        let position = positions[index]
        let image = try items[position].source.load()
        let square: Image
        if let pass {
          var stream = pass.stream(item: position)
          square = try pass.augmentation(image, size: size, from: &stream)
        } else {
          square = preprocess.cropped(image)
        }
        let slot = all[(index * stride)..<((index + 1) * stride)]
        preprocess.normalise(square, into: UnsafeMutableBufferPointer(rebasing: slot))
      }
    }
    return Tensor(unchecked: shape, data)
  }
}
