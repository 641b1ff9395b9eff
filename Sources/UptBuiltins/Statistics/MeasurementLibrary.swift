import UptNotebook
import UptRuntime

/// Results that know their seeds.
enum MeasurementLibrary {
  static func builtins(_ surroundings: Surroundings) -> [Builtin] {
    [measure(surroundings), over(surroundings), CompareLibrary.compare(surroundings)]
  }

  private static func measure(_ surroundings: Surroundings) -> Builtin {
    Builtin(
      "measure",
      [
        .required("values", help: "the results of the runs"),
        .omissible("seeds", help: "the seed of each run"),
      ],
      help: """
        The results of several runs as one value: their mean with its 95% interval by Student's t.
        Its members are `mean`, `interval` (half the width), `low`, `high`, `std`, `n`, `values` and
        `seeds`. Arithmetic goes run by run; comparing two says when they lie within noise.

            let a = measure([0.7, 0.72, 0.74], seeds: 1...3)
            a      # 0.720 ± 0.050 (n = 3)
            let b = measure([0.69, 0.71, 0.72], seeds: 1...3)
            a - b      # 0.013 ± 0.014 (n = 3)
            "\\(a:.1%)"      # 72.0 ± 5.0% (n = 3)
        """
    ) { call in
      let values = try call.numbers("values")
      let seeds = call.has("seeds") ? try call.seeds("seeds") : nil
      guard let measurement = Measurement(of: values, seeds: seeds) else {
        throw call.error(
          call.position(of: "seeds"), "each value needs its seed, but `values` has length "
            + "\(values.count) and `seeds` length \(seeds?.count ?? 0)")
      }
      return .object(MeasurementObject(measurement, in: surroundings))
    }
  }

  private static func over(_ surroundings: Surroundings) -> Builtin {
    Builtin(
      "over",
      [
        .required("seeds", help: "a list or a range of ints"),
        .required("run", help: "a function of the seed that gives a number or a record of numbers"),
      ],
      help: """
        Runs a function once for each seed and gives the results as one measurement, or a record of
        measurements if the function returns a record. Interrupted, it keeps the runs it has.

            over(seeds: 1...3) { seed in 10 + seed }      # 12.0 ± 2.5 (n = 3)
            let r = over(seeds: 1...3) { seed in (accuracy: 0.7 + seed / 100, loss: 1.0) }
            r.accuracy      # 72.0 ± 2.5% (n = 3)
        """
    ) { call in
      let seeds = try call.seeds("seeds")
      let run = try call.function("run")
      guard !seeds.isEmpty else {
        throw call.error(
          0, "`over` has no seeds to run with", hint: "for example over(seeds: 1...5)")
      }
      var rows = RowCollector(
        keys: ["seed"], .init(row: "run", whole: "`over`", key: "what tells the runs apart"))
      var isRecord = false
      try call.runs(
        seeds.count, surroundings, run: { try call.call(run, [.int(seeds[$0])]) },
        keep: { index, result in
          if case .record = result { isRecord = true }
          try call.blaming("run") {
            try checkNumbers(of: result)
            try rows.append([.int(seeds[index])], result)
          }
        })
      let table = try rows.table()
      let fields = try table.columns.dropFirst().compactMap { column in
        try table.measurement(column.name).map { measurement -> (String, Value) in
          let object = MeasurementObject(measurement, column.format, in: surroundings)
          return (column.name, .object(object))
        }
      }
      if isRecord { return .record(fields) }
      // Without a finished run there is nothing to give: what stopped the first one ends this, too.
      if fields.isEmpty { try call.interpreter.interrupt.check() }
      return fields.first?.1 ?? .nothing
    }
  }

  /// Throws unless a run gave a number, or a record of numbers.
  private static func checkNumbers(of result: Value) throws {
    var fields = [("the function given to `over`", result)]
    if case .record(let record) = result {
      fields = record.fields.map { ("the field `\($0.0)`", $0.1) }
    }
    for (subject, value) in fields where value.asNumber == nil {
      throw RuntimeError(
        .type, "the runs must give numbers, but \(subject) gives \(value.typeWithArticle)",
        hint: "return a number, or a record of numbers such as (accuracy: 0.5)")
    }
  }
}
