import UptNotebook
import UptRuntime

/// A mean of several runs as a value of the language: it knows its interval, its runs and their
/// seeds, and takes part in arithmetic run by run.
final class MeasurementObject: HostObject, Exhibited {
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

  override var valueType: ValueType { Self.valueType }
  override var summary: String { measurement.text(format) }
  override func count(_ bytes: inout ByteCount) { bytes.add(elementsOf: measurement.values) }
  var exhibit: Exhibit { .measurement(measurement, format) }

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

  static let valueType = ValueType(
    "measurement", "The mean of several runs with its 95% interval, and the runs with their seeds.",
    properties: [
      property("mean", "The mean of the runs.") { .real($0.mean) },
      property("interval", "Half the width of the 95% interval; nil for a single run.") {
        $0.halfWidth.map(Value.real) ?? .nothing
      },
      property("low", "The lower end of the interval.") { run in
        run.halfWidth.map { .real(run.mean - $0) } ?? .nothing
      },
      property("high", "The upper end of the interval.") { run in
        run.halfWidth.map { .real(run.mean + $0) } ?? .nothing
      },
      property("std", "The standard deviation of the runs.") {
        Sample.deviation($0.values).map(Value.real) ?? .nothing
      },
      property("n", "How many runs there are.") { .int($0.count) },
      property("values", "The runs' results.") { .list($0.values.map(Value.real)) },
      property("seeds", "The runs' seeds; nil where they are not known.") {
        $0.seeds.map { .list($0.map(Value.int)) } ?? .nothing
      },
    ])

  private static func property(
    _ name: String, _ help: String, _ value: @escaping (Measurement) -> Value
  ) -> Property {
    Property(name, help) { (object: MeasurementObject) in value(object.measurement) }
  }

  // MARK: Text

  /// A number's format for mean and interval; the width is that of the whole.
  override func formatted(_ format: FormatSpec) throws -> String? {
    let isNumber = format.type.map { $0 != "s" } ?? (format.precision != nil)
    guard isNumber else { return nil }
    var number = format
    number.width = 0
    let mean = try Self.digits(measurement.mean, number)
    number.sign = .none
    let interval = try measurement.halfWidth.map { try Self.digits($0, number) }
    let text = measurement.text(
      mean: mean, interval: interval, unit: format.type == "%" ? "%" : "")
    var frame = format
    frame.type = nil
    frame.precision = nil
    frame.alignment = format.alignment ?? .right
    return frame.format(text)
  }

  /// A number without its unit, which stands once behind the interval.
  private static func digits(_ number: Double, _ format: FormatSpec) throws -> String {
    let text = try Value.real(number).formatted(format)
    return text.hasSuffix("%") ? String(text.dropLast()) : text
  }
}
