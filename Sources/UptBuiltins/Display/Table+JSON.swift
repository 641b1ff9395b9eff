import UptNotebook
import UptTensor

extension Table {
  /// The table as a JSON list with one object a row, a line each; what is missing or not finite is
  /// `null`, and a measurement is an object with the values of its runs.
  func json() -> String {
    let rows = (0..<rowCount).map { row in
      JSONValue.object(JSONObject(columns.map { ($0.name, JSONValue($0.cells[row])) })).text()
    }
    return rows.isEmpty ? "[]" : "[\n  " + rows.joined(separator: ",\n  ") + "\n]"
  }

  /// The table of a JSON list of objects; what an object does not have is missing.
  /// - Throws: `.format` when the text of `path` is something else.
  init(_ json: JSONValue, of path: String) throws {
    func broken(_ problem: String) -> EngineError {
      EngineError(
        .format, "\(path): \(problem)", hint: "a table is a list of objects: [{\"a\": 1}, …]")
    }
    guard let elements = json.array else { throw broken("it holds \(json.kindName), no list") }
    let rows = try elements.enumerated().map { index, element in
      guard let object = element.object else {
        throw broken("row \(index) is \(element.kindName), no object")
      }
      return object
    }
    var names = JSONObject()
    for name in rows.lazy.flatMap(\.keys) { names[name] = .null }
    let columns = try names.keys.map { name in
      Column(
        name,
        try rows.enumerated().map { index, row in
          guard let value = row[name] else { return .missing }
          guard let cell = Cell(value) else {
            throw broken("`\(name)` of row \(index) is \(value.kindName)")
          }
          return cell
        })
    }
    try self.init(columns)
  }
}

extension JSONValue {
  fileprivate init(_ cell: Table.Cell) {
    switch cell {
    case .text(let value): self = .string(value)
    case .int(let value): self = .integer(value)
    case .real(let value): self = .number(value)
    case .bool(let value): self = .bool(value)
    case .missing: self = .null
    case .measurement(let value):
      var object: JSONObject = [
        "mean": .number(value.mean), "half_width": value.halfWidth.map(JSONValue.number) ?? .null,
        "count": .integer(value.count), "values": .array(value.values.map(JSONValue.number)),
      ]
      object["seeds"] = value.seeds.map { .array($0.map(JSONValue.integer)) }
      self = .object(object)
    }
  }
}

extension Table.Cell {
  /// The cell of a value; nil for lists, and for objects that are no measurements.
  fileprivate init?(_ json: JSONValue) {
    switch json {
    case .null: self = .missing
    case .bool(let value): self = .bool(value)
    case .integer(let value): self = .int(value)
    case .number(let value): self = .real(value)
    case .string(let value): self = .text(value)
    case .array: return nil
    case .object(let object):
      guard let values = object["values"]?.array else { return nil }
      let numbers = values.compactMap(\.double)
      let seeds = object["seeds"]?.array?.compactMap(\.integer)
      guard numbers.count == values.count,
        let measurement = Measurement(of: numbers, seeds: seeds)
      else { return nil }
      self = .measurement(measurement)
    }
  }
}
