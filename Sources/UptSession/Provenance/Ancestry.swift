import UptSyntax

/// The chain that a value came from, as a tree of text: what gave it, what that had read, and so on
/// to what rests on nothing.
struct Ancestry {
  /// How far from the value the tree goes.
  private static let depth = 10
  /// How many lines the tree has at most, but for the last one.
  private static let lines = 60

  private let entries: [LedgerEntry]
  private var told: Set<Int> = []
  private(set) var text: [String] = []

  /// The tree of a name whose value came from the entry at a position.
  init(of name: String, from number: Int, in entries: [LedgerEntry]) {
    self.entries = entries
    guard entries.indices.contains(number) else { return }
    tell([name], from: number, first: "", rest: "", level: 0)
    let untold = ancestors(of: number).subtracting(told).count
    if untold > 0 { text.append("… and what \(Self.counted(untold)) more before these gave") }
  }

  private static func counted(_ count: Int) -> String {
    count == 1 ? "1 input" : "\(count) inputs"
  }

  /// Tells of an entry that gave some names, and then of those whose values it had read.
  private mutating func tell(
    _ names: [String], from number: Int, first: String, rest: String, level: Int
  ) {
    let entry = entries[number]
    let head = "\(first)\(names.joined(separator: ", ")): \(entry.label)"
    guard told.insert(number).inserted else { return text.append(head + ", as above") }
    let code = entry.codeLine ?? ""
    text.append(code.isEmpty || code == entry.label ? head : "\(head) · \(code)")
    let parents = parents(of: entry)
    let isEnd = level >= Self.depth || text.count >= Self.lines
    let stem = parents.isEmpty || isEnd ? "  " : "│ "
    text += entry.facts.map { "\(rest)\(stem)  \($0)" }
    guard !isEnd else { return }
    for (index, parent) in parents.enumerated() where text.count < Self.lines {
      let isLast = index == parents.count - 1
      tell(
        parent.names, from: parent.number, first: rest + (isLast ? "└ " : "├ "),
        rest: rest + (isLast ? "  " : "│ "), level: level + 1)
    }
  }

  /// The entries that an entry rests on, in the order in which they ran, with the names it read.
  private func parents(of entry: LedgerEntry) -> [(names: [String], number: Int)] {
    Dictionary(grouping: entry.inputs, by: \.value)
      .map { (names: $1.map(\.key).sorted(), number: $0) }
      .filter { entries.indices.contains($0.number) && $0.number != entry.number }
      .sorted { $0.number < $1.number }
  }

  private func ancestors(of number: Int) -> Set<Int> {
    var found: Set<Int> = []
    var waiting = [number]
    while let next = waiting.popLast() {
      guard found.insert(next).inserted else { continue }
      waiting += parents(of: entries[next]).map(\.number)
    }
    return found
  }
}

extension LedgerEntry {
  /// Its first line that is no comment.
  fileprivate var codeLine: String? {
    let lines = source.split(separator: "\n").map { $0.drop { $0 == " " } }
    guard let line = lines.first(where: { !$0.hasPrefix("#") }) else { return nil }
    return line + (lines.last == line ? "" : " …")
  }

  /// What it was given from outside and used there.
  fileprivate var facts: [String] {
    parameters.map { "\($0.name) = \($0.text), given from outside" } + uses.map(\.told)
      + (failure == nil ? [] : ["it did not come to its end"])
  }
}
