import Foundation
import Testing

/// A script and what it shows. A file holds several, each a headline `== name`, the script, a line
/// `--`, and the expected text.
struct GoldenCase {
  var name: String
  var script: String
  var expected: String

  var text: String { "== \(name)\n\(script)--\n\(expected)" }

  static func read(_ text: String) -> [GoldenCase] {
    ("\n" + text).components(separatedBy: "\n== ").dropFirst().map { part in
      var part = part + "\n"
      while part.hasSuffix("\n\n") { part.removeLast() }
      let headline = part.prefix { $0 != "\n" }
      let rest = part.dropFirst(headline.count + 1)
      let halves = rest.components(separatedBy: "\n--\n")
      return GoldenCase(
        name: String(headline), script: halves[0] + (halves.count > 1 ? "\n" : ""),
        expected: halves.count > 1 ? halves[1] : "")
    }
  }

  /// Compares what the scripts of a file show with what is expected. With `UPT_UPDATE=1` in the
  /// environment the expected texts are rewritten; the difference is then to be read.
  static func check(_ file: URL, transcript: (String) -> String) throws {
    var cases = read(try String(contentsOf: file, encoding: .utf8))
    try #require(!cases.isEmpty)
    let isUpdating = ProcessInfo.processInfo.environment["UPT_UPDATE"] == "1"
    for position in cases.indices {
      let actual = transcript(cases[position].script)
      if !isUpdating {
        #expect(actual == cases[position].expected, "\(cases[position].name)")
      }
      cases[position].expected = actual
    }
    if isUpdating { try Data(cases.map(\.text).joined(separator: "\n").utf8).write(to: file) }
  }

  /// The statements of a script, which are entered one after the other.
  static func statements(_ script: String) -> [String] {
    var statements: [String] = []
    var pending = ""
    for line in script.split(separator: "\n", omittingEmptySubsequences: false) {
      pending += line + "\n"
      let opened = pending.count { "([{".contains($0) }
      if opened > pending.count(where: { ")]}".contains($0) }) { continue }
      statements.append(pending)
      pending = ""
    }
    return statements
  }
}
