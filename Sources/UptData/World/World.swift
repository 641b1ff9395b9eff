/// The procedural picture world: objects with a shape, a colour, a texture, a size and a backdrop,
/// drawn by the project itself, and captions that describe them.
///
/// Everything here is a pure function of its arguments: the same seed and step give the same
/// pictures on every run, whatever the number of threads and wherever a run was interrupted.
///
/// Bottom up: `Attributes` say what a picture shows, a `Scene` adds where and how, `Canvas` draws
/// it; `Vocabulary` and `Caption` put attributes into words; `World.batch` samples both for
/// pretraining, `World.task` builds the few-shot tasks on top.
public enum World {
  /// The side of the world's pictures, in pixels, unless a caller asks for another.
  public static let imageSize = 48

  /// The largest side the renderer accepts; see `World.clampedSize`.
  public static let imageSizes = 8...256

  static func clampedSize(_ size: Int) -> Int {
    min(max(size, imageSizes.lowerBound), imageSizes.upperBound)
  }
}
