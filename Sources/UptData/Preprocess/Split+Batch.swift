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
    for position in positions { try check(position) }
    _ = try Tensor.elementCount([positions.count, 3, preprocess.size, preprocess.size])
    return try preprocess.batch(
      Parallel.map(positions.count) { try square(positions[$0], preprocess, pass: pass) })
  }

  /// - Throws: `.index` for a position outside the split.
  func check(_ position: Int) throws {
    guard items.indices.contains(position) else {
      throw EngineError(.index, "position \(position) is outside the \(count) items of \(name)")
    }
  }

  /// One picture, loaded and brought to its size, for a position that lies in the split.
  /// - Throws: what ``load(_:)`` throws.
  func square(
    _ position: Int, _ preprocess: Preprocess, pass: AugmentedPass?
  ) throws -> Planes {
    let image = try load(position)
    guard let pass else { return preprocess.square(image) }
    var stream = pass.stream(item: position)
    return try pass.augmentation.square(image, size: preprocess.size, from: &stream)
  }

  /// The picture at a position that lies in the split.
  /// - Throws: `.picture` when it is missing or broken, unless such pictures are skipped and this
  ///   one became so afterwards or is asked for all the same; then, and for other reasons, what its
  ///   source throws.
  public func load(_ position: Int) throws -> Image {
    do { return try items[position].source.load() } catch let error as EngineError
      where unreadable == .error && (error.kind == .file || error.kind == .format)
    {
      throw EngineError(.picture, error.message, hint: error.hint)
    }
  }
}
