/// A rectangle of pixels.
public struct Box: Equatable, Sendable {
  /// The first column.
  public var left: Int
  /// The first row.
  public var top: Int
  /// Columns.
  public var width: Int
  /// Rows.
  public var height: Int

  /// A rectangle; whether it lies in a picture is checked where the two meet.
  public init(left: Int, top: Int, width: Int, height: Int) {
    self.left = left
    self.top = top
    self.width = width
    self.height = height
  }

  /// Whether the box is not empty and lies wholly in a picture of this size.
  func fits(width: Int, height: Int) -> Bool {
    left >= 0 && top >= 0 && self.width > 0 && self.height > 0
      && self.width <= width && left <= width - self.width
      && self.height <= height && top <= height - self.height
  }
}

extension Image {
  /// The whole picture.
  var bounds: Box { Box(left: 0, top: 0, width: width, height: height) }
}
