extension Table.Cell {
  /// The number in the cell, a measurement's mean, or 1 and 0 for true and false.
  public var number: Double? {
    switch self {
    case .int(let value): Double(value)
    case .real(let value): value
    case .measurement(let value): value.mean
    case .bool(let value): value ? 1 : 0
    case .text, .missing: nil
    }
  }

  /// Whether the cell holds a number or a measurement.
  var isNumeric: Bool {
    switch self {
    case .int, .real, .measurement: true
    case .text, .bool, .missing: false
    }
  }

  /// Whether the cell holds a text.
  var isText: Bool {
    if case .text = self { true } else { false }
  }

  /// The cell as a name: in a pivot's header, in a legend.
  public var label: String {
    switch self {
    case .text(let value): value
    case .int(let value): String(value)
    case .real(let value): NumberFormat.significant(6).digits(value)
    case .measurement(let value): NumberFormat.significant(6).digits(value.mean)
    case .bool(let value): value ? "true" : "false"
    case .missing: "missing"
    }
  }

  /// Equal for cells that belong to the same group: 1 and 1.0 do.
  var key: Table.Cell {
    switch self {
    case .int(let value): .real(Double(value))
    case .real(let value) where value.isNaN: .missing
    default: self
    }
  }

  /// Numbers before texts before truth values before what is missing, each kind in its order.
  static func isOrdered(_ a: Table.Cell, _ b: Table.Cell) -> Bool {
    switch (a, b) {
    case (.text(let x), .text(let y)): x < y
    case (.bool(let x), .bool(let y)): !x && y
    default:
      if a.rank == b.rank, let x = a.number, let y = b.number { x < y } else { a.rank < b.rank }
    }
  }

  private var rank: Int {
    switch self {
    case .int, .measurement: 0
    case .real(let value): value.isNaN ? 3 : 0
    case .text: 1
    case .bool: 2
    case .missing: 4
    }
  }
}
