import Foundation

/// Compares what was written down with what is shown now. Numbers may differ a little, as weights
/// and processors do; everything else must be the same.
///
/// - Whole numbers must be equal.
/// - Percentages may differ by 5 points.
/// - Other numbers may differ by 2 %, and accuracies, which are shares of one, by 0.05.
/// - Runs of spaces or of rules count as one: columns are as wide as their numbers.
/// - Times with their unit, such as `1.5 ms`, agree with any others.
/// - A line `…` stands for any lines.
struct Tolerance {
  static let points = 5.0
  static let relative = 0.02

  /// Whether the numbers are accuracies.
  var isAccuracy = false

  func matches(_ expected: [String], _ shown: [String]) -> Bool {
    guard let first = expected.first else { return shown.isEmpty }
    let rest = Array(expected.dropFirst())
    if first.trimmingCharacters(in: .whitespaces) == "…" {
      return (0...shown.count).contains { matches(rest, Array(shown.dropFirst($0))) }
    }
    guard let line = shown.first, matches(first, line) else { return false }
    return matches(rest, Array(shown.dropFirst()))
  }

  func matches(_ expected: String, _ shown: String) -> Bool {
    let (one, other) = (Self.pieces(expected), Self.pieces(shown))
    return one.texts == other.texts && one.numbers.count == other.numbers.count
      && zip(one.numbers, other.numbers).allSatisfy { agree($0, $1) }
  }

  private func agree(_ one: String, _ other: String) -> Bool {
    if one == other { return true }
    guard one.hasSuffix("%") == other.hasSuffix("%"),
      let a = Double(one.filter { $0 != "%" }), let b = Double(other.filter { $0 != "%" })
    else { return false }
    if one.hasSuffix("%") { return abs(a - b) <= Self.points }
    if isAccuracy { return abs(a - b) <= Self.points / 100 }
    let isWhole = !(one + other).contains { ".e".contains($0) }
    return !isWhole && abs(a - b) <= Self.relative * max(abs(a), abs(b))
  }

  /// The numbers of a line, and the text between them.
  private static func pieces(_ line: String) -> (texts: [String], numbers: [String]) {
    let even = line.replacing(/[ ]+/, with: " ").replacing(/─+/, with: "─")
      .trimmingCharacters(in: .whitespaces)
    // Times come first, then words: a digit inside of a name or a code, such as E0201, is no number.
    let token = #/
      (?<time>\d+(?:\.\d+)?\s(?:ns|µs|ms|s)\b)
      | (?<word>[A-Za-z_]\w*)
      | (?<number>-?\d+(?:\.\d+)?(?:e-?\d+)?%?)
      /#
    var texts = [""]
    var numbers: [String] = []
    var rest = even[...]
    while let match = rest.firstMatch(of: token) {
      texts[texts.count - 1] += rest[..<match.range.lowerBound]
      if match.output.time != nil {
        texts[texts.count - 1] += "…s"
      } else if let number = match.output.number {
        numbers.append(String(number))
        texts.append("")
      } else {
        texts[texts.count - 1] += match.output.0
      }
      rest = rest[match.range.upperBound...]
    }
    texts[texts.count - 1] += rest
    return (texts, numbers)
  }
}
