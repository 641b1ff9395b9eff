/// Finds the name that was probably meant.
public enum Suggestion {
  /// The candidate nearest to `name`, if it is near enough to be a slip; ties go to the first.
  public static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    guard name.count > 1 else { return nil }
    let limit = max(1, min(3, name.count / 3))
    var best: (candidate: String, distance: Int)?
    for candidate in candidates where candidate != name {
      let distance = distance(name.lowercased(), candidate.lowercased(), limit: limit)
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.candidate
  }

  /// The hint ``did you mean `x`?``, if a candidate is near.
  public static func hint(for name: String, among candidates: some Sequence<String>) -> String? {
    nearest(to: name, among: candidates).map { "did you mean `\($0)`?" }
  }

  /// The edit distance with transpositions; anything above `limit` is only known to be above.
  static func distance(_ left: String, _ right: String, limit: Int) -> Int {
    let left = Array(left)
    let right = Array(right)
    if abs(left.count - right.count) > limit { return limit + 1 }
    var before: [Int] = []
    var above = Array(0...right.count)
    for row in 0..<left.count {
      var line = [row + 1]
      for column in 0..<right.count {
        let change = left[row] == right[column] ? 0 : 1
        var cost = min(line[column] + 1, above[column + 1] + 1, above[column] + change)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, before[column - 1] + 1)
        }
        line.append(cost)
      }
      before = above
      above = line
    }
    return above[right.count]
  }
}
