import Foundation

/// The format in `\(value:spec)`, a subset of Python's mini-language:
/// `[[fill]align][sign][0][width][,][.precision][type]` with the types `d e f g %`.
public struct FormatSpec: Equatable, Sendable {
  /// The alignment `<`, `>` or `^`; nil means left for text and right for numbers.
  public var alignment: Character?
  /// What fills the width.
  public var fill: Character = " "
  /// Whether positive numbers get a sign.
  public var showsPlus = false
  /// The smallest number of characters.
  public var width = 0
  /// Whether thousands are separated by commas.
  public var groups = false
  /// The digits after the point, or significant digits for `g`.
  public var precision: Int?
  /// The type letter, if given.
  public var type: Character?

  /// The format that `text` means; nil if it is not one.
  public init?(_ text: String) {
    var rest = Substring(text)
    let characters = Array(text)
    if characters.count >= 2, "<>^".contains(characters[1]) {
      fill = characters[0]
      alignment = characters[1]
      rest = rest.dropFirst(2)
    } else if let first = characters.first, "<>^".contains(first) {
      alignment = first
      rest = rest.dropFirst()
    }
    if let first = rest.first, first == "+" || first == "-" {
      showsPlus = first == "+"
      rest = rest.dropFirst()
    }
    if rest.first == "0" {
      if alignment == nil {
        fill = "0"
        alignment = "="
      }
      rest = rest.dropFirst()
    }
    guard let width = FormatSpec.number(&rest, limit: 1000) else { return nil }
    self.width = width
    if rest.first == "," {
      groups = true
      rest = rest.dropFirst()
    }
    if rest.first == "." {
      rest = rest.dropFirst()
      guard rest.first?.isNumber == true,
        let digits = FormatSpec.number(&rest, limit: 100)
      else { return nil }
      precision = digits
    }
    if let letter = rest.first {
      guard "defgs%".contains(letter), rest.count == 1 else { return nil }
      type = letter
    }
  }

  private static func number(_ rest: inout Substring, limit: Int) -> Int? {
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    rest = rest.dropFirst(digits.count)
    if digits.isEmpty { return 0 }
    guard let number = Int(digits), number <= limit else { return nil }
    return number
  }

  /// A number in this format.
  public func format(_ number: Double) -> String {
    guard number.isFinite else { return pad(NumberText.shortest(number), isNumber: true) }
    var body: String
    switch type {
    case "%": body = String(format: "%.\(precision ?? 1)f", number * 100) + "%"
    case "e": body = String(format: "%.\(precision ?? 6)e", number)
    case "g": body = String(format: "%.\(precision ?? 6)g", number)
    case "f": body = String(format: "%.\(precision ?? 6)f", number)
    case "d": body = String(format: "%.0f", number)
    default:
      body = precision.map { String(format: "%.\($0)f", number) } ?? NumberText.shortest(number)
    }
    if groups { body = FormatSpec.grouped(body) }
    if showsPlus, !body.hasPrefix("-") { body = "+" + body }
    return pad(body, isNumber: true)
  }

  /// An integer in this format.
  public func format(_ number: Int) -> String {
    if let type, type != "d", type != "s" { return format(Double(number)) }
    var body = String(number)
    if groups { body = FormatSpec.grouped(body) }
    if showsPlus, number >= 0 { body = "+" + body }
    return pad(body, isNumber: true)
  }

  /// A text in this format; the precision cuts it.
  public func format(_ text: String) -> String {
    pad(precision.map { String(text.prefix($0)) } ?? text, isNumber: false)
  }

  private static func grouped(_ body: String) -> String {
    let sign = body.hasPrefix("-") ? "-" : ""
    let digits = body.dropFirst(sign.count).prefix { $0.isNumber }
    let tail = body.dropFirst(sign.count + digits.count)
    var result = ""
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return sign + result + tail
  }

  private func pad(_ body: String, isNumber: Bool) -> String {
    let missing = width - body.count
    guard missing > 0 else { return body }
    func filling(_ count: Int) -> String { String(repeating: fill, count: count) }
    switch alignment ?? (isNumber ? ">" : "<") {
    case "<": return body + filling(missing)
    case "^": return filling(missing / 2) + body + filling(missing - missing / 2)
    case "=":
      guard isNumber else { return body + String(repeating: " ", count: missing) }
      let sign = body.prefix { $0 == "-" || $0 == "+" }
      return sign + filling(missing) + body.dropFirst(sign.count)
    default: return filling(missing) + body
    }
  }
}

extension Value {
  /// The value in a format; an error if it takes none of this type.
  public func formatted(_ format: FormatSpec) throws -> String {
    switch self {
    case .int(let number) where format.type != "s": return format.format(number)
    case .real(let number) where format.type == "d" && number != number.rounded():
      throw RuntimeError(
        .type, "the format d is for integers, and \(NumberText.shortest(number)) is not one",
        hint: "use .0f to round it")
    case .real(let number) where format.type != "s": return format.format(number)
    case .object(let object):
      if let text = try object.formatted(format) { return text }
      fallthrough
    default:
      if let type = format.type, type != "s" {
        throw RuntimeError(.type, "the format \(type) is for numbers, not for \(typeWithArticle)")
      }
      return format.format(describe)
    }
  }
}
