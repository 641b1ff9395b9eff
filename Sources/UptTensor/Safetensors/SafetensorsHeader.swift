/// The table of contents of a safetensors file, checked in full before any tensor is looked at:
/// whoever holds one may index the file's bytes without further checks.
struct SafetensorsHeader {
  /// One tensor: what it is and where it lies in the file.
  struct Entry: Equatable {
    let type: ElementType
    let shape: [Int]
    /// Offsets in the file, not in the data part.
    let range: Range<Int>
  }

  /// The tensors' names in the order of the header.
  private(set) var names: [String] = []
  private(set) var entries: [String: Entry] = [:]
  private(set) var metadata: [String: String] = [:]

  /// The largest header the format allows.
  static let sizeLimit = 100_000_000
  private static let rankLimit = 32
  private static let nameLimit = 4096

  /// - Throws: `.format` naming the file, the tensor and the rule that is broken.
  init(_ bytes: UnsafeRawBufferPointer, path: String) throws {
    let reader = Reader(path: path)
    guard bytes.count >= 8 else {
      throw reader.failure(
        "the file has \(bytes.count) bytes; the header's length alone takes 8")
    }
    let length = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    guard length <= Self.sizeLimit else {
      throw reader.failure("the header claims \(length) bytes; at most \(Self.sizeLimit) are legal")
    }
    let start = 8 + Int(length)
    guard start <= bytes.count else {
      throw reader.failure(
        "the header claims \(length) bytes, but only \(bytes.count - 8) follow its length")
    }
    guard bytes[8..<start].first == UInt8(ascii: "{") else {
      throw reader.failure("the header does not begin with '{'")
    }
    let members = try reader.parse(Array(bytes[8..<start]))
    for (name, value) in members {
      if name == "__metadata__" {
        metadata = try reader.metadata(value)
      } else {
        entries[name] = try reader.entry(name, value, dataStart: start)
        names.append(name)
      }
    }
    try reader.checkCoverage(names, entries, start..<bytes.count)
  }

  /// The rules, with the path that every message begins with.
  private struct Reader {
    let path: String

    func failure(_ message: String) -> EngineError {
      EngineError(.format, "\(path) is not a valid safetensors file: \(message)")
    }

    func failure(_ name: String, _ message: String) -> EngineError {
      failure("tensor \"\(name.prefix(200))\": \(message)")
    }

    func parse(_ header: [UInt8]) throws -> [(key: String, value: JSONValue)] {
      var limits = JSONValue.Limits()
      limits.depth = 8
      do {
        guard let object = try JSONValue(parsing: header, limits: limits).object else {
          throw failure("the header is not an object")
        }
        return object.members
      } catch let error as JSONError {
        throw failure("byte \(error.offset) of the header: \(error.message)")
      }
    }

    func metadata(_ value: JSONValue) throws -> [String: String] {
      guard let members = value.object?.members else {
        throw failure("__metadata__ is \(value.kindName) instead of an object")
      }
      var metadata: [String: String] = [:]
      for (key, value) in members {
        guard let text = value.string else {
          throw failure("\"\(key)\" in __metadata__ is \(value.kindName) instead of a string")
        }
        metadata[key] = text
      }
      return metadata
    }

    func entry(_ name: String, _ value: JSONValue, dataStart: Int) throws -> Entry {
      guard name.utf8.count <= nameLimit else {
        throw failure(name, "its name is longer than \(nameLimit) bytes")
      }
      guard let object = value.object else {
        throw failure(name, "\(value.kindName) instead of an object")
      }
      if let unknown = object.keys.first(where: { !Self.fields.contains($0) }) {
        throw failure(name, "an unknown field \"\(unknown)\"")
      }
      guard let typeName = object["dtype"]?.string else {
        throw failure(name, "its dtype is missing or not a string")
      }
      guard let type = ElementType(rawValue: typeName) else {
        throw failure(name, "unknown dtype \"\(typeName)\"")
      }
      guard let shape = sizes(object["shape"]), shape.count <= rankLimit else {
        throw failure(
          name, "its shape is not a list of at most \(rankLimit) integers from 0 upwards")
      }
      guard let offsets = sizes(object["data_offsets"]), offsets.count == 2 else {
        throw failure(name, "its data_offsets are not two integers from 0 upwards")
      }
      guard let size = type.byteCount(shape) else {
        throw failure(name, "\(typeName)\(shape) is no possible size")
      }
      let (length, backwards) = offsets[1].subtractingReportingOverflow(offsets[0])
      guard !backwards, length == size else {
        throw failure(
          name, "\(typeName)\(shape) takes \(size) bytes, but its data_offsets \(offsets) "
            + "span \(length)")
      }
      let (end, overflow) = offsets[1].addingReportingOverflow(dataStart)
      guard !overflow else { throw failure(name, "its data_offsets \(offsets) are too large") }
      return Entry(type: type, shape: shape, range: end - length..<end)
    }

    private static let fields: Set<String> = ["dtype", "shape", "data_offsets"]

    private func sizes(_ value: JSONValue?) -> [Int]? {
      guard let elements = value?.array else { return nil }
      let sizes = elements.compactMap(\.integer)
      return sizes.count == elements.count && sizes.allSatisfy { $0 >= 0 } ? sizes : nil
    }

    /// The tensors, in order of their offsets, follow each other without overlap or hole from the
    /// first byte of `data` to its last.
    func checkCoverage(
      _ names: [String], _ entries: [String: Entry], _ data: Range<Int>
    ) throws {
      let ordered = names.compactMap { name in entries[name].map { (name, $0.range) } }
        .sorted { ($0.1.lowerBound, $0.1.upperBound) < ($1.1.lowerBound, $1.1.upperBound) }
      var end = data.lowerBound
      var previous: String?
      for (name, range) in ordered {
        guard range.lowerBound >= end else {
          throw failure(
            name, "it overlaps tensor \"\(previous ?? "")\" by \(end - range.lowerBound) bytes")
        }
        guard range.lowerBound == end else {
          throw failure(name, "\(range.lowerBound - end) bytes before it belong to no tensor")
        }
        guard range.upperBound <= data.upperBound else {
          throw failure(
            name, "it ends \(range.upperBound - data.upperBound) bytes beyond the end of the file")
        }
        end = range.upperBound
        previous = name
      }
      guard end == data.upperBound else {
        throw failure("\(data.upperBound - end) bytes at its end belong to no tensor")
      }
    }
  }
}
