/// The format in `\(value:spec)`: Python's mini-language,
/// `[[fill]align][sign][#][0][width][, or _][.precision][type]`.
///
/// Without a type, a precision counts the digits after the point, as `f` does.
public struct FormatSpec: Equatable, Sendable {
  /// Where what fills the width goes.
  public enum Alignment: Character, Sendable {
    case left = "<"
    case right = ">"
    case center = "^"
    /// Between a number's sign and its digits.
    case inside = "="
  }

  /// What stands before a number that is not negative.
  public enum Sign: Character, Sendable {
    case none = "-"
    case plus = "+"
    case space = " "
  }

  /// The alignment; nil means left for text and right for numbers.
  public var alignment: Alignment?
  /// What fills the width.
  public var fill: Character = " "
  /// What stands before a number that is not negative.
  public var sign = Sign.none
  /// Whether binary, octal and hexadecimal numbers show their base as `0b`, `0o` or `0x`.
  public var showsBase = false
  /// The smallest number of characters.
  public var width = 0
  /// What separates thousands; `_` separates groups of four digits in the bases 2, 8 and 16.
  public var separator: Character?
  /// The digits after the point, significant digits for `g`, the most characters for text.
  public var precision: Int?
  /// The type letter, if given.
  public var type: Character?

  /// Why a text is no format: one sentence, and what would be one.
  public struct Mistake: Error, Equatable {
    /// What is wrong.
    public let message: String
    /// What to write instead.
    public let hint: String
  }

  /// The format that `text` means; nil if it is not one.
  public init?(_ text: String) {
    do { try self.init(parsing: text) } catch { return nil }
  }

  /// The format that `text` means, or what is wrong with it.
  public init(parsing text: String) throws(Mistake) {
    var rest = Substring(text)
    if let second = rest.dropFirst().first, let given = Alignment(rawValue: second) {
      fill = text.first ?? " "
      alignment = given
      rest = rest.dropFirst(2)
    } else if let given = rest.first.flatMap(Alignment.init) {
      alignment = given
      rest = rest.dropFirst()
    }
    if let given = rest.first.flatMap(Sign.init) {
      sign = given
      rest = rest.dropFirst()
    }
    showsBase = FormatSpec.skip("#", &rest)
    if rest.first == "0" {
      rest = rest.dropFirst()
      if alignment == nil { (fill, alignment) = ("0", .inside) }
    }
    width = try FormatSpec.number(&rest, limit: 1000, "width") ?? 0
    if let given = rest.first, ",_".contains(given) {
      separator = given
      rest = rest.dropFirst()
    }
    if FormatSpec.skip(".", &rest) {
      precision = try FormatSpec.number(&rest, limit: 100, "precision")
      if precision == nil {
        throw Mistake(message: "a precision needs digits after the point", hint: ".3 or .3f")
      }
    }
    type = rest.popFirst()
    try check(text, rest)
  }

  /// The types with what they are for, as hints list them.
  private static let types = "d integer, b o x X other bases, f e g numbers, % percent, s text"

  private func check(_ text: String, _ rest: Substring) throws(Mistake) {
    guard let type else { return }
    guard "bdeEfFgGosxX%".contains(type) else {
      throw Mistake(
        message: "the format `\(text)` has no meaning from `\(type)\(rest)` on",
        hint: "the types are \(FormatSpec.types); for instance .3f, .1%, 8.2f, >10, 04d")
    }
    if !rest.isEmpty {
      throw Mistake(
        message: "in the format `\(text)` nothing may follow the type `\(type)`",
        hint: "width and precision stand before the type, as in 8.2f")
    }
    if precision != nil, "bdoxX".contains(type) {
      throw Mistake(
        message: "the type `\(type)` is for integers and takes no precision",
        hint: ".2f shows digits after the point, 04d fills with zeros")
    }
    if separator == ",", "boxX".contains(type) {
      throw Mistake(
        message: "the type `\(type)` groups its digits with _ and not with commas",
        hint: "_\(type)")
    }
    if type == "s", separator != nil || sign != .none || showsBase {
      throw Mistake(
        message: "the type `s` is for text, which takes no sign and no groups",
        hint: "it takes alignment, width and precision, as in >10.3s")
    }
  }

  private static func skip(_ character: Character, _ rest: inout Substring) -> Bool {
    guard rest.first == character else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// The number at the beginning of `rest`; nil if there is none.
  private static func number(
    _ rest: inout Substring, limit: Int, _ what: String
  ) throws(Mistake) -> Int? {
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    rest = rest.dropFirst(digits.count)
    if digits.isEmpty { return nil }
    if let number = Int(digits), number <= limit { return number }
    throw Mistake(
      message: "the \(what) \(digits) is too large", hint: "it may be \(limit) at most")
  }
}

extension FormatSpec.Alignment {
  /// The alignment that a script calls `left`, `right` or `center`.
  init?(named name: String) {
    switch name {
    case "left": self = .left
    case "right": self = .right
    case "center": self = .center
    default: return nil
    }
  }
}
