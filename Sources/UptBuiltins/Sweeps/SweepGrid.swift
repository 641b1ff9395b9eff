import UptNotebook
import UptRuntime

/// The combinations that a sweep goes through.
struct SweepGrid {
  /// What is varied.
  let names: [String]
  /// The values of each axis.
  let axes: [[Value]]
  /// How many combinations there are.
  let total: Int

  /// Which value of each axis a combination has; the last axis runs fastest.
  func choices(_ point: Int) -> [Int] {
    var rest = point
    var choices: [Int] = []
    for values in axes.reversed() {
      choices.append(rest % values.count)
      rest /= values.count
    }
    return choices.reversed()
  }

  /// The values of a combination.
  func values(_ point: Int) -> [Value] { zip(axes, choices(point)).map { $0[$1] } }

  /// The values as a table shows them.
  func cells(_ point: Int) -> [Table.Cell] { values(point).map(\.cell) }

  /// A collector for the rows of its table.
  var rows: RowCollector {
    RowCollector(keys: names, .init(row: "run", whole: "a sweep", key: "an axis of the sweep"))
  }

  /// Calls the function of a sweep for a combination; tells whether it drew random numbers without
  /// a seed. They follow from the combination, not from its position, so that more values of an
  /// axis leave the others with their numbers.
  func run(
    _ point: Int, at place: SweepPlace, _ call: Call, _ function: FunctionValue,
    _ random: RandomState
  ) throws -> (result: Value, hasDrawn: Bool) {
    let values = values(point)
    return try random.inPoint({
      let content = try? ValueContent(values).hash
      return "turn \(place.turn), " + (content ?? "point \(point)")
    }) {
      try call.call(function, [.record(Array(zip(names, values)))])
    }
  }
}

/// Where a sweep is in its program, and how often it was there before and drew random numbers.
struct SweepPlace {
  let path: UInt64
  let turn: Int

  /// The place as a text.
  var text: String { "\(path) \(turn)" }
}
