/// The element types a safetensors file can name.
public enum ElementType: String, CaseIterable, Sendable {
  case bool = "BOOL"
  case f4 = "F4"
  case f6E2M3 = "F6_E2M3"
  case f6E3M2 = "F6_E3M2"
  case u8 = "U8"
  case i8 = "I8"
  case f8E5M2 = "F8_E5M2"
  case f8E4M3 = "F8_E4M3"
  case f8E8M0 = "F8_E8M0"
  case f8E4M3FNUZ = "F8_E4M3FNUZ"
  case f8E5M2FNUZ = "F8_E5M2FNUZ"
  case i16 = "I16"
  case u16 = "U16"
  case f16 = "F16"
  case bf16 = "BF16"
  case i32 = "I32"
  case u32 = "U32"
  case f32 = "F32"
  case c64 = "C64"
  case f64 = "F64"
  case i64 = "I64"
  case u64 = "U64"

  /// Bits of one element.
  public var bits: Int {
    switch self {
    case .f4: return 4
    case .f6E2M3, .f6E3M2: return 6
    case .bool, .u8, .i8, .f8E5M2, .f8E4M3, .f8E8M0, .f8E4M3FNUZ, .f8E5M2FNUZ: return 8
    case .i16, .u16, .f16, .bf16: return 16
    case .i32, .u32, .f32: return 32
    case .c64, .f64, .i64, .u64: return 64
    }
  }

  /// Whether the elements are whole numbers or truth values.
  public var isInteger: Bool {
    switch self {
    case .bool, .u8, .i8, .i16, .u16, .i32, .u32, .i64, .u64: return true
    default: return false
    }
  }

  /// Whether the elements can be read as numbers here: neither complex ones nor any of less than a
  /// byte, nor the kinds of floating point with 8 bits.
  public var isNumeric: Bool {
    switch self {
    case .f16, .bf16, .f32, .f64: return true
    default: return isInteger
    }
  }

  /// The bytes that a tensor of `shape` takes.
  /// - Returns: nil when the product overflows or is not a whole number of bytes.
  func byteCount(_ shape: [Int]) -> Int? {
    var total = 1
    for size in shape {
      let (product, overflow) = total.multipliedReportingOverflow(by: size)
      guard size >= 0, !overflow else { return nil }
      total = product
    }
    let (totalBits, overflow) = total.multipliedReportingOverflow(by: bits)
    guard !overflow, totalBits % 8 == 0 else { return nil }
    return totalBits / 8
  }
}
