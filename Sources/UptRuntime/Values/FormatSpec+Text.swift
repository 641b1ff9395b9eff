import Foundation

extension FormatSpec {
  /// A number in this format.
  public func format(_ number: Double) -> String {
    let sign = signText(isNegative: number.sign == .minus && !number.isNaN)
    let magnitude = number.magnitude
    guard number.isFinite else {
      // Infinity has no digits that zeros could stand before.
      let text = sign + NumberText.shortest(magnitude) + (type == "%" ? "%" : "")
      return FormatSpec.pad(
        text, to: width, alignment: alignment ?? .right, fill: fill == "0" ? " " : fill)
    }
    if let radix, let whole = UInt(exactly: magnitude) { return text(whole, radix, behind: sign) }
    let text = digits(magnitude)
    let whole = text.prefix { $0.isNumber }
    return grouped(String(whole), tail: text.dropFirst(whole.count), by: 3, behind: sign)
  }

  /// An integer in this format.
  public func format(_ number: Int) -> String {
    let sign = signText(isNegative: number < 0)
    if let radix { return text(number.magnitude, radix, behind: sign) }
    if let type, type != "s" { return format(Double(number)) }
    return text(number.magnitude, 10, behind: sign)
  }

  /// A text in this format; the precision cuts it.
  public func format(_ text: String) -> String {
    let cut = precision.map { String(text.prefix($0)) } ?? text
    if alignment == .inside {
      return FormatSpec.pad(cut, to: width, alignment: .left, fill: " ")
    }
    return FormatSpec.pad(cut, to: width, alignment: alignment ?? .left, fill: fill)
  }

  /// A text that is filled up to a width.
  static func pad(
    _ text: String, to width: Int, alignment: Alignment, fill: Character
  ) -> String {
    let count = text.count
    let missing = width > count ? width - count : 0
    let left =
      switch alignment {
      case .left: 0
      case .center: missing / 2
      case .right, .inside: missing
      }
    return String(repeating: fill, count: left) + text
      + String(repeating: fill, count: missing - left)
  }

  /// Whether the type is one for integers only.
  var isWhole: Bool { radix != nil }

  /// The base of a type for integers.
  private var radix: Int? {
    switch type {
    case "d": 10
    case "b": 2
    case "o": 8
    case "x", "X": 16
    default: nil
    }
  }

  private func signText(isNegative: Bool) -> String {
    if isNegative { return "-" }
    return sign == .none ? "" : String(sign.rawValue)
  }

  /// A number that is not negative, before signs, groups and filling.
  private func digits(_ number: Double) -> String {
    func format(_ letter: Character, digits: Int) -> String {
      String(format: "%.\(digits)\(letter)", number)
    }
    switch type {
    case "%": return String(format: "%.\(precision ?? 1)f", number * 100) + "%"
    case "e", "E", "f", "F", "g", "G": return format(type ?? "f", digits: precision ?? 6)
    case "d": return format("f", digits: 0)
    default: return precision.map { format("f", digits: $0) } ?? NumberText.shortest(number)
    }
  }

  private func text(_ number: UInt, _ radix: Int, behind sign: String) -> String {
    let prefix = showsBase && radix != 10 ? "0\(type ?? "x")" : ""
    let digits = String(number, radix: radix, uppercase: type == "X")
    return grouped(digits, tail: "", by: radix == 10 ? 3 : 4, behind: sign + prefix)
  }

  /// Digits with their separators. Zeros that fill the width are separated, too.
  private func grouped(
    _ digits: String, tail: Substring, by size: Int, behind prefix: String
  ) -> String {
    guard let separator else { return pad(digits + tail, behind: prefix) }
    func separated(_ digits: String) -> String {
      var result = ""
      for (position, digit) in digits.enumerated() {
        if position > 0, (digits.count - position) % size == 0 { result.append(separator) }
        result.append(digit)
      }
      return result
    }
    var (filled, text) = (digits, separated(digits))
    while fill == "0", alignment == .inside, prefix.count + text.count + tail.count < width {
      filled = "0" + filled
      text = separated(filled)
    }
    return pad(text + tail, behind: prefix)
  }

  private func pad(_ body: String, behind prefix: String) -> String {
    guard alignment == .inside else {
      return FormatSpec.pad(prefix + body, to: width, alignment: alignment ?? .right, fill: fill)
    }
    return prefix
      + FormatSpec.pad(body, to: width - prefix.count, alignment: .right, fill: fill)
  }
}

extension Value {
  /// The value in a format; an error if it takes none of this type.
  public func formatted(_ format: FormatSpec) throws -> String {
    switch self {
    case .int(let number) where format.type != "s": return format.format(number)
    case .real(let number) where format.isWhole && number != number.rounded():
      throw RuntimeError(
        .type, "the format \(format.type ?? "d") is for integers, and "
          + "\(NumberText.shortest(number)) is not one", hint: "use .0f to round it")
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
