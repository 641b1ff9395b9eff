/// Reads the elements of a MATLAB file; every size in it is checked before it is believed.
struct MatlabReader {
  /// How data lie in an element.
  private enum Storage: Int {
    case int8 = 1, uint8, int16, uint16, int32, uint32, single
    case double = 9, int64 = 12, uint64, matrix, compressed, utf8, utf16

    /// Bytes of a number.
    var width: Int {
      switch self {
      case .int8, .uint8, .utf8, .matrix, .compressed: 1
      case .int16, .uint16, .utf16: 2
      case .int32, .uint32, .single: 4
      case .double, .int64, .uint64: 8
      }
    }
  }

  private struct Element {
    let storage: Storage?
    let range: Range<Int>
    /// Where the next one begins.
    let next: Int
  }

  private let bytes: [UInt8]
  /// How deep matrices may lie in matrices.
  private static let deepest = 16

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// All variables from a position to the end.
  /// - Parameter isPacked: whether the bytes were compressed, and hold nothing that is.
  func variables(from start: Int, isPacked: Bool = false) throws -> [String: MatlabValue] {
    var found: [String: MatlabValue] = [:]
    var position = start
    while position < bytes.count {
      let element = try element(at: position, in: position..<bytes.count)
      switch element.storage {
      case .compressed where !isPacked:
        let packed = Array(bytes[element.range])
        let limit = min(packed.count * 1032, MatlabFile.largest)
        let inner = MatlabReader(try Inflate.zlib(packed, limit: limit))
        found.merge(try inner.variables(from: 0, isPacked: true)) { _, new in new }
      case .matrix:
        let (name, value) = try matrix(element.range, depth: 0)
        found[name] = value
      default: break
      }
      position = element.next
    }
    return found
  }

  /// An element's tag: its storage and size in eight bytes, or, where the data are small, in four
  /// with the data behind.
  private func element(at position: Int, in range: Range<Int>) throws -> Element {
    guard let word = number(position, width: 4, in: range) else {
      throw Self.broken("it ends too early")
    }
    let isSmall = word >> 16 != 0
    let size = isSmall ? word >> 16 : number(position + 4, width: 4, in: range)
    let start = position + (isSmall ? 4 : 8)
    guard let size, size <= range.upperBound - start, !isSmall || size <= 4 else {
      throw Self.broken("an element is longer than what holds it")
    }
    let storage = Storage(rawValue: word & 0xffff)
    let end = start + size
    let padded = storage == .compressed ? end : position + (end - position + 7) / 8 * 8
    return Element(
      storage: storage, range: start..<end, next: min(padded, range.upperBound))
  }

  /// A matrix of any class, with its name.
  private func matrix(_ range: Range<Int>, depth: Int) throws -> (String, MatlabValue) {
    guard depth < Self.deepest else { throw Self.broken("it is nested too deeply") }
    // An empty field is a matrix without anything in it.
    guard !range.isEmpty else { return ("", .unread) }
    let flags = try element(at: range.lowerBound, in: range)
    let kind = flags.range.isEmpty ? 0 : bytes[flags.range.lowerBound]
    guard (1...15).contains(kind), kind != 3, kind != 5 else { return ("", .unread) }
    let sizes = try element(at: flags.next, in: range)
    let title = try element(at: sizes.next, in: range)
    let name = String(decoding: bytes[title.range], as: UTF8.self)
    var count = 1
    for size in try numbers(sizes) {
      // Every entry takes a byte at least.
      let (product, overflow) = count.multipliedReportingOverflow(by: Int(exactly: size) ?? -1)
      guard !overflow, (0...bytes.count).contains(product) else {
        throw Self.broken("a matrix has more entries than the file has bytes")
      }
      count = product
    }
    switch kind {
    case 1:
      var position = title.next
      return (name, .cells(try matrices(count, from: &position, range, depth)))
    case 2: return (name, .structs(try structs(count, from: title.next, range, depth)))
    case 4: return (name, .text(try text(element(at: title.next, in: range))))
    default:
      guard count > 0 else { return (name, .numbers([])) }
      let numbers = try numbers(element(at: title.next, in: range))
      guard numbers.count == count else { throw Self.broken("a matrix lacks entries") }
      return (name, .numbers(numbers))
    }
  }

  private func matrices(
    _ count: Int, from position: inout Int, _ range: Range<Int>, _ depth: Int
  ) throws -> [MatlabValue] {
    var values: [MatlabValue] = []
    for _ in 0..<count {
      let element = try element(at: position, in: range)
      guard element.storage == .matrix else { throw Self.broken("a cell is no matrix") }
      values.append(try matrix(element.range, depth: depth + 1).1)
      position = element.next
    }
    return values
  }

  private func structs(
    _ count: Int, from start: Int, _ range: Range<Int>, _ depth: Int
  ) throws -> [[String: MatlabValue]] {
    let width = try element(at: start, in: range)
    let names = try element(at: width.next, in: range)
    guard let length = try numbers(width).first.flatMap({ Int(exactly: $0) }), length > 0 else {
      throw Self.broken("the names of a struct's fields have no length")
    }
    let fields = stride(from: names.range.lowerBound, to: names.range.upperBound, by: length)
      .map { start in
        let name = bytes[start..<min(start + length, names.range.upperBound)]
        return String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
      }
    var position = names.next
    return try (0..<count).map { _ in
      let values = try matrices(fields.count, from: &position, range, depth)
      return Dictionary(zip(fields, values)) { _, last in last }
    }
  }

  private func text(_ element: Element) throws -> String {
    switch element.storage {
    case .uint16, .utf16:
      return String(decoding: try numbers(element).map { UInt16($0) }, as: UTF16.self)
    default: return String(decoding: bytes[element.range], as: UTF8.self)
    }
  }

  private func numbers(_ element: Element) throws -> [Double] {
    guard let storage = element.storage else { throw Self.broken("unknown storage") }
    return stride(from: element.range.lowerBound, to: element.range.upperBound, by: storage.width)
      .compactMap { position in
        guard let raw = bits(position, width: storage.width, in: element.range) else { return nil }
        return switch storage {
        case .int8: Double(Int8(truncatingIfNeeded: raw))
        case .int16: Double(Int16(truncatingIfNeeded: raw))
        case .int32: Double(Int32(truncatingIfNeeded: raw))
        case .int64: Double(Int64(truncatingIfNeeded: raw))
        case .single: Double(Float(bitPattern: UInt32(truncatingIfNeeded: raw)))
        case .double: Double(bitPattern: raw)
        default: Double(raw)
        }
      }
  }

  /// The bits of a number; nil when it reaches beyond the range.
  private func bits(_ position: Int, width: Int, in range: Range<Int>) -> UInt64? {
    guard position >= range.lowerBound, width <= range.upperBound - position else { return nil }
    return bytes[position..<position + width].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func number(_ position: Int, width: Int, in range: Range<Int>) -> Int? {
    bits(position, width: width, in: range).flatMap { Int(exactly: $0) }
  }

  private static func broken(_ why: String) -> EngineError { EngineError(.format, why) }
}
