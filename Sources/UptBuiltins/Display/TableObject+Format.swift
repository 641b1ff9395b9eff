import UptNotebook
import UptRuntime

/// How a table's numbers are written.
extension TableObject {
  static let format = Builtin(
    "format",
    [
      .required("spec", help: "as in a string: \".2f\", \".1%\" or \".3g\""),
      .rest("columns", help: "names of columns; without any, all with numbers that are not whole"),
    ],
    help: """
      The table with its numbers written in another way; they stay what they are.

          table(shots: [1, 4], gain: [0.5, 12.25]).format(".2f")
          # shots   gain
          # ────────────
          #     1   0.50
          #     4  12.25
      """
  ) { call in
    let table = try call.table()
    let format = try call.numberFormat("spec")
    let isForAll = try call.list("columns").isEmpty
    let names = try isForAll
      ? table.columns.filter(\.holdsResults).map(\.name) : call.columns("columns", of: table)
    return try call.result(names.reduce(table) { try $0.formatted($1, as: format) })
  }
}

extension Call {
  /// A number's format, in the words of those in strings.
  fileprivate func numberFormat(_ name: String) throws -> NumberFormat {
    let text = try text(name)
    if let spec = FormatSpec(text), var plain = FormatSpec(""), let decimals = spec.precision {
      (plain.precision, plain.type) = (spec.precision, spec.type)
      switch spec.type ?? "f" {
      case "f" where plain == spec: return .fixed(decimals)
      case "%" where plain == spec: return .percent(decimals)
      case "g" where plain == spec && decimals > 0: return .significant(decimals)
      default: break
      }
    }
    throw error(
      position(of: name), "a column's numbers cannot be written as \"\(text)\"",
      hint: ".2f means two decimals, .1% percents with one, .3g three digits in all")
  }
}
