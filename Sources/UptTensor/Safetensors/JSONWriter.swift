extension JSONValue {
  /// The value as JSON text: members in their order, numbers in the fewest digits that read back
  /// as the same number, so equal values give equal bytes.
  ///
  /// JSON has no infinities and no NaN; they are written as `null`.
  /// - Parameter indent: spaces per level; nil puts everything on one line without spaces.
  public func text(indent: Int? = nil) -> String {
    var writer = JSONWriter(indent: indent)
    writer.write(self)
    return writer.text
  }
}

private struct JSONWriter {
  let indent: Int?
  var text = ""
  var level = 0

  init(indent: Int?) { self.indent = indent }

  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += value.isFinite ? number(value) : "null"
    case .string(let value): write(value)
    case .array(let elements):
      list("[", "]", elements) { writer, element in writer.write(element) }
    case .object(let object):
      list("{", "}", object.members) { writer, member in
        writer.write(member.key)
        writer.text += writer.indent == nil ? ":" : ": "
        writer.write(member.value)
      }
    }
  }

  /// A whole number keeps its `.0`, so that it is read back as a `number`.
  private func number(_ value: Double) -> String { "\(value)" }

  private mutating func list<T>(
    _ open: String, _ close: String, _ items: [T], _ body: (inout JSONWriter, T) -> Void
  ) {
    text += open
    level += 1
    for (index, item) in items.enumerated() {
      if index > 0 { text += "," }
      newLine()
      body(&self, item)
    }
    level -= 1
    if !items.isEmpty { newLine() }
    text += close
  }

  private mutating func newLine() {
    guard let indent else { return }
    text += "\n" + String(repeating: " ", count: indent * level)
  }

  private mutating func write(_ string: String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
