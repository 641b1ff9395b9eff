import UptNotebook
import UptRuntime
import UptTensor

/// Grids of runs as one expression.
enum SweepLibrary {
  static func sweep(_ surroundings: Surroundings) -> Builtin {
    Builtin(
      "sweep",
      [
        .labelled("axes", help: "lists or ranges of what to vary"),
        .required("run", help: "a function of the combination, a record; it gives a record"),
      ],
      help: """
        Runs a function for every combination of the labelled lists and gives a table: one row for
        each, with the combination and the fields of the record that the function returned.
        Interrupted, it gives the rows it has. `upt-script run FILE --results DIR` keeps the rows
        there and runs what is missing.

            let grid = sweep(a: [1, 2], b: 1...2) { c in (sum: c.a + c.b) }
            grid.sum      # [2, 3, 3, 4]
        """
    ) { call in
      let record = try call.record("axes")
      let run = try call.function("run")
      let axes = try record.fields.enumerated().map { part, field in
        var error = call.error(0, "")
        error.part = part
        return (field.0, try axis(field.0, field.1, error))
      }
      guard !axes.isEmpty else {
        throw RuntimeError(
          .call, "a sweep needs at least one labelled list",
          hint: "for example sweep(seed: 1...3) { c in … }")
      }
      let total = try Tensor.elementCount(axes.map { $0.1.count })
      let grid = SweepGrid(names: axes.map(\.0), axes: axes.map(\.1), total: total)
      let random = surroundings.tensors.random
      let place = SweepPlace(path: call.path, turn: random.turn(at: call.path))
      let table: Table
      // A sweep inside of a point belongs to that point.
      if let store = surroundings.points, surroundings.planning == nil, random.point == nil {
        var sweep = try RecordedSweep(call, grid, place, run, store, surroundings)
        table = try sweep.table()
      } else {
        var rows = grid.rows
        var hasDrawn = false
        try call.runs(
          total, surroundings,
          run: { point in
            let made = try grid.run(point, at: place, call, run, random)
            hasDrawn = hasDrawn || made.hasDrawn
            return made.result
          },
          keep: { point, result in try rows.append(grid.cells(point), result) })
        if hasDrawn { random.pass(call.path) }
        table = try rows.table()
      }
      return .object(TableObject(table, surroundings))
    }
  }

  /// The values of an axis; `error` has the place for what is wrong with it.
  static func axis(
    _ name: String, _ value: Value, _ error: RuntimeError
  ) throws -> [Value] {
    var error = error
    if case .text = value {} else if let elements = try value.elements() {
      if !elements.isEmpty { return elements }
      error.message = "`\(name)` of a sweep has no values"
      error.hint = "a sweep runs once for each value, such as \(name): [1, 2] or \(name): 1...3"
      throw error
    }
    error.kind = .type
    error.message = "`\(name)` of a sweep must be a list or a range, not \(value.typeWithArticle)"
    if value.isOne { error.hint = "for a single value write \(name): [\(value.shortened())]" }
    throw error
  }
}

extension Value {
  /// Whether it could be the one value of an axis.
  fileprivate var isOne: Bool {
    switch self {
    case .int, .real, .text, .bool: true
    default: false
    }
  }
}
