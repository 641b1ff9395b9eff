/// The first part of a `.npy` file: what its array holds and where the elements begin.
///
/// The format is that of `numpy.lib.format`, versions 1.0 to 3.0: the signature, the version, the
/// length of a text, and the text, a Python dictionary of three keys.
struct NumpyHeader {
  /// Type of the elements.
  let type: ElementType
  /// Whether elements have their highest byte first.
  let isBigEndian: Bool
  /// Whether the first axis varies fastest, as in Fortran.
  let isColumnMajor: Bool
  let shape: [Int]
  /// Where the elements begin.
  let dataStart: Int

  static let signature: [UInt8] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]
  /// The most axes that are read or written; NumPy itself had this bound up to its version 1.
  static let rankLimit = 32

  /// - Throws: `.format`.
  init(_ bytes: UnsafeRawBufferPointer) throws {
    guard bytes.starts(with: Self.signature) else {
      throw EngineError(.format, "the signature of .npy is missing")
    }
    guard let version = bytes.number(UInt8.self, at: 6) else { throw Self.cutOff() }
    guard (1...3).contains(version) else {
      throw EngineError(.format, "version \(version) of .npy is not known")
    }
    let textStart = version == 1 ? 10 : 12
    let length = version == 1 ? bytes.number(UInt16.self, at: 8) : bytes.number(UInt32.self, at: 8)
    guard let length, length <= bytes.count - textStart else { throw Self.cutOff() }
    dataStart = textStart + length

    let members = try NumpyHeaderText(bytes[textStart..<dataStart]).members()
    guard case .text(let name)? = members["descr"], case .flag(let order)? = members["fortran_order"],
      case .sizes(let sizes)? = members["shape"], members.count == 3
    else { throw NumpyHeaderText.notUnderstood() }
    guard sizes.count <= Self.rankLimit else {
      throw EngineError(
        .format, "the array has \(sizes.count) axes, where at most \(Self.rankLimit) are read")
    }
    guard let known = Self.types[String(name.dropFirst())], let mark = name.first,
      "<>|=".contains(mark)
    else {
      throw EngineError(
        .format, "the array's elements are of type \"\(name)\", which cannot be read as numbers",
        hint: "in NumPy, x.astype(\"float32\") makes numbers of them where that is possible")
    }
    type = known
    isBigEndian = mark == ">"
    isColumnMajor = order
    shape = sizes
  }

  private static let types: [String: ElementType] = [
    "b1": .bool, "f2": .f16, "f4": .f32, "f8": .f64, "i1": .i8, "i2": .i16, "i4": .i32, "i8": .i64,
    "u1": .u8, "u2": .u16, "u4": .u32, "u8": .u64,
  ]

  private static func cutOff() -> EngineError {
    EngineError(.format, "the .npy header is cut off")
  }
}

/// The Python dictionary in a header: as much of Python as NumPy writes there.
private struct NumpyHeaderText {
  enum Member {
    case text(String)
    case flag(Bool)
    case sizes([Int])
  }

  private var rest: Slice<UnsafeRawBufferPointer>

  init(_ text: Slice<UnsafeRawBufferPointer>) { rest = text }

  static func notUnderstood() -> EngineError {
    EngineError(.format, "the .npy header is not understood")
  }

  /// The members by their keys, which may stand in any order but not twice.
  consuming func members() throws -> [String: Member] {
    var members: [String: Member] = [:]
    try expect("{")
    while !take("}") {
      let key = try string()
      try expect(":")
      guard members.updateValue(try member(), forKey: key) == nil else {
        throw Self.notUnderstood()
      }
      if !take(",") {
        try expect("}")
        break
      }
    }
    skipSpace()
    guard rest.isEmpty else { throw Self.notUnderstood() }
    return members
  }

  private mutating func member() throws -> Member {
    skipSpace()
    switch rest.first {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "("): return .sizes(try sizes())
    case UInt8(ascii: "["):
      throw EngineError(
        .format, "the array's elements are records of several fields",
        hint: "in NumPy, x[\"field\"] is the array of one field")
    default:
      switch word() {
      case "True": return .flag(true)
      case "False": return .flag(false)
      default: throw Self.notUnderstood()
      }
    }
  }

  private mutating func sizes() throws -> [Int] {
    var sizes: [Int] = []
    try expect("(")
    while !take(")") {
      skipSpace()
      guard let size = Int(word()), size >= 0 else {
        throw EngineError(.format, "the shape in the .npy header is not understood")
      }
      sizes.append(size)
      if !take(",") {
        try expect(")")
        break
      }
    }
    return sizes
  }

  private mutating func string() throws -> String {
    skipSpace()
    guard let quote = rest.popFirst(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\""),
      let end = rest.firstIndex(of: quote)
    else { throw Self.notUnderstood() }
    let text = String(decoding: rest[..<end], as: UTF8.self)
    rest = rest[(end + 1)...]
    return text
  }

  /// The letters and digits that come next.
  private mutating func word() -> String {
    let word = rest.prefix {
      switch $0 {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"): true
      default: false
      }
    }
    rest = rest.dropFirst(word.count)
    return String(decoding: word, as: UTF8.self)
  }

  private mutating func skipSpace() {
    rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard rest.first == UInt8(ascii: character) else { return false }
    rest = rest.dropFirst()
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws {
    guard take(character) else { throw Self.notUnderstood() }
  }
}
