import UptTensor

extension Dataset {
  /// A task of the picture world as a data set: `demo/textures`, `demo/textures-night`, …
  /// - Parameters:
  ///   - name: with or without `demo/` in front; see `World.task`.
  ///   - imageSize: the side of the pictures in pixels.
  /// - Throws: `.value` for an unknown name or a dial outside of 0...1.
  public static func demo(
    _ name: String, variation: Double? = nil, closeness: Double? = nil,
    imageSize: Int = World.imageSize
  ) throws -> Dataset {
    let task = try World.task(name, variation: variation, closeness: closeness)
    func items(
      _ part: String, _ count: Int, _ scene: @escaping @Sendable (Int, Int) -> World.Scene
    ) -> [Item] {
      task.classNames.indices.flatMap { label in
        (0..<count).map { index in
          let identity = "demo/\(task.name)/\(part)/\(label)/\(index)"
            + "?variation=\(task.variation)&size=\(imageSize)"
          return Item(
            label: label,
            source: ImageDrawn(identity: identity) {
              try Image(scene(label, index), size: imageSize)
            })
        }
      }
    }
    return try Dataset(
      name: "demo/\(task.name)", classes: task.classNames, template: task.template,
      train: items("train", task.trainCount, task.trainScene),
      val: items("val", task.valCount, task.valScene),
      test: items("test", task.testCount, task.testScene))
  }
}

extension Image {
  /// A scene, drawn.
  /// - Parameter size: the side in pixels, brought into `World.imageSizes`.
  public init(_ scene: World.Scene, size: Int = World.imageSize) throws {
    let side = World.clampedSize(size)
    try self.init(width: side, height: side, pixels: scene.rgb(size: side))
  }
}
