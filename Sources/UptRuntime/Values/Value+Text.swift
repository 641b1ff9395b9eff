import Foundation

extension Value {
  /// The full printed form, as `print` and a cell's output show it; strings without quotes.
  public var describe: String {
    switch self {
    case .text(let text): return text.string
    case .object(let object): return object.describe
    case .function(let function): return function.describe
    default: return summary
    }
  }

  /// The short form, used inside containers and messages; strings in quotes.
  public var summary: String {
    var text = ""
    write(to: &text, level: 0, limit: Nesting.printedBytes)
    return text
  }

  /// At most `length` characters of the short form.
  public func shortened(to length: Int = 40) -> String {
    var text = ""
    write(to: &text, level: 0, limit: 16 * length)
    return text.count <= length ? text : text.prefix(max(1, length) - 1) + "…"
  }

  private func write(to text: inout String, level: Int, limit: Int) {
    switch self {
    case .nothing: text += "nil"
    case .bool(let flag): text += flag ? "true" : "false"
    case .int(let number): text += String(number)
    case .real(let number): text += NumberText.shortest(number)
    case .text(let value): text += Value.quoted(value.string)
    case .range(let range):
      text += "\(range.lower)\(range.isClosed ? "..." : "..<")\(range.bound)"
    case .function(let function): text += function.describe
    case .object(let object): text += object.summary
    case .list(let list):
      Value.write(list.elements, labels: nil, in: ("[", "]"), to: &text, level, limit)
    case .record(let record):
      Value.write(record.values, labels: record.labels, in: ("(", ")"), to: &text, level, limit)
    case .dictionary(let dictionary):
      if dictionary.count == 0 { return text += "[:]" }
      let labels = dictionary.keys.map(\.value.summary)
      Value.write(dictionary.values, labels: labels, in: ("[", "]"), to: &text, level, limit)
    }
  }

  private static func write(
    _ values: [Value], labels: [String]?, in brackets: (String, String), to text: inout String,
    _ level: Int, _ limit: Int
  ) {
    text += brackets.0
    if level >= Nesting.printedLevels || text.utf8.count > limit {
      text += "…"
    } else {
      for (position, value) in values.enumerated() {
        if position > 0 { text += ", " }
        if text.utf8.count > limit {
          text += "…"
          break
        }
        if let labels { text += labels[position] + ": " }
        value.write(to: &text, level: level + 1, limit: limit)
      }
    }
    text += brackets.1
  }

  /// A string in quotes, with escapes for what a string literal cannot hold.
  public static func quoted(_ string: String) -> String {
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case "\r": text += "\\r"
      case "\0": text += "\\0"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F {
          text += "\\u{\(String(scalar.value, radix: 16))}"
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
    }
    return text + "\""
  }
}

extension FunctionValue {
  /// How it is called, for instance `fit(method, data, epochs: 20)`.
  public var signature: String { "\(name)(\(parameters.map(\.shown).joined(separator: ", ")))" }

  /// The function as it is printed.
  var describe: String { "<function \(signature)>" }
}

/// Numbers as text.
public enum NumberText {
  /// The shortest text that reads back as the same number: `2.0`, `0.1`, `1e-05`, `inf`, `nan`.
  public static func shortest(_ number: Double) -> String {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    return "\(number)"
  }
}
