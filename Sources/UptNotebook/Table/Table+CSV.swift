import Foundation

extension Table {
  /// The table as comma-separated values (RFC 4180), numbers in full precision. A column of
  /// measurements is followed by its half-widths and counts. Texts that could be taken for
  /// something else are quoted.
  public func csv() -> String {
    let flat = columns.flatMap(Self.flattened)
    var lines = [flat.map { Self.quoted($0.name) }.joined(separator: ",")]
    for row in 0..<rowCount {
      lines.append(flat.map { Self.csvField($0.cells[row]) }.joined(separator: ","))
    }
    return lines.map { $0 + "\r\n" }.joined()
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
    case .text(let value): Cell(reading: value) == cell ? quoted(value) : inQuotes(value)
    case .int(let value): String(value)
    case .real(let value): "\(value)"
    case .measurement(let value): "\(value.mean)"
    case .bool(let value): value ? "true" : "false"
    case .missing: ""
    }
  }

  private static func quoted(_ text: String) -> String {
    let special = text.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
    return special ? inQuotes(text) : text
  }

  private static func inQuotes(_ text: String) -> String {
    "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}

extension Table.Cell {
  /// The cell that an unquoted field stands for: nothing, a truth value, a number or else a text.
  /// Digits behind a leading zero, as in 007, are a text.
  public init(reading field: String) {
    let digits = field.drop { $0 == "-" || $0 == "+" }
    let isNumber = field.count - digits.count <= 1
      && digits.first.map { $0.isASCII && ($0.isNumber || $0 == ".") } == true
      && digits.allSatisfy { $0.isASCII && ($0.isNumber || ".eE+-".contains($0)) }
      && !(digits.hasPrefix("0") && digits.dropFirst().first?.isNumber == true)
    switch field {
    case "": self = .missing
    case "true": self = .bool(true)
    case "false": self = .bool(false)
    case "nan", "inf", "-inf": self = .real(Double(field) ?? .nan)
    case _ where isNumber:
      self = Int(field).map(Self.int) ?? Double(field).map(Self.real) ?? .text(field)
    default: self = .text(field)
    }
  }
}
