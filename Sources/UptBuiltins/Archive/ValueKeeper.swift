import Foundation
import UptNotebook
import UptRuntime
import UptTensor
import UptTuning

/// Why a value cannot be kept.
struct Unkept: Error {
  /// What follows the name: `is a function`.
  let reason: String
}

/// Brings values into the form in which they are kept.
struct ValueKeeper {
  private let surroundings: Surroundings
  /// The tensors that were met.
  private(set) var tensors: [Tensor]
  /// How deep in lists and records the value lies that is being looked at.
  private var depth = 0
  /// A text of deeper values would not be read again.
  private static let deepest = 100

  init(_ surroundings: Surroundings, tensors: [Tensor]) {
    self.surroundings = surroundings
    self.tensors = tensors
  }

  mutating func kept(_ value: Value) throws(Unkept) -> KeptValue {
    switch value {
    case .nothing: return .nothing
    case .bool(let flag): return .bool(flag)
    case .int(let number): return .int(number)
    case .real(let number): return .real(number)
    case .text(let text): return .text(text.string)
    case .list(let list): return try kept(list.elements)
    case .record(let record):
      return .record(labels: record.labels, values: try inner(record.values))
    case .dictionary(let dictionary):
      return .dictionary(
        keys: try inner(dictionary.keys.map(\.value)), values: try inner(dictionary.values))
    case .range(let range):
      return .range(lower: range.lower, bound: range.bound, isClosed: range.isClosed)
    case .function: throw unkept("a function")
    case .object(let object): return try kept(object)
    }
  }

  private mutating func kept(_ elements: [Value]) throws(Unkept) -> KeptValue {
    guard !elements.isEmpty else { return .list([]) }
    if let numbers = elements.all({ if case .int(let number) = $0 { number } else { nil } }) {
      return .integers(numbers)
    }
    if let numbers = elements.all({ if case .real(let number) = $0 { number } else { nil } }) {
      return .reals(numbers)
    }
    if let texts = elements.all({ if case .text(let text) = $0 { text.string } else { nil } }) {
      return .texts(texts)
    }
    return .list(try inner(elements))
  }

  private mutating func inner(_ elements: [Value]) throws(Unkept) -> [KeptValue] {
    guard depth < Self.deepest else { throw Unkept(reason: "is nested too deeply") }
    depth += 1
    defer { depth -= 1 }
    var found: [KeptValue] = []
    found.reserveCapacity(elements.count)
    for element in elements { found.append(try kept(element)) }
    return found
  }

  private mutating func kept(_ object: HostObject) throws(Unkept) -> KeptValue {
    switch object {
    case let object as TensorObject:
      tensors.append(object.value)
      let exact = object.value.exact.map { $0.withUnsafeBytes { Data($0) } }
      return .tensor(tensors.count - 1, isMask: object.isMask, exact: exact)
    case let object as TableObject: return .exhibit(object.exhibit)
    case let object as MeasurementObject: return .exhibit(object.exhibit)
    case let object as PlotObject: return .exhibit(object.exhibit)
    case let object as ImageObject:
      let image = object.image
      guard let raster = Raster(width: image.width, height: image.height, rgb: image.pixels) else {
        throw unkept("an image")
      }
      return .image(raster, name: object.name)
    case let object as TunedObject: return try kept(object.tuned)
    default: throw unkept(Value.object(object).typeWithArticle)
    }
  }

  private func kept(_ tuned: Tuned) throws(Unkept) -> KeptValue {
    guard tuned.method.recipe != nil else {
      throw unkept("the result of a method that the script defines")
    }
    let encoders = surroundings.encoders.sorted { $0.key < $1.key }
    guard let encoder = encoders.first(where: { $0.value.model === tuned.method.model }) else {
      throw unkept("the result of an encoder that was not read from a file")
    }
    let data = try? TemporaryFile.using { path in
      try tuned.save(to: path)
      return try Data(contentsOf: URL(fileURLWithPath: path))
    }
    guard let data else { throw unkept("too large for the folder of temporary files") }
    return .tuned(data, encoder: encoder.key, fingerprint: encoder.value.fingerprint())
  }

  private func unkept(_ what: String) -> Unkept {
    Unkept(reason: (depth == 0 ? "is " : "holds ") + what)
  }
}

/// A place for a file that is needed for a moment.
enum TemporaryFile {
  static func using<Result>(_ body: (String) throws -> Result) throws -> Result {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("upt-\(UUID().uuidString)").path
    defer { unlink(path) }
    return try body(path)
  }
}

extension [Value] {
  /// What a function gives for every element; nil if it gives nothing for one.
  fileprivate func all<Part>(_ part: (Value) -> Part?) -> [Part]? {
    var parts: [Part] = []
    for element in self {
      guard let part = part(element) else { return nil }
      parts.append(part)
    }
    return parts
  }
}
