import Foundation

extension Value {
  /// The full printed form, as `print` and a cell's output show it; strings without quotes.
  ///
  /// Records, dictionaries and lists of them that are too long for a line get one for each entry.
  /// Of very long containers both ends are shown.
  public var describe: String {
    switch self {
    case .text(let text): return text.string
    case .object(let object): return object.describe
    default:
      var text = ""
      writeLines(to: &text, level: 0)
      return text
    }
  }

  /// The short form, used inside containers and messages: one line, strings in quotes.
  public var summary: String { line(limit: Nesting.printedBytes) }

  /// At most `length` characters of the short form.
  public func shortened(to length: Int = 40) -> String {
    let text = line(limit: 16 * length)
    return text.count <= length ? text : text.prefix(max(1, length) - 1) + "…"
  }

  private func line(limit: Int) -> String {
    var text = ""
    write(to: &text, level: 0, limit: limit)
    return text
  }

  private func write(to text: inout String, level: Int, limit: Int) {
    switch self {
    case .nothing: text += "nil"
    case .bool(let flag): text += flag ? "true" : "false"
    case .int(let number): text += String(number)
    case .real(let number): text += NumberText.shortest(number)
    case .text(let value): text += Value.quoted(value.string, upTo: Nesting.printedCharacters)
    case .range(let range):
      text += "\(range.lower)\(range.isClosed ? "..." : "..<")\(range.bound)"
    case .function(let function): text += function.describe
    case .object(let object): text += object.summary
    case .list, .record, .dictionary:
      guard let entries = Entries(self) else { return }
      if level >= Nesting.printedLevels || text.utf8.count > limit {
        return text += entries.opening + "…" + entries.closing
      }
      text += entries.opening
      entries.forEach { position, entry in
        if position > 0 { text += ", " }
        guard text.utf8.count <= limit else {
          text += "…"
          return false
        }
        text += entry.text
        entry.value?.write(to: &text, level: level + 1, limit: limit)
        return true
      }
      text += entries.closing
    }
  }

  /// Writes the full form of a value inside of `level` containers that have a line for each entry.
  private func writeLines(to text: inout String, level: Int) {
    let line = line(limit: Nesting.printedBytes)
    guard let entries = Entries(self), entries.isStructured, level < Nesting.printedLevels,
      line.count + 2 * level > Nesting.printedColumns, text.utf8.count <= Nesting.printedBytes
    else { return text += line }
    let indent = "\n" + String(repeating: " ", count: 2 * level)
    text += entries.opening
    entries.forEach { position, entry in
      text += (position > 0 ? "," : "") + indent + "  " + entry.text
      entry.value?.writeLines(to: &text, level: level + 1)
      return text.utf8.count <= Nesting.printedBytes
    }
    text += indent + entries.closing
  }

  /// A string in quotes, with escapes for what a string literal cannot hold.
  public static func quoted(_ string: String) -> String { quoted(string, upTo: .max) }

  /// At most so many characters of a string in quotes.
  private static func quoted(_ string: String, upTo length: Int) -> String {
    let shown = string.prefix(length)
    var text = "\""
    for scalar in shown.unicodeScalars {
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
    return text + (shown.endIndex < string.endIndex ? "…\"" : "\"")
  }
}

/// What a container shows between its brackets.
private struct Entries {
  let opening: String
  let closing: String
  private let values: [Value]
  private let label: ((Int) -> String)?

  /// What stands for one or more entries: a label and a value, or how many are left out.
  typealias Entry = (text: String, value: Value?)

  init?(_ value: Value) {
    switch value {
    case .list(let list): (opening, closing, values, label) = ("[", "]", list.elements, nil)
    case .record(let record):
      (opening, closing, values) = ("(", ")", record.values)
      label = { record.labels[$0] + ": " }
    case .dictionary(let dictionary):
      (opening, closing, values) = (dictionary.count == 0 ? "[:" : "[", "]", dictionary.values)
      label = { dictionary.keys[$0].value.summary + ": " }
    default: return nil
    }
  }

  /// Whether a line for each entry reads better than one for all.
  var isStructured: Bool {
    values.count > 1 && (label != nil || values.contains { Entries($0) != nil })
  }

  /// Visits what is shown until the visitor gives false.
  func forEach(_ visit: (Int, Entry) -> Bool) {
    let count = values.count
    let ends = count > Nesting.printedEntries ? Nesting.printedAtEnds : count
    for position in 0..<ends {
      guard visit(position, entry(position)) else { return }
    }
    guard ends < count, visit(ends, ("… \(count - 2 * ends) more …", nil)) else { return }
    for position in (count - ends)..<count {
      guard visit(position, entry(position)) else { return }
    }
  }

  private func entry(_ position: Int) -> Entry { (label?(position) ?? "", values[position]) }
}

extension FunctionValue {
  /// How it is called, for instance `fit(method, data, epochs: 20)`.
  public var signature: String { "\(name)(\(parameters.map(\.shown).joined(separator: ", ")))" }

  /// The function as it is printed.
  var describe: String {
    if let receiver {
      return "<method \(signature) of \(receiver.typeWithArticle)>"
    }
    return "<function \(signature)>"
  }
}

/// Numbers as text.
public enum NumberText {
  /// The shortest text that reads back as the same number: `2.0`, `0.1`, `1e-05`, `inf`, `nan`.
  public static func shortest(_ number: Double) -> String {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    return number.description
  }
}
