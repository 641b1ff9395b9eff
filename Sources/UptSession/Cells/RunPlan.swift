/// Which cells have to run once more so that a later one finds the values that it reads.
///
/// A cell's values are kept, or they are still there, or the cell has to run again, for which it
/// needs values itself.
struct RunPlan {
  /// What is known of a cell that had its turn.
  struct Turn {
    /// The names that it took and those that it may have given values.
    var reads: Set<String>
    var writes: Set<String>
    /// The names whose values cannot be brought back without running it.
    var lost: Set<String>
  }

  /// The cells that had their turn, in order.
  var turns: [Turn] = []
  /// The cell that each name has its present value from.
  var versions: [String: Int] = [:]

  /// The cell that gave a name its value before a turn.
  func writer(of name: String, before turn: Int) -> Int? {
    turns.prefix(turn).lastIndex { $0.writes.contains(name) }
  }

  /// The cells to run again, in order, before one runs that reads these names at its turn. Before
  /// each of them, and at last, what it reads and what is not there is brought back.
  func again(for reads: Set<String>, at turn: Int) -> [Int] {
    var again: Set<Int> = []
    while true {
      let readers = again.map { ($0, turns[$0].reads) } + [(turn, reads)]
      var found = again
      for (reader, reads) in readers {
        for name in reads {
          guard let writer = writer(of: name, before: reader), turns[writer].lost.contains(name),
            versions[name] != writer || isOverwritten(name, writer, readers, again)
          else { continue }
          found.insert(writer)
        }
      }
      if found == again { return again.sorted() }
      again = found
    }
  }

  /// Whether the value that a name still has is replaced by what runs again.
  private func isOverwritten(
    _ name: String, _ writer: Int, _ readers: [(Int, Set<String>)], _ again: Set<Int>
  ) -> Bool {
    again.contains { $0 != writer && turns[$0].writes.contains(name) }
      || readers.contains { reader, reads in
        reads.contains(name) && self.writer(of: name, before: reader) != writer
      }
  }
}
