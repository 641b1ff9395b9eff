/// What a file says about a tensor that has not been read yet.
public struct TensorInfo: Equatable, Sendable {
  public let type: ElementType
  public let shape: [Int]

  public init(_ type: ElementType, _ shape: [Int]) {
    self.type = type
    self.shape = shape
  }
}
