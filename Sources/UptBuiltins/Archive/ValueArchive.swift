import UptRuntime
import UptTensor

/// The values of names, as they are kept between runs of a script.
///
/// What belongs to a running program is left out, with the reason: functions, encoders, data sets
/// and whatever holds them.
public struct ValueArchive: Sendable {
  /// The values by name; each tensor is a number of one in ``tensors``.
  private var values: [String: KeptValue] = [:]
  /// Why values were left out, by name: `is a function`, `holds an encoder`.
  public private(set) var reasons: [String: String] = [:]
  /// The elements of all tensors.
  public var tensors: [Tensor] = []

  /// An archive of values.
  public init(_ values: [String: Value] = [:], _ surroundings: Surroundings) {
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      var keeper = ValueKeeper(surroundings, tensors: tensors)
      do {
        self.values[name] = try keeper.kept(value)
        tensors = keeper.tensors
      } catch {
        reasons[name] = error.reason
      }
    }
  }

  /// The names whose values it has.
  public var names: Set<String> { Set(values.keys) }

  /// The value of a name as it was, but for gradients; nil if it is not kept or what it belongs to
  /// is gone, such as an encoder's file.
  public func value(of name: String, _ surroundings: Surroundings) -> Value? {
    values[name].flatMap { ValueRestorer(surroundings, tensors: tensors).value($0) }
  }
}

extension ValueArchive: Codable {
  private enum CodingKeys: String, CodingKey { case values, reasons }

  // Tensors are too many numbers for a text and go another way.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    values = try parts.decode([String: KeptValue].self, forKey: .values)
    reasons = try parts.decode([String: String].self, forKey: .reasons)
  }

  public func encode(to encoder: any Encoder) throws {
    var parts = encoder.container(keyedBy: CodingKeys.self)
    try parts.encode(values, forKey: .values)
    try parts.encode(reasons, forKey: .reasons)
  }
}
