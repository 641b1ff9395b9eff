import UptNotebook
import UptRuntime
import UptTensor

/// Matrices and tables as heat maps.
enum HeatMapLibrary {
  static let heatmap = Builtin(
    "heatmap",
    [
      .required("data", help: "a tensor of rows and columns, or a table"),
      .omissible("rows", help: "the rows' names; of a table, the column that has them"),
      .omissible("columns", help: "likewise"),
      .omissible("value", help: "the column of a table that is averaged where both meet"),
      .omissible("title", help: "a line above it"),
    ],
    help: """
      Draws numbers in rows and columns as colours: those of a tensor, of a table whose first column
      names the rows, such as a confusion or a pivot, or of a table with a column each for the rows,
      the columns and the values.

          heatmap(tensor([[1, 2], [3, 4]]), rows: ["a", "b"], columns: ["x", "y"])
          let t = table(shots: [1, 4, 4], method: ["text", "text", "visual"], accuracy: [0.5, 0.7, 1])
          heatmap(t, rows: "method", columns: "shots", value: "accuracy")
      """
  ) { call in
    var map: HeatMap
    switch call[0] {
    case .object(let object as TableObject): map = try call.map(of: object.table)
    case .object(let object as TensorObject): map = try call.map(of: object.value)
    default: throw call.mismatch(0, "a tensor or a table")
    }
    if call.has("title") { map.title = try call.text("title") }
    return .object(HeatMapObject(map))
  }
}

extension Call {
  /// The map of a table: as it is, or by three of its columns.
  fileprivate func map(of table: Table) throws -> HeatMap {
    let given = ["rows", "columns", "value"].filter(has)
    guard given.isEmpty || given.count == 3 else {
      throw error(
        position(of: given[0]),
        "a heat map of a table needs `rows`, `columns` and `value`, or none of them", kind: .call,
        hint: "heatmap(table, rows: \"…\", columns: \"…\", value: \"…\")")
    }
    let map =
      given.isEmpty
      ? try HeatMap.from(table)
      : try HeatMap.from(
        table, rows: column("rows", of: table), columns: column("columns", of: table),
        value: column("value", of: table))
    guard let map else { throw error(0, "the table has no numbers to draw") }
    return map
  }

  /// The map of a matrix; a tensor of one axis is one row.
  fileprivate func map(of tensor: Tensor) throws -> HeatMap {
    let shape = tensor.rank == 1 ? [1] + tensor.shape : tensor.shape
    guard shape.count == 2, tensor.count > 0 else {
      throw error(
        0, "a heat map shows a tensor of rows and columns, not one of shape \(tensor.shape)",
        kind: .shape)
    }
    guard !has("value") else {
      throw error(position(of: "value"), "`value` is a column of a table, not of a tensor")
    }
    let map = HeatMap(
      rows: try names("rows", shape[0]), columns: try names("columns", shape[1]),
      values: tensor.data.map(Double.init))
    guard let map else { throw error(0, "the tensor has no numbers to draw") }
    return map
  }

  /// The names of the rows or columns of a tensor; without any they are counted from 0.
  private func names(_ name: String, _ count: Int) throws -> [String] {
    guard has(name) else { return (0..<count).map(String.init) }
    let position = position(of: name)
    let names = try list(position).map { $0.cell.label }
    guard names.count == count else {
      throw error(
        position, "`\(name)` has length \(names.count), but the tensor has \(count) \(name)",
        kind: .shape)
    }
    return names
  }
}
