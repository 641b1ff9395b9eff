import UptTensor

/// A line of a file of records: a JSON object with the hash of its text in front of it, so that a
/// line that was torn or damaged is seen to be.
///
///     {"check":"9f86d081884c7d65","record":{"kind":"point",…}}
enum CheckedLine {
  private static let head = Array(#"{"check":""#.utf8)
  private static let middle = Array(#"","record":"#.utf8)
  private static let digits = 16

  /// The line of an object, with its end.
  static func text(of object: JSONObject) -> [UInt8] {
    let body = Array(JSONValue.object(object).text().utf8)
    return head + check(body) + middle + body + Array("}\n".utf8)
  }

  /// The object of a line without its end; nil if the line is not as it was written.
  static func object(_ line: ArraySlice<UInt8>) -> JSONObject? {
    guard line.starts(with: head), line.last == UInt8(ascii: "}") else { return nil }
    let check = line.dropFirst(head.count).prefix(digits)
    let rest = line.dropFirst(head.count + digits)
    guard rest.starts(with: middle) else { return nil }
    let body = Array(rest.dropFirst(middle.count).dropLast())
    guard check.elementsEqual(self.check(body)) else { return nil }
    return (try? JSONValue(parsing: body))?.object
  }

  private static func check(_ body: [UInt8]) -> [UInt8] {
    Array(SHA256.hex(body).utf8.prefix(digits))
  }
}
