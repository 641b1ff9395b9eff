import Foundation

extension Table {
  /// The table as comma-separated values (RFC 4180), numbers in full precision. A column of
  /// measurements is followed by its half-widths and counts.
  public func csv() -> String {
    let flat = columns.flatMap(Self.flattened)
    var lines = [flat.map { Self.quoted($0.name) }.joined(separator: ",")]
    for row in 0..<rowCount {
      lines.append(flat.map { Self.csvField($0.cells[row]) }.joined(separator: ","))
    }
    return lines.map { $0 + "\r\n" }.joined()
  }

  /// The table as a JSON list with one object a row; what is missing or not finite is `null`.
  public func json() -> String {
    let rows = (0..<rowCount).map { row in
      let fields = columns.map { "\(Self.jsonString($0.name)): \(Self.jsonValue($0.cells[row]))" }
      return "  {" + fields.joined(separator: ", ") + "}"
    }
    return rows.isEmpty ? "[]\n" : "[\n" + rows.joined(separator: ",\n") + "\n]\n"
  }

  private static func flattened(_ column: Column) -> [Column] {
    let values = column.cells.map { cell -> Measurement? in
      if case .measurement(let value) = cell { value } else { nil }
    }
    guard values.contains(where: { $0 != nil }) else { return [column] }
    let spreads = values.map { $0?.halfWidth.map(Cell.real) ?? .missing }
    let counts = values.map { $0.map { Cell.int($0.count) } ?? .missing }
    return [
      column, Column(column.name + " half-width", spreads), Column(column.name + " count", counts),
    ]
  }

  private static func csvField(_ cell: Cell) -> String {
    switch cell {
    case .text(let value): quoted(value)
    case .int(let value): String(value)
    case .real(let value): "\(value)"
    case .measurement(let value): "\(value.mean)"
    case .bool(let value): value ? "true" : "false"
    case .missing: ""
    }
  }

  private static func quoted(_ text: String) -> String {
    let special = text.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
    return special ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }

  private static func jsonValue(_ cell: Cell) -> String {
    switch cell {
    case .text(let value): jsonString(value)
    case .int(let value): String(value)
    case .real(let value): jsonNumber(value)
    case .measurement(let value):
      "{\"mean\": \(jsonNumber(value.mean)), "
        + "\"half_width\": \(value.halfWidth.map(jsonNumber) ?? "null"), "
        + "\"count\": \(value.count)}"
    case .bool(let value): value ? "true" : "false"
    case .missing: "null"
    }
  }

  private static func jsonNumber(_ value: Double) -> String { value.isFinite ? "\(value)" : "null" }

  private static func jsonString(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
