import UptTensor

/// From a picture to what a vision tower takes, in the order of the authors' code: the shorter side
/// to `size` (bicubic), the centre cropped, values to 0…1, minus `mean`, divided by `std`.
public struct Preprocess: Equatable, Sendable {
  /// The side of the square that the tower takes.
  public let size: Int
  /// What is taken from red, green and blue.
  public let mean: [Double]
  /// What they are divided by then.
  public let std: [Double]

  /// CLIP's own mean.
  public static let clipMean = [0.48145466, 0.4578275, 0.40821073]
  /// CLIP's own standard deviation.
  public static let clipStd = [0.26862954, 0.26130258, 0.27577711]
  /// No tower takes larger pictures.
  public static let sizeLimit = 4096

  /// - Throws: `.value` when the size is not in 1…4096, or mean and std are not three finite
  ///   numbers each, those of `std` not 0.
  public init(
    size: Int, mean: [Double] = Preprocess.clipMean, std: [Double] = Preprocess.clipStd
  ) throws {
    guard (1...Preprocess.sizeLimit).contains(size) else {
      throw EngineError(
        .value, "a picture size of \(size) is not in 1…\(Preprocess.sizeLimit)")
    }
    guard mean.count == 3, std.count == 3, (mean + std).allSatisfy(\.isFinite),
      std.allSatisfy({ $0 != 0 })
    else {
      throw EngineError(
        .value, "mean \(mean) and std \(std) are not three numbers for red, green and blue")
    }
    self.size = size
    self.mean = mean
    self.std = std
  }

  /// The sides after resizing and the place of the centre crop, for a picture of this size.
  public func geometry(width: Int, height: Int) -> (width: Int, height: Int, crop: Box) {
    let short = max(1, min(width, height))
    let long = max(width, height)
    let (product, overflow) = size.multipliedReportingOverflow(by: long)
    let longer = overflow ? Int.max / 2 : product / short
    let resized = width <= height ? (size, longer) : (longer, size)
    func offset(_ side: Int) -> Int {
      Int((Double(side - size) / 2).rounded(.toNearestOrEven))
    }
    return (
      resized.0, resized.1,
      Box(left: offset(resized.0), top: offset(resized.1), width: size, height: size)
    )
  }

  /// The resized and cropped picture, `size` x `size`.
  public func cropped(_ image: Image) -> Image { square(image).image() }

  /// The resized and cropped picture, not yet normalised.
  func square(_ image: Image) -> Planes {
    let plan = geometry(width: image.width, height: image.height)
    return Bicubic.resize(
      image, part: image.bounds, width: plan.width, height: plan.height, window: plan.crop)
  }

  /// The picture as the tower takes it: `[3, size, size]`.
  public func callAsFunction(_ image: Image) -> Tensor { normalised(square(image)) }

  /// A picture whose size is right already, normalised: `[3, height, width]`.
  public func normalised(_ image: Image) -> Tensor {
    normalised(Planes(image, box: image.bounds))
  }

  private func normalised(_ planes: Planes) -> Tensor {
    let count = planes.bytes.count
    let tables = tables
    let data = [Float](unsafeUninitializedCapacity: count) { out, written in
      if let out = out.baseAddress { Preprocess.normalise(planes, tables, into: out) }
      written = count
    }
    return Tensor(unchecked: [3, planes.height, planes.width], data)
  }

  /// Squares of `size` x `size` as one batch, `[count, 3, size, size]`.
  /// - Throws: `.memory` when so many do not fit.
  func batch(_ squares: [Planes]) throws -> Tensor {
    let shape = [squares.count, 3, size, size]
    let count = try Tensor.elementCount(shape)
    let stride = 3 * size * size
    let tables = tables
    let data = try [Float](unsafeUninitializedCapacity: count) { out, written in
      if let out = out.baseAddress {
        nonisolated(unsafe) let out = out
        try Parallel.forEach(squares.count) { index in
          Preprocess.normalise(squares[index], tables, into: out + index * stride)
        }
      }
      written = count
    }
    return Tensor(unchecked: shape, data)
  }

  /// What each byte becomes, 256 values a channel.
  private var tables: [Float] {
    (0..<3).flatMap { channel in
      let mean = Float(mean[channel])
      let std = Float(std[channel])
      return (0..<256).map { (Float($0) / 255 - mean) / std }
    }
  }

  private static func normalise(
    _ planes: Planes, _ tables: [Float], into out: UnsafeMutablePointer<Float>
  ) {
    let plane = planes.width * planes.height
    planes.bytes.withUnsafeBufferPointer { source in
      tables.withUnsafeBufferPointer { tables in
        guard let source = source.baseAddress, let tables = tables.baseAddress else { return }
        for channel in 0..<3 {
          let table = tables + channel * 256
          let from = source + channel * plane
          let target = out + channel * plane
          for index in 0..<plane { target[index] = table[Int(from[index])] }
        }
      }
    }
  }
}
