import UptNotebook
import UptRuntime

/// A mean of several runs as a value of the language: it knows its interval, its runs and their
/// seeds, and takes part in arithmetic run by run.
final class MeasurementObject: HostObject, Drawn {
  let measurement: Measurement
  /// How its numbers are written where the script does not say.
  let format: NumberFormat
  /// Where remarks about comparisons go.
  let surroundings: Surroundings?

  init(
    _ measurement: Measurement, _ format: NumberFormat = .automatic, in surroundings: Surroundings?
  ) {
    self.measurement = measurement
    self.format = format
    self.surroundings = surroundings
  }

  override var typeName: String { "measurement" }
  override var summary: String { measurement.text(format) }
  func draw(_ style: RenderStyle) -> String { measurement.text(format, style) }

  override func isEqual(to other: Value) -> Bool {
    guard case .object(let object as MeasurementObject) = other else { return false }
    return object.measurement == measurement
  }

  // MARK: Operators

  override func negate() throws -> Value? { value(measurement.map { -$0 }, format) }

  override func binary(_ op: BinaryOperator, with other: Value, reversed: Bool) throws -> Value? {
    try combined(op, with: other, reversed: reversed)
  }

  // MARK: Members

  private static let properties: [(name: String, value: @Sendable (Measurement) -> Value)] = [
    ("high", { m in m.halfWidth.map { .real(m.mean + $0) } ?? .nothing }),
    ("interval", { $0.halfWidth.map(Value.real) ?? .nothing }),
    ("low", { m in m.halfWidth.map { .real(m.mean - $0) } ?? .nothing }),
    ("mean", { .real($0.mean) }),
    ("n", { .int($0.count) }),
    ("seeds", { $0.seeds.map { .list($0.map(Value.int)) } ?? .nothing }),
    ("std", { Sample.deviation($0.values).map(Value.real) ?? .nothing }),
    ("values", { .list($0.values.map(Value.real)) }),
  ]

  override var memberNames: [String] { Self.properties.map(\.name) }

  override func member(_ name: String) -> Value? {
    Self.properties.first { $0.name == name }?.value(measurement)
  }

  // MARK: Text

  /// A number's format for mean and interval; the width is that of the whole.
  override func formatted(_ format: FormatSpec) throws -> String? {
    let isNumber = format.type.map { $0 != "s" } ?? (format.precision != nil)
    guard isNumber else { return nil }
    var number = format
    number.width = 0
    let mean = try Self.digits(measurement.mean, number)
    number.showsPlus = false
    let interval = try measurement.halfWidth.map { try Self.digits($0, number) }
    let text = measurement.text(
      mean: mean, interval: interval, unit: format.type == "%" ? "%" : "")
    var frame = format
    frame.type = nil
    frame.precision = nil
    frame.alignment = format.alignment ?? ">"
    return frame.format(text)
  }

  /// A number without its unit, which stands once behind the interval.
  private static func digits(_ number: Double, _ format: FormatSpec) throws -> String {
    let text = try Value.real(number).formatted(format)
    return text.hasSuffix("%") ? String(text.dropLast()) : text
  }
}
