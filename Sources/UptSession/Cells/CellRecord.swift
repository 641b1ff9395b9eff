import Foundation
import UptBuiltins
import UptReport
import UptRuntime

/// What is kept of a cell that ran to its end.
struct CellRecord: Codable, Sendable {
  /// What people call the cell.
  var label: String
  /// What it is kept under: the hash of the cell and of what it was given, see ``LedgerEntry/key``,
  /// and a number where the script has the same cell twice.
  var key: String
  /// The names that it took and those that it may have given values.
  var reads: Set<String>
  var writes: Set<String>
  /// What came out, in order.
  var outputs: [CellOutput] = []
  /// The values of the names that it wrote, as far as they can be kept.
  var values: ValueArchive
  /// What it used of the world outside.
  var uses: [KeptUse] = []
  /// The places at which it drew random numbers without a seed.
  var draws: [RandomDraw] = []
  /// How long it ran.
  var seconds = 0.0
  /// When it ended.
  var ended = Date()

  /// What a cell with a hash is kept under after `count` others with the same one.
  static func key(_ hash: String, _ count: Int) -> String {
    count == 0 ? hash : "\(hash)-\(count)"
  }

  /// Something outside of the script that a cell used.
  struct KeptUse: Codable, Sendable {
    let kind: Use.Kind
    let name: String
    /// The whole path of the name, which may begin where the program was started.
    let path: String
    let stamp: String
    let fingerprint: String?

    init(_ source: LedgerEntry.Source) {
      kind = source.kind
      name = source.name
      path = URL(fileURLWithPath: source.name).path
      stamp = source.stamp
      fingerprint = source.fingerprint?()
    }

    /// Whether it is now as it was.
    var isUnchanged: Bool {
      URL(fileURLWithPath: name).path == path && FileStamp.of(kind, name) == stamp
    }
  }

  /// Why the cell has to run whenever its values are wanted; nil if it need not.
  var obstacle: String? {
    var written: Set<String> = []
    for use in uses.reversed() {
      if use.kind == .output { written.insert(use.path) }
      if use.kind == .file, written.contains(use.path) {
        return "it changes the file \(use.name) that it reads"
      }
    }
    return nil
  }

  /// Whether files are as they were and random numbers would be those that it drew.
  func holds(_ passes: [UInt64: Int]) -> Bool {
    obstacle == nil && draws.allSatisfy { passes[$0.place, default: 0] == $0.found }
      && uses.allSatisfy(\.isUnchanged)
  }
}

/// How often a place of the program has drawn random numbers without a seed, which the next ones
/// follow from.
struct RandomDraw: Codable, Sendable {
  let place: UInt64
  /// How often before the cell ran.
  let found: Int
  /// How often in the cell.
  let made: Int

  /// What was drawn between two times.
  static func between(_ before: [UInt64: Int], _ after: [UInt64: Int]) -> [RandomDraw] {
    after.compactMap { place, count in
      let found = before[place, default: 0]
      return count == found ? nil : RandomDraw(place: place, found: found, made: count - found)
    }.sorted { $0.place < $1.place }
  }
}
