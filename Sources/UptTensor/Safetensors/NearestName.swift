/// Suggestions for names that were not found.
public enum NearestName {
  /// The candidate with the fewest insertions, deletions, replacements and swaps of neighbours
  /// away from `name`, or nil when none is near: at most a third of the longer one's length.
  public static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
    let target = Array(name.utf8.prefix(lengthLimit))
    var best: (distance: Int, name: String)?
    for candidate in candidates {
      let other = Array(candidate.utf8.prefix(lengthLimit))
      let limit = min(max(target.count, other.count) / 3, (best?.distance ?? .max) - 1)
      guard abs(target.count - other.count) <= limit else { continue }
      let distance = distance(target, other)
      if distance <= limit { best = (distance, candidate) }
    }
    return best?.name
  }

  /// `did you mean "…"?`, or nil when nothing is near.
  public static func hint(for name: String, among candidates: some Sequence<String>) -> String? {
    of(name, among: candidates).map { "did you mean \"\($0)\"?" }
  }

  private static let lengthLimit = 200

  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1]
      row.reserveCapacity(b.count + 1)
      for j in 0..<b.count {
        var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cost = min(cost, beforeLast[j - 1] + 1)
        }
        row.append(cost)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
