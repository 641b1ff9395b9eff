import Foundation
import UptNotebook
import UptRuntime

/// Arithmetic and order of measurements.
extension MeasurementObject {
  /// The value of `self op other`, or of `other op self` if `reversed`; nil if there is none.
  func combined(_ op: BinaryOperator, with other: Value, reversed: Bool) throws -> Value? {
    if case .object(let object as MeasurementObject) = other {
      let (a, b) = reversed ? (object, self) : (self, object)
      if let order = Self.order(op) {
        remark(Comparison(a.measurement, b.measurement), a.format == b.format ? format : .automatic)
        return .bool(order(a.measurement.mean, b.measurement.mean))
      }
      return try Self.combined(op, a, b)
    }
    guard let number = other.asNumber else { return nil }
    if let order = Self.order(op) {
      remark(Comparison(measurement, with: number), format)
      let mean = measurement.mean
      return .bool(reversed ? order(number, mean) : order(mean, number))
    }
    guard let function = Self.function(op) else { return nil }
    return value(
      try measurement.map { try reversed ? function(number, $0) : function($0, number) },
      Self.keepsUnit(op) ? format : .automatic)
  }

  /// Two measurements run by run, which takes runs of the same seeds.
  private static func combined(
    _ op: BinaryOperator, _ a: MeasurementObject, _ b: MeasurementObject
  ) throws -> Value? {
    guard let function = function(op) else { return nil }
    let combined = try a.measurement.combined(with: b.measurement) { try function($0, $1) }
    guard let combined else {
      let areKnown = a.measurement.seeds != nil && b.measurement.seeds != nil
      throw RuntimeError(
        .value, "`\(op.rawValue)` goes run by run, but "
          + (areKnown ? "the measurements have different seeds" : "a measurement has no seeds"),
        hint: areKnown
          ? "compare(a, b) compares their means"
          : "measure(values, seeds: […]) says which runs belong together")
    }
    return a.value(combined, a.format == b.format && keepsUnit(op) ? a.format : .automatic)
  }

  /// Another measurement that makes its remarks where this one does.
  func value(_ measurement: UptNotebook.Measurement, _ format: NumberFormat) -> Value {
    .object(MeasurementObject(measurement, format, in: surroundings))
  }

  private func remark(_ comparison: Comparison, _ format: NumberFormat) {
    if let text = comparison.remark(format) { surroundings?.remark(text) }
  }

  // MARK: Operators

  /// Sums and differences are of the unit of their operands.
  private static func keepsUnit(_ op: BinaryOperator) -> Bool { op == .add || op == .subtract }

  private static func order(_ op: BinaryOperator) -> ((Double, Double) -> Bool)? {
    switch op {
    case .less: (<)
    case .lessEqual: (<=)
    case .greater: (>)
    case .greaterEqual: (>=)
    default: nil
    }
  }

  private static func function(_ op: BinaryOperator) -> ((Double, Double) throws -> Double)? {
    switch op {
    case .add: (+)
    case .subtract: (-)
    case .multiply: (*)
    case .power: pow
    case .divide:
      { a, b in
        guard b != 0 else { throw RuntimeError(.arithmetic, "division by zero") }
        return a / b
      }
    default: nil
    }
  }
}
