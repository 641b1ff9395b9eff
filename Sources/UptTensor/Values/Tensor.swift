/// An n-dimensional array of `Float`, row-major and contiguous, with value semantics.
///
/// The storage is a Swift array, so a copy costs nothing until one of the two is written to.
/// `shape` is `[]` for a scalar; a size of 0 is legal and makes the tensor empty.
///
/// A tensor may carry its elements in double precision, too; see ``exact``.
public struct Tensor: Sendable {
  /// The size of every axis.
  public private(set) var shape: [Int]
  /// The elements in row-major order; its count is the product of `shape`.
  public var data: [Float] { didSet { exact = nil } }
  /// The elements in double precision, where the tensor was computed so; `data` are these rounded.
  /// Whoever changes `data` takes them away.
  public internal(set) var exact: [Double]?

  /// The product of the shape.
  public var count: Int { data.count }
  /// The number of axes.
  public var rank: Int { shape.count }

  /// - Throws: `.shape` when `data` does not have as many elements as `shape` asks for.
  public init(_ shape: [Int], _ data: [Float]) throws {
    let count = try Tensor.elementCount(shape)
    guard count == data.count else {
      throw EngineError(
        .shape, "shape \(shape) needs \(count) elements, but there are \(data.count)")
    }
    self.init(unchecked: shape, data)
  }

  /// For callers that computed `data` from `shape` themselves.
  public init(unchecked shape: [Int], _ data: [Float]) {
    assert(data.count == shape.reduce(1, *))
    self.shape = shape
    self.data = data
  }

  /// A tensor of rank 0.
  public init(scalar: Float) { self.init(unchecked: [], [scalar]) }

  /// - Throws: `.shape` for a negative size, `.memory` when the machine could not hold it.
  public init(_ shape: [Int], repeating value: Float) throws {
    let count = try Tensor.elementCount(shape)
    self.init(unchecked: shape, [Float](repeating: value, count: count))
  }

  public static func zeros(_ shape: [Int]) throws -> Tensor { try Tensor(shape, repeating: 0) }

  /// Zeros in the shape of a tensor that exists already, so nothing can fail.
  public static func zeros(like other: Tensor) -> Tensor {
    Tensor(unchecked: other.shape, [Float](repeating: 0, count: other.count))
  }

  /// The same elements under another shape.
  /// - Throws: `.shape` when the counts differ. One size may be -1: it is what is left over.
  public func reshaped(_ newShape: [Int]) throws -> Tensor {
    var target = newShape
    if let free = target.firstIndex(of: -1) {
      let rest = target.enumerated().filter { $0.offset != free }.map(\.element)
      let known = try Tensor.elementCount(rest)
      guard known > 0, count % known == 0 else {
        throw EngineError(.shape, "\(shape) has \(count) elements, which \(newShape) cannot hold")
      }
      target[free] = count / known
    }
    guard try Tensor.elementCount(target) == count else {
      throw EngineError(.shape, "\(shape) has \(count) elements, which \(newShape) cannot hold")
    }
    var result = self
    result.shape = target
    return result
  }

  /// The elements a shape asks for.
  /// - Throws: `.shape` for a negative size; `.memory` when the product of the sizes overflows or
  ///   asks for more bytes than ``memoryLimit``. A size of 0 does not excuse the others: whoever
  ///   walks along an axis relies on its size being one that can be held.
  public static func elementCount(_ shape: [Int]) throws -> Int {
    var count = 1
    for size in shape {
      guard size >= 0 else { throw EngineError(.shape, "a size in \(shape) is negative") }
      let (product, overflow) = count.multipliedReportingOverflow(by: Swift.max(size, 1))
      guard !overflow else { throw tooLarge(shape) }
      count = product
    }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Float>.stride)
    guard !overflow, bytes <= memoryLimit else { throw tooLarge(shape) }
    return shape.contains(0) ? 0 : count
  }

  private static func tooLarge(_ shape: [Int]) -> EngineError {
    let bytes = shape.reduce(4.0) { $0 * Double(Swift.max($1, 1)) }
    let owner = memoryLimit < Machine.physicalMemory ? "the allowed" : "this machine's"
    return EngineError(
      .memory, "a tensor of shape \(shape) takes \(Bytes.text(bytes)), "
        + "more than \(owner) \(Bytes.text(Double(memoryLimit)))")
  }

  /// No tensor may be larger than the memory there is: asking the system for more would end the
  /// process instead of the statement.
  public static let memoryLimit = Machine.memoryBound
}
