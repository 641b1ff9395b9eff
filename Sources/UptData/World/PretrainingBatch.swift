import UptTensor

extension World {
  /// Pictures and their captions, one each, and which caption is true of which picture.
  public struct PretrainingBatch: Sendable {
    /// [B, 3, S, S], normalised.
    public let images: Tensor
    /// One sentence a picture.
    public let captions: [String]
    /// What each caption claims.
    public let facts: [Facts]
    /// What each picture shows.
    public let attributes: [Attributes]

    /// How many pictures there are.
    public var count: Int { captions.count }

    /// Whether caption `caption` is true of picture `picture`; it always is of its own.
    public func matches(caption: Int, picture: Int) -> Bool {
      facts[caption].holds(for: attributes[picture])
    }

    /// B × B, a row a caption, a column a picture: 1 where the caption is true of the picture.
    public func matchMatrix() -> Tensor {
      let codes = attributes.map(Facts.code)
      var data = [Float]()
      data.reserveCapacity(count * count)
      for fact in facts {
        for code in codes { data.append(fact.holds(for: code) ? 1 : 0) }
      }
      return Tensor(unchecked: [count, count], data)
    }

    /// Targets of the contrastive loss: every row shares 1 among its matches.
    /// - Returns: `text`, a row a caption over all pictures, and `image`, a row a picture over all
    ///   captions; both B × B.
    public func targets() -> (text: Tensor, image: Tensor) {
      let matrix = matchMatrix()
      var text = matrix
      var image = Tensor.zeros(like: matrix)
      for row in 0..<count {
        var captionMatches: Float = 0
        var pictureMatches: Float = 0
        for column in 0..<count {
          captionMatches += matrix.data[row * count + column]
          pictureMatches += matrix.data[column * count + row]
        }
        for column in 0..<count {
          text.data[row * count + column] /= max(captionMatches, 1)
          image.data[row * count + column] =
            matrix.data[column * count + row] / max(pictureMatches, 1)
        }
      }
      return (text, image)
    }
  }

  /// The pretraining batch of a step, whatever was drawn before: a run may stop and go on anywhere.
  /// - Parameters:
  ///   - size: how many pictures; 8 or more, preferably a multiple of 8.
  ///   - imageSize: the side in pixels, brought into `imageSizes`.
  ///   - difficulty: from 0 (large, centred, upright objects, plain words) to 1 (everything).
  ///   - mean, std: the encoder's normalisation of red, green and blue.
  /// - Throws: `.shape` or `.memory` when no tensor can hold the pictures.
  public static func batch(
    seed: Int, step: Int, size: Int, imageSize: Int = World.imageSize, difficulty: Double = 1,
    mean: SIMD3<Float> = pixelMean, std: SIMD3<Float> = pixelStd
  ) throws -> PretrainingBatch {
    let difficulty = min(max(difficulty, 0), 1)
    _ = try Tensor.elementCount([size, 3, clampedSize(imageSize), clampedSize(imageSize)])
    let plan = BatchPlan(seed: seed, step: step, size: size, difficulty: difficulty)
    var scenes: [Scene] = []
    var captions: [Caption] = []
    for (index, item) in plan.items.enumerated() {
      var random = Random(seed, "world.picture", step, index)
      scenes.append(Scene(item.attributes, variation: difficulty, random: &random))
      captions.append(
        Caption(item.attributes, naming: item.naming, variety: difficulty, random: &random))
    }
    return PretrainingBatch(
      images: try images(scenes, imageSize: imageSize, mean: mean, std: std),
      captions: captions.map(\.text), facts: captions.map(\.facts),
      attributes: plan.items.map(\.attributes))
  }

  /// Scenes as one normalised tensor [count, 3, S, S], drawn on as many threads as `Parallel` has.
  public static func images(
    _ scenes: [Scene], imageSize: Int = World.imageSize,
    mean: SIMD3<Float> = pixelMean, std: SIMD3<Float> = pixelStd
  ) throws -> Tensor {
    let side = clampedSize(imageSize)
    var tensor = try Tensor.zeros([scenes.count, 3, side, side])
    let each = 3 * side * side
    try tensor.data.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let buffer = buffer
      let chunk = 16
      try Parallel.forEach((scenes.count + chunk - 1) / chunk) { piece in
        for index in piece * chunk..<min((piece + 1) * chunk, scenes.count) {
          let target = UnsafeMutableBufferPointer(
            rebasing: buffer[index * each..<(index + 1) * each])
          scenes[index].write(size: side, mean: mean, std: std, into: target)
        }
      }
    }
    return tensor
  }

  /// Mean and standard deviation of the world's pixels, measured over pretraining batches.
  public static let pixelMean = SIMD3<Float>(0.55, 0.57, 0.56)
  public static let pixelStd = SIMD3<Float>(0.33, 0.34, 0.32)
}
