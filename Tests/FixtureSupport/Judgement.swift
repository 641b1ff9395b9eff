import Foundation
import UptTensor

/// How far numbers may be from the reference, read from the fixtures' manifest.
public struct Tolerances: Sendable {
  private let root: JSONValue

  /// - Throws: when the manifest is missing or not JSON.
  public init() throws {
    root = try Fixtures.json("manifest.json")["tolerances"] ?? .null
  }

  /// The number at a path of keys, such as `("zero_shot", "logits")`.
  public func callAsFunction(_ keys: String...) throws -> Double {
    guard let value = keys.reduce(Optional(root), { $0?[$1] })?.double else {
      throw EngineError(.format, "the manifest states no tolerance for \(keys)")
    }
    return value
  }
}

extension Fixtures {
  public static func json(_ relative: String) throws -> JSONValue {
    try JSONValue(parsing: MappedFile.read(path(relative)), of: path(relative))
  }

  public static func tensors(_ relative: String) throws -> SafetensorsFile {
    try SafetensorsFile(path(relative))
  }
}

extension Tensor {
  /// The largest absolute difference; infinite for another shape or a value that is no number.
  public func largestDifference(from other: Tensor) -> Double {
    guard shape == other.shape else { return .infinity }
    var largest = 0.0
    for (a, b) in zip(data, other.data) {
      let difference = abs(Double(a) - Double(b))
      guard difference.isFinite else { return .infinity }
      largest = Swift.max(largest, difference)
    }
    return largest
  }

  public var largestMagnitude: Double { data.reduce(0) { Swift.max($0, Double(abs($1))) } }
}

/// Largest errors by group of fixtures, printed so that a run shows how close it came.
public enum Report {
  public static func error(_ group: String, _ error: Double, of tolerance: Double) {
    let share = tolerance > 0 ? error / tolerance : 0
    print("fixture \(group): largest error \(format(error)), \(format(share)) of the tolerance")
  }

  private static func format(_ value: Double) -> String { String(format: "%.2g", value) }
}
