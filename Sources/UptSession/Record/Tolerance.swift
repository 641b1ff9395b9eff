import Foundation

/// Compares what was written down with what is shown now. Numbers may differ a little, as weights
/// and processors do; everything else must be the same.
///
/// - Whole numbers must be equal.
/// - Percentages may differ by `share` of the whole; so may accuracies, which are shares of one.
/// - Other numbers may differ by `relative` of themselves.
/// - The last of three decimals or more may be off by one in addition: it was rounded.
/// - Runs of spaces or of rules count as one: columns are as wide as their numbers.
/// - Times with their unit, such as `1.5 ms`, agree with any others, whether or not `:time` had to say
///   what they took of all processors.
/// - A line `…` stands for any lines.
public struct Tolerance: Sendable {
  /// By how much of themselves numbers may differ.
  public var relative: Double
  /// By how much of the whole percentages may differ.
  public var share: Double
  /// Whether the numbers are accuracies.
  public var isAccuracy = false

  /// What documents keep to: they are read on other computers with other weights.
  public static let document = Tolerance(relative: 0.02, share: 0.05)

  /// Numbers may differ by `relative` of themselves, percentages by `share` of the whole.
  public init(relative: Double, share: Double) {
    self.relative = relative
    self.share = share
  }

  /// Whether lines match those that were written down.
  public func matches(_ expected: [String], _ shown: [String]) -> Bool {
    // The last line that stands for any, and how many it stands for: only that one is tried again.
    var (place, next) = (0, 0)
    var gap: (place: Int, next: Int)?
    while next < shown.count {
      if place < expected.count, Self.isGap(expected[place]) {
        gap = (place, next)
        place += 1
      } else if place < expected.count, matches(expected[place], shown[next]) {
        place += 1
        next += 1
      } else if let last = gap {
        gap = (last.place, last.next + 1)
        (place, next) = (last.place + 1, last.next + 1)
      } else {
        return false
      }
    }
    return expected[place...].allSatisfy(Self.isGap)
  }

  /// Whether a line matches one that was written down.
  public func matches(_ expected: String, _ shown: String) -> Bool {
    expected == shown || firstMiss(expected, shown) == nil
  }

  /// Whether a written line stands for any number of lines.
  static func isGap(_ line: String) -> Bool { line.trimmingCharacters(in: .whitespaces) == "…" }

  /// Why a line does not match.
  enum Miss: Equatable {
    /// The words differ.
    case words
    /// A number is too far off.
    case number(expected: String, shown: String)
  }

  /// What is the first thing that keeps a line from matching; nil if it does.
  func firstMiss(_ expected: String, _ shown: String) -> Miss? {
    let (one, other) = (Self.pieces(expected), Self.pieces(shown))
    guard one.texts == other.texts, one.numbers.count == other.numbers.count else { return .words }
    let pair = zip(one.numbers, other.numbers).first { !agree($0, $1) }
    return pair.map { .number(expected: $0, shown: $1) }
  }

  private func agree(_ one: String, _ other: String) -> Bool {
    if one == other { return true }
    guard one.hasSuffix("%") == other.hasSuffix("%"), let a = Self.number(one),
      let b = Self.number(other)
    else { return false }
    let isWhole = !(one + other).contains { ".e%".contains($0) }
    let allowed = one.hasSuffix("%") ? share * 100
      : isAccuracy ? share : relative * max(abs(a), abs(b))
    return !isWhole && abs(a - b) <= allowed + max(Self.lastPlace(one), Self.lastPlace(other))
  }

  /// The number that a text is, without its unit.
  static func number(_ text: String) -> Double? { Double(text.filter { $0 != "%" }) }

  /// What a one in the last digit of a number is worth that was rounded; nothing in others.
  private static func lastPlace(_ text: String) -> Double {
    let parts = text.filter { $0 != "%" }.split(separator: "e")
    let decimals = parts.first?.split(separator: ".").dropFirst().first?.count ?? 0
    guard (3..<12).contains(decimals) else { return 0 }
    let power = parts.count > 1 ? Double(parts[1]) ?? 0 : 0
    // A little more, as decimal fractions are none of the computer's.
    return 1.000001 * pow(10, power - Double(decimals))
  }

  /// The numbers of a line, and the text between them.
  private static func pieces(_ line: String) -> (texts: [String], numbers: [String]) {
    let even = line.replacing(/[ ]+/, with: " ").replacing(/─+/, with: "─")
      .trimmingCharacters(in: .whitespaces)
    // Times come first, then words: a digit inside of a name or of a code is no number.
    let token = #/
      (?<time>\d+(?:\.\d+)?\s(?:ns|µs|ms|s)\b(?:,\s[\d.]+\s\w+\sof\sall\sprocessors)?)
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
