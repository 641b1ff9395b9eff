/// Conversions between stored elements and `Float`: plain loops over pointers without branches, so
/// that the compiler turns them into vector instructions. Files and processors are both
/// little-endian on every system the package builds for.
enum ElementConversion {
  /// The value of a half-precision number. Exact: every one of them is a `Float`.
  @inline(__always)
  static func float(half: UInt16) -> Float {
    // Moved to a float's places, the exponent is 112 too small; multiplying mends it, also for
    // subnormal numbers. Infinities and NaNs get their exponent of ones back by hand.
    let magnitude = UInt32(half & 0x7fff) << 13
    let scaled = (Float(bitPattern: magnitude) * 0x1p112).bitPattern
    let special: UInt32 = magnitude >= 0x0f80_0000 ? 0x7f80_0000 : 0
    return Float(bitPattern: scaled | special | UInt32(half & 0x8000) << 16)
  }

  /// The value of a bfloat16: the upper half of a `Float`.
  @inline(__always)
  static func float(brain: UInt16) -> Float { Float(bitPattern: UInt32(brain) << 16) }

  /// The nearest half-precision number, ties to even; too large a number becomes infinite.
  static func half(_ value: Float) -> UInt16 {
    let bits = value.bitPattern
    let sign = UInt16(bits >> 16 & 0x8000)
    let magnitude = bits & 0x7fff_ffff
    if magnitude > 0x7f80_0000 { return sign | 0x7e00 }
    if magnitude >= 0x477f_f000 { return sign | 0x7c00 }
    if magnitude < 0x3880_0000 {
      // Below 2^-14 a half counts in steps of 2^-24; adding 0.5, whose last place is 2^-24,
      // makes the processor round to one.
      let rounded = Float(bitPattern: magnitude) + 0.5
      return sign | UInt16(truncatingIfNeeded: rounded.bitPattern &- 0x3f00_0000)
    }
    let odd = magnitude >> 13 & 1
    let rounded = magnitude &- 0x3800_0000 &+ 0xfff &+ odd
    return sign | UInt16(truncatingIfNeeded: rounded >> 13)
  }

  /// The nearest bfloat16, ties to even; NaN stays NaN.
  static func brain(_ value: Float) -> UInt16 {
    let bits = value.bitPattern
    if value.isNaN { return UInt16(bits >> 16) | 0x40 }
    let rounded = bits &+ 0x7fff &+ (bits >> 16 & 1)
    return UInt16(truncatingIfNeeded: rounded >> 16)
  }

  /// Elements of any type with a numeric value, as floats; nil for types without a reader.
  static func floats(_ bytes: UnsafeRawBufferPointer, _ type: ElementType) -> [Float]? {
    guard type.isNumeric else { return nil }
    return [Float](unsafeUninitializedCapacity: bytes.count / (type.bits / 8)) { target, count in
      guard let base = target.baseAddress else { return }
      write(bytes, type, to: base)
      count = bytes.count / (type.bits / 8)
    }
  }

  /// The same, to a place with room for all of them; nothing for types without a reader.
  static func write(
    _ bytes: UnsafeRawBufferPointer, _ type: ElementType, to target: UnsafeMutablePointer<Float>
  ) {
    switch type {
    case .f32: convert(bytes, target) { (x: Float) in x }
    case .f16: convert(bytes, target) { (x: UInt16) in float(half: x) }
    case .bf16: convert(bytes, target) { (x: UInt16) in float(brain: x) }
    case .f64: convert(bytes, target) { (x: Double) in Float(x) }
    case .bool: convert(bytes, target) { (x: UInt8) in x == 0 ? 0 : 1 }
    case .u8: convert(bytes, target) { (x: UInt8) in Float(x) }
    case .i8: convert(bytes, target) { (x: Int8) in Float(x) }
    case .u16: convert(bytes, target) { (x: UInt16) in Float(x) }
    case .i16: convert(bytes, target) { (x: Int16) in Float(x) }
    case .u32: convert(bytes, target) { (x: UInt32) in Float(x) }
    case .i32: convert(bytes, target) { (x: Int32) in Float(x) }
    case .u64: convert(bytes, target) { (x: UInt64) in Float(x) }
    case .i64: convert(bytes, target) { (x: Int64) in Float(x) }
    default: break
    }
  }

  /// Whole numbers; nil for other types and for numbers beyond an `Int`.
  static func integers(_ bytes: UnsafeRawBufferPointer, _ type: ElementType) -> [Int]? {
    switch type {
    case .bool: return converted(bytes) { (x: UInt8) in x == 0 ? 0 : 1 }
    case .u8: return converted(bytes) { (x: UInt8) in Int(x) }
    case .i8: return converted(bytes) { (x: Int8) in Int(x) }
    case .u16: return converted(bytes) { (x: UInt16) in Int(x) }
    case .i16: return converted(bytes) { (x: Int16) in Int(x) }
    case .u32: return converted(bytes) { (x: UInt32) in Int(x) }
    case .i32: return converted(bytes) { (x: Int32) in Int(x) }
    case .i64: return converted(bytes) { (x: Int64) in Int(x) }
    case .u64:
      let values = converted(bytes) { (x: UInt64) in x }
      return values.allSatisfy { $0 <= Int.max } ? values.map { Int($0) } : nil
    default: return nil
    }
  }

  private static func converted<Stored: BitwiseCopyable, Value>(
    _ bytes: UnsafeRawBufferPointer, _ value: (Stored) -> Value
  ) -> [Value] {
    let count = bytes.count / MemoryLayout<Stored>.size
    return [Value](unsafeUninitializedCapacity: count) { target, initialized in
      guard let base = target.baseAddress else { return }
      convert(bytes, base, value)
      initialized = count
    }
  }

  /// Reads without asking for alignment: some writers do not pad the header.
  @inline(__always)
  private static func convert<Stored: BitwiseCopyable, Value>(
    _ bytes: UnsafeRawBufferPointer, _ target: UnsafeMutablePointer<Value>,
    _ value: (Stored) -> Value
  ) {
    guard var source = bytes.baseAddress else { return }
    var target = target
    for _ in 0..<bytes.count / MemoryLayout<Stored>.size {
      target.initialize(to: value(source.loadUnaligned(as: Stored.self)))
      target += 1
      source += MemoryLayout<Stored>.size
    }
  }
}
