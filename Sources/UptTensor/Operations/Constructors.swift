import Foundation

/// Random tensors are drawn from a stream named by the seed and the distribution, so that the same
/// seed gives independent numbers in `normal` and `uniform`.
extension Tensor {
  /// `value` everywhere.
  public static func full(_ shape: [Int], _ value: Float) throws -> Tensor {
    try Tensor(shape, repeating: value)
  }

  /// Ones in the shape of a tensor that exists already.
  public static func ones(like other: Tensor) -> Tensor {
    Tensor(unchecked: other.shape, [Float](repeating: 1, count: other.count))
  }

  /// Normally distributed numbers.
  /// - Throws: `.value` for a negative or infinite deviation; `.shape`, `.memory`.
  public static func normal(
    _ shape: [Int], mean: Double = 0, std: Double = 1, using random: inout Random
  ) throws -> Tensor {
    guard std >= 0, std.isFinite, mean.isFinite else {
      throw EngineError(
        .value, "normal numbers need a finite mean and a standard deviation of at least 0, "
          + "not \(mean) and \(std)")
    }
    return try filled(shape) { Float(mean + std * random.normal()) }
  }

  /// Normally distributed numbers from the stream of `seed`.
  public static func normal(
    _ shape: [Int], mean: Double = 0, std: Double = 1, seed: Int
  ) throws -> Tensor {
    var random = Random(seed, "normal")
    return try normal(shape, mean: mean, std: std, using: &random)
  }

  /// Uniform numbers in low ..< high.
  /// - Throws: `.value` when `high` is below `low`; `.shape`, `.memory`.
  public static func uniform(
    _ shape: [Int], _ low: Double = 0, _ high: Double = 1, using random: inout Random
  ) throws -> Tensor {
    guard low <= high, (high - low).isFinite else {
      throw EngineError(.value, "uniform numbers need low <= high, not \(low) and \(high)")
    }
    return try filled(shape) { Float(random.uniform(low, high)) }
  }

  /// Uniform numbers from the stream of `seed`.
  public static func uniform(
    _ shape: [Int], _ low: Double = 0, _ high: Double = 1, seed: Int
  ) throws -> Tensor {
    var random = Random(seed, "uniform")
    return try uniform(shape, low, high, using: &random)
  }

  /// Uniform in ±sqrt(6 / (fan in + fan out)), as Glorot and Bengio (2010) propose; the fans are
  /// the last two sizes.
  /// - Throws: `.shape` for fewer than two axes.
  public static func xavier(_ shape: [Int], using random: inout Random) throws -> Tensor {
    guard shape.count >= 2 else {
      throw EngineError(.shape, "xavier needs a matrix, such as [512, 512], not \(shape)")
    }
    _ = try elementCount(shape)
    let fans = Double(shape[shape.count - 1]) + Double(shape[shape.count - 2])
    let bound = fans > 0 ? (6 / fans).squareRoot() : 0
    return try uniform(shape, -bound, bound, using: &random)
  }

  /// ``xavier(_:using:)`` from the stream of `seed`.
  public static func xavier(_ shape: [Int], seed: Int) throws -> Tensor {
    var random = Random(seed, "xavier")
    return try xavier(shape, using: &random)
  }

  /// start, start + step, … before stop, as a vector.
  /// - Throws: `.value` for a step of 0 or numbers that are not finite; `.memory`.
  public static func arange(
    _ start: Double, _ stop: Double, step: Double = 1
  ) throws -> Tensor {
    let steps = ((stop - start) / step).rounded(.up)
    guard step != 0, step.isFinite, start.isFinite, steps.isFinite else {
      throw EngineError(
        .value, "arange from \(start) to \(stop) in steps of \(step) has no definite length")
    }
    let count = steps < 1 ? 0 : Int(exactly: steps) ?? .max
    _ = try elementCount([count])
    return Tensor(unchecked: [count], (0..<count).map { Float(start + Double($0) * step) })
  }

  /// The identity matrix.
  public static func eye(_ size: Int) throws -> Tensor {
    var result = try zeros([size, size])
    for i in 0..<size { result.data[i * size + i] = 1 }
    return result
  }

  /// A row for every label that is 1 at the label's place and 0 elsewhere.
  /// - Parameter classes: the width of the rows; one more than the largest label if nil.
  /// - Throws: `.value` naming a label outside 0 ..< `classes`; `.shape`, `.memory`.
  public static func oneHot(_ labels: [Int], classes: Int? = nil) throws -> Tensor {
    let classes = classes ?? labels.max().map { $0 &+ 1 } ?? 0
    var result = try zeros([labels.count, classes])
    for (row, label) in labels.enumerated() {
      guard (0..<classes).contains(label) else {
        throw EngineError(
          .value, "label \(label) at position \(row) is not one of \(classes) classes",
          hint: "classes are counted from 0")
      }
      result.data[row * classes + label] = 1
    }
    return result
  }

  private static func filled(_ shape: [Int], _ next: () -> Float) throws -> Tensor {
    let count = try elementCount(shape)
    var data: [Float] = []
    data.reserveCapacity(count)
    for _ in 0..<count { data.append(next()) }
    return Tensor(unchecked: shape, data)
  }
}

/// `2` and `0.5` beside a tensor are scalars: `try 2 * x`.
extension Tensor: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  public init(floatLiteral value: Float) { self.init(scalar: value) }
  public init(integerLiteral value: Int) { self.init(scalar: Float(value)) }
}
