import UptBuiltins
import UptNotebook
import UptTensor

/// Cells as JSON that reads back as the same cells, bit by bit; infinities and NaN included, which
/// JSON does not have.
extension JSONValue {
  init(exactly cell: Table.Cell) {
    switch cell {
    case .text(let text): self = .string(text)
    case .int(let number): self = .integer(number)
    case .real(let number): self = Self.exactly(number)
    case .bool(let flag): self = .bool(flag)
    case .missing: self = .null
    case .measurement(let value):
      var object: JSONObject = ["values": .array(value.values.map(Self.exactly))]
      object["seeds"] = value.seeds.map { .array($0.map(JSONValue.integer)) }
      self = .object(object)
    }
  }

  private static func exactly(_ number: Double) -> JSONValue {
    number.isFinite ? .number(number) : .object(["real": .string("\(number)")])
  }

  /// Named cells as an object.
  init(exactly cells: [NamedCell]) {
    self = .object(JSONObject(cells.map { ($0.name, JSONValue(exactly: $0.cell)) }))
  }

  /// The cells of an object; nil if it holds something else.
  var namedCells: [NamedCell]? {
    guard let members = object?.members else { return nil }
    let cells = members.compactMap { name, value in value.cell.map { NamedCell(name, $0) } }
    return cells.count == members.count ? cells : nil
  }

  private var cell: Table.Cell? {
    switch self {
    case .string(let text): return .text(text)
    case .integer(let number): return .int(number)
    case .bool(let flag): return .bool(flag)
    case .null: return .missing
    case .array: return nil
    case .number, .object:
      if let number = exactNumber { return .real(number) }
      let values = self["values"]?.array?.compactMap(\.exactNumber)
      let seeds = self["seeds"]?.array?.compactMap(\.integer)
      guard let values, values.count == self["values"]?.array?.count else { return nil }
      return Measurement(of: values, seeds: seeds).map(Table.Cell.measurement)
    }
  }

  private var exactNumber: Double? {
    if case .number(let number) = self { return number }
    return self["real"]?.string.flatMap { Double($0) }
  }
}
