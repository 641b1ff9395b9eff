import Foundation
import UptCLIP
import UptNotebook
import UptTensor

/// A plan as its reader sees it.
extension Plan {
  /// What the plan looks like: a table with a line for each kind of work, or a word when there is
  /// none.
  public var exhibit: Exhibit {
    guard !items.isEmpty, let table = try? table() else {
      return .text("nothing would be trained or encoded")
    }
    return .table(table)
  }

  /// One line for each kind of work and one for all of it; the caption has time and memory.
  private func table() throws(TableError) -> Table {
    let rows = merged()
    func column(_ name: String, _ total: Table.Cell, _ cell: (Item) -> Table.Cell) -> Table.Column {
      Table.Column(name, rows.map(cell) + [total])
    }
    return try Table(
      [
        column("work", .text("in all")) { .text($0.work) },
        column("times", .missing) { .int(Int(min(max($0.times, 1), 1e15).rounded())) },
        column("time", .text(Self.duration(seconds))) {
          .text(Self.duration($0.times * $0.seconds))
        },
        column("memory", .text(Bytes.text(peakMemory - Double(held)))) {
          .text(Bytes.text($0.memory.beyondEncoder))
        },
        column("MACs", .text(Self.large(multiplyAdds))) {
          .text(Self.large($0.times * $0.multiplyAdds))
        },
        column("images", .text("")) { .text(Self.shape($0.images)) },
        column("texts", .text("")) { .text(Self.shape($0.texts)) },
        column("steps", .missing) { $0.steps.map { .int($0) } ?? .missing },
        column("learned", .missing) { $0.parameters.map { .int($0) } ?? .missing },
        column("data", .text("")) { .text($0.data) },
      ], caption: caption)
  }

  private var caption: String {
    let threads = Parallel.threads == 1 ? "one thread" : "\(Parallel.threads) threads"
    return "about \(Self.duration(seconds)) on \(threads), by short measurements; "
      + "at most \(Bytes.text(peakMemory)), \(Bytes.text(Double(held))) of it held now"
  }

  /// Items of the same kind as one, with the sum of their times.
  private func merged() -> [Item] {
    struct Kind: Hashable {
      let work: String
      let steps, parameters: Int?
      let multiplyAdds: Double
    }
    var rows: [Item] = []
    var places: [Kind: Int] = [:]
    for item in items {
      let kind = Kind(
        work: item.work, steps: item.steps, parameters: item.parameters,
        multiplyAdds: item.multiplyAdds)
      guard let place = places[kind] else {
        places[kind] = rows.count
        rows.append(item)
        continue
      }
      let (old, new) = (rows[place], item)
      rows[place].times += new.times
      rows[place].seconds =
        (old.times * old.seconds + new.times * new.seconds) / rows[place].times
      if old.data != new.data {
        rows[place].data = old.data.commonPrefix(with: new.data).trimmedOfCounters + "…"
      }
    }
    return rows
  }

  /// `32 × 41`: so many sequences of so many rows at most.
  private static func shape(_ cost: PassCost?) -> String {
    cost.map { "\($0.sequences) × \($0.length)" } ?? ""
  }

  /// A number with a decimal unit: `1.2 G`.
  static func large(_ number: Double) -> String {
    String(Bytes.text(number).dropLast()).trimmingCharacters(in: .whitespaces)
  }

  /// A time of which no more than two digits are known: `0.4 s`, `12 s`, `3 min`, `5 h`.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite else { return "?" }
    let units = [("s", 120.0), ("min", 60 * 120), ("h", 3600 * 48), ("days", .infinity)]
    let size = ["s": 1.0, "min": 60, "h": 3600, "days": 86400]
    let unit = units.first { seconds < $0.1 }?.0 ?? "days"
    let value = seconds / (size[unit] ?? 1)
    return String(format: value < 0.095 ? "%.2f" : value < 9.5 ? "%.1f" : "%.0f", value)
      + " \(unit)"
  }
}

extension String {
  /// Without the beginning of a number or a comma at its end.
  fileprivate var trimmedOfCounters: String {
    var text = Substring(self)
    while let last = text.last, last.isNumber || last == " " || last == "," { text.removeLast() }
    return String(text)
  }
}
