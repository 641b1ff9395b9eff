import UptNotebook
import UptRuntime

extension Value {
  /// A value as a cell: objects by their short form.
  var cell: Table.Cell {
    switch self {
    case .nothing: return .missing
    case .bool(let flag): return .bool(flag)
    case .int(let number): return .int(number)
    case .text(let text): return .text(text.string)
    case .object(let object as MeasurementObject): return .measurement(object.measurement)
    default: return asNumber.map(Table.Cell.real) ?? .text(summary)
    }
  }

  /// The number that this is; a tensor of one element counts.
  var asNumber: Double? {
    switch self {
    case .int(let number): Double(number)
    case .real(let number): number
    default: asTensor.flatMap { $0.value.count == 1 ? $0.value.data.first?.decimal : nil }
    }
  }
}

extension TableObject {
  /// A cell of a column as a value; what is measured keeps the column's format.
  func value(_ cell: Table.Cell, in column: Table.Column) -> Value {
    switch cell {
    case .text(let text): .text(text)
    case .int(let number): .int(number)
    case .real(let number): .real(number)
    case .measurement(let measurement):
      .object(MeasurementObject(measurement, column.format, in: surroundings))
    case .bool(let flag): .bool(flag)
    case .missing: .nothing
    }
  }
}
