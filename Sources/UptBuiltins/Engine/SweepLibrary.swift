import Foundation
import UptNotebook
import UptRuntime
import UptTensor

/// Grids of runs as one expression.
enum SweepLibrary {
  static func sweep(_ surroundings: Surroundings) -> Builtin {
    Builtin(
      "sweep", [.labelled("axes"), .required("run")],
      help: """
        Runs a function for every combination of the labelled lists and gives a table: one row for
        each, with the combination and the fields of the record that the function returned.
        Interrupted, it gives the rows it has.

            sweep(a: [1, 2], b: 1...2) { c in
              return (sum: c.a + c.b)
            }
        """
    ) { call in
      let record = try call.record("axes")
      let run = try call.function("run")
      let axes = try record.fields.map { name, value -> (String, [Value]) in
        guard let elements = try value.elements(), !elements.isEmpty else {
          throw call.error(
            0, "`\(name)` of a sweep must be a list or a range with at least one value, not "
              + value.summary, kind: .type)
        }
        return (name, elements)
      }
      guard !axes.isEmpty else {
        throw RuntimeError(
          .call, "a sweep needs at least one labelled list", hint: "for example sweep(seed: 1...3) { c in … }")
      }
      let total = try Tensor.elementCount(axes.map { $0.1.count })
      let token = call.interpreter.interrupt
      let start = Date()
      surroundings.sweeps += 1
      defer {
        surroundings.sweeps -= 1
        if surroundings.sweeps == 0 { surroundings.progress(nil) }
      }
      var rows = Rows(axes: axes.map(\.0))
      for point in 0..<total {
        let values = combination(point, axes)
        let result: Value
        do {
          result = try call.call(run, [.record(Array(zip(axes.map(\.0), values)))])
        } catch where token.isInterrupted && point > 0 {
          // The point under way is lost; the finished ones are not.
          break
        }
        if token.isInterrupted { break }
        try rows.append(values, result)
        if surroundings.sweeps == 1 {
          surroundings.progress(
            Progress(
              "sweep", done: point + 1, of: total, unit: "runs",
              elapsed: Date().timeIntervalSince(start)))
        }
      }
      if rows.count < total {
        surroundings.remark("sweep: stopped after \(rows.count) of \(total) runs")
      }
      return .object(TableObject(try rows.table()))
    }
  }

  /// The values of combination `index`; the last axis runs fastest.
  private static func combination(_ index: Int, _ axes: [(String, [Value])]) -> [Value] {
    var rest = index
    var values: [Value] = []
    for (_, choices) in axes.reversed() {
      values.append(choices[rest % choices.count])
      rest /= choices.count
    }
    return values.reversed()
  }

  /// The rows so far; all have the fields of the first.
  private struct Rows {
    let axes: [String]
    private(set) var fields: [String]?
    private var cells: [[Table.Cell]] = []

    init(axes: [String]) { self.axes = axes }

    var count: Int { cells.count }

    mutating func append(_ values: [Value], _ result: Value) throws {
      let own: [(String, Value)]
      if case .record(let record) = result { own = record.fields } else { own = [("value", result)] }
      let names = own.map(\.0)
      if let fields, fields != names {
        throw RuntimeError(
          .value, "the runs of a sweep must return the same fields, but one returned "
            + "\(names) and another \(fields)")
      }
      if let clash = names.first(where: axes.contains) {
        throw RuntimeError(.value, "a run returned `\(clash)`, which is an axis of the sweep already")
      }
      fields = names
      cells.append(values.map(\.cell) + own.map(\.1.cell))
    }

    func table() throws -> Table {
      try Table(columns: axes + (fields ?? []), rows: cells)
    }
  }
}
